# Source: corecommissions.com, how to implement a pooled commission structure
currency USD; period quarter
records results { payee, closed_on: date, sales: money, quota: money }

metric qualified = count(results where sales >= quota * 50%, company)
pool_share = $10_000 / qualified  only when any(results.sales >= results.quota * 50%)

test "ten share it" {
  results { sales: $60_000, quota: $100_000 }
  qualified = 10
  expect pool_share $1_000
}
