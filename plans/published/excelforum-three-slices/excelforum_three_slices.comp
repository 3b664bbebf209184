# Source: excelforum.com, thread 581766
currency USD
sales tiers 5% / 10% / 20% at $0 / $5k / $10k

test "into the last" { sales = $15_000; expect sales $1_750 }
