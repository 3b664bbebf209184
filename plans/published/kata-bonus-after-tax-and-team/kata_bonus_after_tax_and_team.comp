# Source: Pragmatists/bonus-calculator-js and michal-lipski/sales-records-js, README.md
currency USD; period month; effective 2026-01-01 to 2026-12-31
records deals { payee, closed_on: date, amount: money }
sales on sum(deals.amount)  above payee.quota  rate payee.commission  times 1 - payee.tax
team_bonus on sum(deals.amount, team)
  above payee.team_quota
  rate payee.commission / payee.members
  only when payee.members > 0
metric year_so_far = previous(year_so_far else $0) + sales.payout  # not paid

test "above quota, less tax" {
  payee { commission: 10%, tax: 10%, quota: $11_000 }
  deals { amount: $12_000 }
  expect sales $90
}
test "below quota" {
  payee { commission: 10%, tax: 10%, quota: $15_000 }
  deals { amount: $12_000 }
  expect sales $0
}
test "on quota" {
  payee { commission: 10%, tax: 10%, quota: $12_000 }
  deals { amount: $12_000 }
  expect sales $0
}
test "a team of four" {
  payee { team: "south", commission: 10%, members: 4, team_quota: $11_000 }
  deals { amount: $7_000 }
  deals { payee: "bo", amount: $5_000 }
  expect team_bonus $25
}
test "a team of nobody" {
  payee { team: "south", commission: 10%, members: 0, team_quota: $11_000 }
  deals { payee: "bo", amount: $12_000 }
  expect team_bonus $0
}
test "four months of a year" {
  period 2026-06
  payee { commission: 10%, tax: 10%, quota: $15_000 }
  deals { closed_on: 2026-03-10, amount: $1_000 }
  deals { closed_on: 2026-04-10, amount: $11_000 }
  deals { closed_on: 2026-05-10, amount: $10_000 }
  deals { closed_on: 2026-06-10, amount: $20_000 }
  expect year_so_far $450
}
