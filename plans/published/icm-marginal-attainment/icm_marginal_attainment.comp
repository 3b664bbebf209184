# Source: pytest suite of an open-source incentive engine (public GitHub file)
currency USD; period month; effective 2026-01-01 to 2026-12-31
# per: the period the quota is for; high: the rate above quota
records deals { payee, closed_on: date, amount: money }
metric sold = sum(deals.amount)
monthly   on sold  tiers 5% / payee.high at $0 / payee.quota  only when payee.per == "month"
quarterly on sold  qtd  tiers 5% / payee.high at $0 / payee.quota  only when payee.per == "quarter"
yearly    on sold  ytd  tiers 5% / payee.high at $0 / payee.quota  only when payee.per == "year"
metric so_far = previous(so_far else $0) + monthly.payout + quarterly.payout + yearly.payout  # not paid

test "below quota" {
  payee { per: "month", quota: $10_000, high: 10% }
  deals { amount: $5_000 }
  expect monthly $250
}
test "a deal past quota" {
  period 2026-02
  payee { per: "quarter", quota: $10_000, high: 10% }
  deals { closed_on: 2026-01-10, amount: $12_000 }
  deals { closed_on: 2026-02-10, amount: $1_000 }
  expect quarterly $100
}
test "a deal across quota" {
  period 2026-06
  payee { per: "year", quota: $10_000, high: 10% }
  deals { closed_on: 2026-01-10, amount: $9_500 }
  deals { closed_on: 2026-06-10, amount: $2_000 }
  expect yearly $175
}
test "one deal of twice the quota" {
  payee { per: "month", quota: $100_000, high: 8% }
  deals { amount: $200_000 }
  expect monthly $13_000
}
test "the third deal crosses quota" {
  payee { per: "month", quota: $100_000, high: 8% }
  deals { amount: $40_000 }
  deals { amount: $40_000 }
  deals { amount: $40_000 }
  expect monthly $6_600
}
test "a monthly quota starts anew" {
  period 2026-02
  payee { per: "month", quota: $100_000, high: 8% }
  deals { closed_on: 2026-01-10, amount: $50_000 }
  deals { closed_on: 2026-02-10, amount: $60_000 }
  expect monthly $3_000, so_far $5_500
}
test "the second deal crosses quota" {
  payee { per: "month", quota: $100_000, high: 8% }
  deals { amount: $80_000 }
  deals { amount: $40_000 }
  expect monthly $6_600
}
