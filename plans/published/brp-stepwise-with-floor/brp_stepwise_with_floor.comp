# Source: dok.brpsystems.se, product documentation, Provision
currency SEK
sales tiers 10% from SEK 10_000, 20% from SEK 15_000

test "18,000 kronor" { sales = SEK 18_000; expect sales SEK 1_100 }
