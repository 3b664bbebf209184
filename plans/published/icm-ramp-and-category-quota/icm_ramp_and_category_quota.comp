# Source: pytest suite of an open-source incentive engine (public GitHub file)
currency USD; period quarter
sales goal (payee.category_quota else payee.quota) * (payee.ramp else 100%)
  tiers 5% from 0%, 10% from 100%

test "a ramp of half" { payee { quota: $100_000, ramp: 50% }; sales = $60_000; expect sales $3_500 }
test "a quota for the category" {
  payee { quota: $100_000, category_quota: $50_000 }
  sales = $60_000
  expect sales $3_500
}
test "both" {
  payee { quota: $100_000, category_quota: $50_000, ramp: 50% }
  sales = $30_000
  expect sales $1_750
}
