# Source: tesco.pagetiger.com/itffas/1/page4.htm
currency GBP; target payee.largest_bonus
# 1 threshold, 2 target, 3 stretch, and what lies between
profit     100%  curve 1: 12.5%, 2: 25%, 3: 50% by profit
sales      100%  curve 1: 7.5%, 2: 15%, 3: 30% by sales
individual 100%  steps 10% from 2, 20% from 3 by individual

test "threshold, stretch and target" {
  payee { largest_bonus: £10_000 }
  profit = 1; sales = 3; individual = 2
  expect total £5_250
}
test "profit half-way between threshold and target" {
  payee { largest_bonus: £10_000 }
  profit = 1.5
  expect profit.payout_percent 18.75%
}
