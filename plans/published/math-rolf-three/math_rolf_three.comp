# Source: edu.com, question 493589
currency USD
sales tiers 1% / 3% / 5% at $0 / $25k / $95k

test "the first slice" { sales = $25_000; expect sales $250 }
test "the first two" { sales = $95_000; expect sales $2_350 }
test "all three" { sales = $100_000; expect sales $2_600 }
