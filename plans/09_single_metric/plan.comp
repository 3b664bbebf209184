# One figure and one line: gross retention, and no cliff anywhere.
plan single_metric "Gross retention, FY2026"
currency USD

grr 100%  curve 80%: 0%, 92%: 100%, 96%: 150%

test "at goal" { payee { target: $5_000 }; grr = 92%; expect grr $5_000 }
test "half-way up" { payee { target: $5_000 }; grr = 86%; expect grr $2_500 }
test "where it begins" { payee { target: $5_000 }; grr = 80%; expect grr $0 }
test "flat above 96%" { payee { target: $5_000 }; grr = 99%; expect grr $7_500 }
