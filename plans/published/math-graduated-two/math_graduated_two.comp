# Source: web2.0calc.com, commission equation help
currency USD
sales tiers 10% / 15% at $0 / $5k

test "the first part" { sales = $5_000; expect sales $500 }
test "into the second" { sales = $22_000; expect sales $3_050 }
