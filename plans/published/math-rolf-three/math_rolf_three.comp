# Source: edu.com, question 493589
currency USD
sales tiers 1% / 3% / 5% at $0 / $25k / $95k
metric first_slice  = sales  up to $25k  rate 1%              # not paid by itself
metric second_slice = sales  up to $95k  above $25k  rate 3%  # not paid by itself

test "the first slice" { sales = $25_000; expect sales $250 }
test "the first two" { sales = $95_000; expect sales $2_350 }
test "all three" { sales = $100_000; expect first_slice $250, second_slice $2_100, sales $2_600 }
