# Source: mikesalkin.com, examples.txt
currency USD
sales tiers 1% from $0, 0.5% from $300k  floor $1_000

test "50,000" { sales = $50_000; expect sales $1_000 }
test "100,000" { sales = $100_000; expect sales $1_000 }
test "200,000" { sales = $200_000; expect sales $2_000 }
test "400,000" { sales = $400_000; expect sales $3_500 }
test "800,000" { sales = $800_000; expect sales $5_500 }
