# Source: mrexcel.com, thread 1209088
currency USD
sales tiers 10% / 11% / 12% / 13% / 14% / 15% / 16% / 17%
    at $0 / $100k / $200k / $300k / $400k / $500k / $600k / $700k

test "one slice" { sales = $100_000; expect sales $10_000 }
test "two slices" { sales = $200_000; expect sales $21_000 }
test "all eight" { sales = $800_000; expect sales $108_000 }
