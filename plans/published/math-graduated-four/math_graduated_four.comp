# Source: qammunity.org, question 7400068
currency USD
sales tiers 10% / 15% / 25% / 30% at $0 / $5k / $10k / $50k

test "into the last" { sales = $80_000; expect sales $20_250 }
