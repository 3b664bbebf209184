# Source: pytest suite of an open-source incentive engine (public GitHub file)
currency USD; period month; effective 2026-01-01 to 2026-12-31
records deals { payee, closed_on: date, amount: money }
commission on sum(deals.amount)  rate 10%
total draw (payee.draw else $3_000) recoverable

test "a shortfall is owed" {
  deals { amount: $10_000 }
  expect commission $1_000, total $3_000, total.balance $2_000
}
test "what lies above the draw repays it" {
  period 2026-02
  deals { closed_on: 2026-01-15, amount: $10_000 }
  deals { closed_on: 2026-02-15, amount: $50_000 }
  expect commission $5_000, total $3_000, total.balance $0
}
test "nothing is owed" { deals { amount: $50_000 }; expect total $5_000, total.balance $0 }
