# Source: pytest suite of an open-source incentive engine (public GitHub file)
currency USD; period month
records deals { payee, closed_on: date, amount: money }

metric sales = sum(deals.amount)  goal payee.quota
commission on sales  tiers 5% from 0%, payee.rate_above from 100%

test "below quota" {
  payee { quota: $10_000, rate_above: 10% }
  deals { amount: $5_000 }
  expect commission $250
}
test "one deal of twice the quota" {
  payee { quota: $100_000, rate_above: 8% }
  deals { amount: $200_000 }
  expect commission $13_000
}
test "the third deal crosses quota" {
  payee { quota: $100_000, rate_above: 8% }
  deals { amount: $40_000 }
  deals { amount: $40_000 }
  deals { amount: $40_000 }
  expect commission $6_600
}
test "the second deal crosses quota" {
  payee { quota: $100_000, rate_above: 8% }
  deals { amount: $80_000 }
  deals { amount: $40_000 }
  expect commission $6_600
}
