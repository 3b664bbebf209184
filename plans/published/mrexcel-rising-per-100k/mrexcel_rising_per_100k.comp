# Source: mrexcel.com, thread 1209088
currency USD
sales tiers
    10% from $0,
    11% from $100k,
    12% from $200k,
    13% from $300k,
    14% from $400k,
    15% from $500k,
    16% from $600k,
    17% from $700k

test "one slice" { sales = $100_000; expect sales $10_000 }
test "two slices" { sales = $200_000; expect sales $21_000 }
test "all eight" { sales = $800_000; expect sales $108_000 }
