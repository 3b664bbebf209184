# Source: Pragmatists/bonus-calculator-js and michal-lipski/sales-records-js, README.md
currency USD; period month
sales above payee.quota  rate payee.commission  times 1 - payee.tax
team_bonus on team_sales
  above payee.quota
  rate payee.commission
  times 1 / payee.members
  only when payee.members > 0

test "above quota, less tax" {
  payee { commission: 10%, tax: 10%, quota: $11_000 }
  sales = $12_000
  expect sales $90
}
test "below quota" {
  payee { commission: 10%, tax: 10%, quota: $15_000 }
  sales = $12_000
  expect sales $0
}
test "on quota" {
  payee { commission: 10%, tax: 10%, quota: $12_000 }
  sales = $12_000
  expect sales $0
}
test "a team of four" {
  payee { commission: 10%, members: 4, quota: $11_000 }
  team_sales = $12_000
  expect team_bonus $25
}
test "a team of nobody" {
  payee { commission: 10%, members: 0, quota: $11_000 }
  team_sales = $12_000
  expect team_bonus $0
}
test "the one month above quota" {
  payee { commission: 10%, tax: 10%, quota: $15_000 }
  sales = $20_000
  expect sales $450
}
