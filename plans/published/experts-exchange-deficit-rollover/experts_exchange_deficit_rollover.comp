# Source: experts-exchange.com question 28562753
currency USD; period quarter; effective 2026-01-01 to 2026-12-31
records bills { payee, billed_on: date, amount: money }
metric billed = sum(bills.amount)
let quarter_goal = $75 + previous(deficit else $0)
metric deficit = max(quarter_goal - billed, $0)
let bonusable = max(billed - quarter_goal, $0)
table share by billed.ytd { from $0: 30%, from $250: 40% }
bonus = bonusable * share
metric annual = billed.ytd  tiers 0% / 30% / 40% at $0 / $75 / $250  # not paid

test "above the goal" {
  period 2026-Q1
  bills { billed_on: 2026-02-01, amount: $80 }
  expect quarter_goal $75, bonusable $5, bonus $1.50
}
test "a deficit raises the next goal" {
  period 2026-Q2
  bills { billed_on: 2026-02-01, amount: $70 }
  bills { billed_on: 2026-05-01, amount: $90 }
  expect quarter_goal $80, bonus $3
}
test "the annual view" {
  period 2026-Q4
  bills { billed_on: 2026-02-01, amount: $75 }
  bills { billed_on: 2026-05-01, amount: $75 }
  bills { billed_on: 2026-08-01, amount: $75 }
  bills { billed_on: 2026-11-01, amount: $75 }
  expect billed.ytd $300, bonus $0, annual $72.50
}
