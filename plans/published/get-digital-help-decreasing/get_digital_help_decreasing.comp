# Source: get-digital-help.com, how to do tiered calculations in one formula
currency USD
sales tiers 4.5% / 2% / 1.2% / 0.2% at $0 / $100k / $250k / $500k

test "within the first" { sales = $65_000; expect sales $2_925 }
test "into the second" { sales = $125_000; expect sales $5_000 }
test "into the third" { sales = $280_000; expect sales $7_860 }
test "into the last" { sales = $540_000; expect sales $10_580 }
