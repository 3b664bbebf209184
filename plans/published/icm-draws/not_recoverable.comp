# Source: pytest suite of an open-source incentive engine (public GitHub file)
currency USD; period month; effective 2026-01-01 to 2026-12-31
records deals { payee, closed_on: date, amount: money }
commission on sum(deals.amount)  rate 10%
total draw (payee.draw else $3_000)

test "less than the draw" { deals { amount: $5_000 }; expect commission $500, total $3_000 }
test "more than the draw" { deals { amount: $50_000 }; expect total $5_000 }
test "nothing is carried" {
  period 2026-02
  deals { closed_on: 2026-01-15, amount: $5_000 }
  deals { closed_on: 2026-02-15, amount: $50_000 }
  expect total $5_000
}
test "a draw of one's own" { payee { draw: $4_000 }; deals { amount: $5_000 }; expect total $4_000 }
