# Source: tesco.pagetiger.com/itffas/1/page4.htm
currency GBP; target payee.largest_bonus
# 1 threshold, 2 target, 3 stretch, and what lies between
profit     50%  curve 1: 25%, 2: 50%, 3: 100% by profit
sales      30%  curve 1: 25%, 2: 50%, 3: 100% by sales
individual 20%  steps 50% from 2, 100% from 3 by individual

test "threshold, stretch and target" {
  payee { largest_bonus: £10_000 }
  profit = 1; sales = 3; individual = 2
  expect total £5_250
}
test "profit half-way between threshold and target" {
  payee { largest_bonus: £10_000 }
  profit = 1.5
  expect profit £1_875
}
