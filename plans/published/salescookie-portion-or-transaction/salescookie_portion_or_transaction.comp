# Source: support2.salescookie.com, should I use per transaction rewards
currency USD; period quarter
records sales { payee, sold_on: date, amount: money }
portion on sum(sales.amount)  tiers 5% / 8% at $0 / $50k
transaction on sales.amount
  whole tiers 5% / 8% at $0 / $50k
  for each row of sales running by sold_on

test "the sale that crosses the line" {
  sales { sold_on: 2026-01-10, amount: $45_000 }
  sales { sold_on: 2026-02-10, amount: $15_000 }
  expect portion $3_300, transaction $3_450
}
test "the other way round" {
  sales { sold_on: 2026-02-10, amount: $45_000 }
  sales { sold_on: 2026-01-10, amount: $15_000 }
  expect portion $3_300, transaction $4_350
}
