# Source: sec.gov, Archives/edgar/data/66756/000006675609000015/exhibit_10h7.htm
currency USD
# levels: 0 below, 1 threshold, 2 target, 3 superior
net_income 50%  steps 50% from 1, 100% from 2, 200% from 3 by net_income
cash_flow  25%  steps 50% from 1, 100% from 2, 200% from 3 by cash_flow
strategic  25%  steps 100% from 2, 200% from 3 by strategic  only when net_income >= 1

test "all below" {
  payee { target: $100_000 }
  net_income = 0; cash_flow = 0; strategic = 0
  expect total $0
}
test "all at threshold" {
  payee { target: $100_000 }
  net_income = 1; cash_flow = 1; strategic = 1
  expect total $37_500
}
test "all at target" {
  payee { target: $100_000 }
  net_income = 2; cash_flow = 2; strategic = 2
  expect total $100_000
}
test "all superior" {
  payee { target: $100_000 }
  net_income = 3; cash_flow = 3; strategic = 3
  expect total $200_000
}
test "net income below, the others at threshold" {
  payee { target: $100_000 }
  net_income = 0; cash_flow = 1; strategic = 1
  expect total $12_500
}
test "net income below, the others at target" {
  payee { target: $100_000 }
  net_income = 0; cash_flow = 2; strategic = 2
  expect total $25_000
}
test "net income below, the others superior" {
  payee { target: $100_000 }
  net_income = 0; cash_flow = 3; strategic = 3
  expect total $50_000
}
