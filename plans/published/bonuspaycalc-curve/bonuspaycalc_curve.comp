# Source: bonuspaycalc.com, bonus payout curve explained
currency GBP; target £10_000
performance 100%  curve 70%: 0%, 100%: 100% rising 2 per point  cap 200%

test "half-way up" { performance.attainment = 85%; expect performance £5_000 }
test "above target" { performance.attainment = 120%; expect performance £14_000 }
