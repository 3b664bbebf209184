# Source: prowi.io glossary, commission
currency USD; period quarter
sales goal $250_000  tiers 8% from 0%, 12% from 100%, 15% from 120%
metric first_part  = sales  up to $250k  rate 8%                # not paid by itself
metric second_part = sales  up to $300k  above $250k  rate 12%  # not paid by itself
metric third_part  = sales  above $300k  rate 15%               # not paid by itself

test "130% of quota" {
  sales = $325_000
  expect first_part $20_000, second_part $6_000, third_part $3_750, sales $29_750
}
test "the first part alone" { sales = $250_000; expect sales $20_000 }
test "the first two parts" { sales = $300_000; expect sales $26_000 }
