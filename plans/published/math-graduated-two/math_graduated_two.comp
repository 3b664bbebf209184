# Source: web2.0calc.com, commission equation help
currency USD
sales tiers 10% / 15% at $0 / $5k
metric first_part  = sales  up to $5k  rate 10%  # not paid by itself
metric second_part = sales  above $5k  rate 15%  # not paid by itself

test "the first part alone" { sales = $5_000; expect sales $500 }
test "into the second" { sales = $22_000; expect first_part $500, second_part $2_550, sales $3_050 }
