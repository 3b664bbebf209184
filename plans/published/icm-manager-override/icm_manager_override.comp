# Source: pytest suite of an open-source incentive engine (public GitHub file)
currency USD; period quarter
records deals { payee, closed_on: date, amount: money, manager: text, director: text }
let own_rate     = (payee.rate else 10%)
let first_share  = (payee.first_share else 5%)
let second_share = (payee.second_share else 2%)

metric first_level  = sum(deals.amount * first_share where manager == payee.payee, company)
metric second_level = sum(deals.amount * second_share where director == payee.payee, company)
sales    on sum(deals.amount)  rate own_rate
override on first_level + second_level  rate own_rate

test "the one who sells" {
  payee { payee: "ana" }
  deals { amount: $10_000, manager: "mia", director: "dan" }
  expect sales $1_000, override $0
}
test "the manager" {
  payee { payee: "mia" }
  deals { payee: "ana", amount: $10_000, manager: "mia", director: "dan" }
  expect first_level $500, second_level $0, sales $0, override $50
}
test "the manager's manager" {
  payee { payee: "dan" }
  deals { payee: "ana", amount: $10_000, manager: "mia", director: "dan" }
  expect first_level $0, second_level $200, override $20
}
test "a rate of one's own" {
  payee { payee: "mia", rate: 20% }
  deals { payee: "ana", amount: $10_000, manager: "mia", director: "dan" }
  expect override $100
}
test "a share of zero" {
  payee { payee: "mia", first_share: 0% }
  deals { payee: "ana", amount: $10_000, manager: "mia", director: "dan" }
  expect override $0
}
