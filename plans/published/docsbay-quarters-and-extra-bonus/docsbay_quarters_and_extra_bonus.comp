# Source: docsbay.net, logical functions
currency USD; period quarter; effective 2026-01-01 to 2026-12-31
records payees { payee, lump_sum: money }
records sales  { payee, sold_on: date, amount: money }
metric sold = sum(sales.amount)
metric met  = previous(met else 0) + (if sold >= $250k then 1 else 0)
bonus on sold  above $250k  rate 2%
extra payee.lump_sum when met == 4 or sold.ytd >= $1.25m  only when period.quarter == 4

test "a quarter above its quota" {
  period 2026-Q1
  sales { sold_on: 2026-03-02, amount: $400_000 }
  expect bonus $3_000, met 1, extra $0
}
test "four quarters that met it" {
  period 2026-Q4
  payee { lump_sum: $10_000 }
  sales { sold_on: 2026-02-02, amount: $250_000 }
  sales { sold_on: 2026-05-02, amount: $260_000 }
  sales { sold_on: 2026-08-02, amount: $250_000 }
  sales { sold_on: 2026-11-02, amount: $300_000 }
  expect bonus $1_000, sold.ytd $1_060_000, met 4, extra $10_000
}
test "a year of 1.25 million" {
  period 2026-Q4
  payee { lump_sum: $10_000 }
  sales { sold_on: 2026-02-02, amount: $1_150_000 }
  sales { sold_on: 2026-11-02, amount: $100_000 }
  expect bonus $0, met 1, extra $10_000
}
test "neither" {
  period 2026-Q4
  payee { lump_sum: $10_000 }
  sales { sold_on: 2026-02-02, amount: $1_000_000 }
  sales { sold_on: 2026-11-02, amount: $100_000 }
  expect met 1, extra $0
}
