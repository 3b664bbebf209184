# Source: prowi.io, 7 proven sales commission models
currency USD; period month
sales rate 20%

test "a month of 50,000" { sales = $50_000; expect sales $10_000 }
