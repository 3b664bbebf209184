# Source: fund-manager bonus calculator (public GitHub files)
currency GBP
let weights    = payee.investment_weight + payee.qualitative_weight
let weight     = if weights == 0 then 50% else payee.investment_weight / weights
let score      = investment * weight + qualitative * (1 - weight)
let uncapped   = payee.salary * payee.target_share * score * risk_adjustment
let over_limit = max(uncapped - 3 * payee.salary, £0)  # the policy is broken above zero
bonus = uncapped  cap payee.salary * min(3, (payee.risk_taker_cap else 3))

test "adjusted for risk" {
  payee { salary: £100_000, target_share: 20%, investment_weight: 70, qualitative_weight: 30 }
  investment = 1.2; qualitative = 0.8; risk_adjustment = 0.9
  expect bonus £19_440
}
test "everything at one" {
  payee { salary: £100_000, target_share: 20%, investment_weight: 70, qualitative_weight: 30 }
  investment = 1.0; qualitative = 1.0; risk_adjustment = 1
  expect bonus £20_000, over_limit £0
}
test "above on both" {
  payee { salary: £100_000, target_share: 20%, investment_weight: 70, qualitative_weight: 30 }
  investment = 1.5; qualitative = 1.3; risk_adjustment = 1
  expect bonus £28_800
}
test "beyond three salaries" {
  payee { salary: £100_000, target_share: 150%, investment_weight: 70, qualitative_weight: 30 }
  investment = 1.5; qualitative = 1.5; risk_adjustment = 1.5
  expect uncapped £337_500, over_limit £37_500
}
test "half of salary" {
  payee { salary: £100_000, target_share: 50%, investment_weight: 70, qualitative_weight: 30 }
  investment = 1.2; qualitative = 0.8; risk_adjustment = 1
  expect uncapped £54_000, bonus £54_000, over_limit £0
}
test "capped at three salaries" {
  payee { salary: £100_000, target_share: 200%, investment_weight: 70, qualitative_weight: 30 }
  investment = 2.0; qualitative = 2.0; risk_adjustment = 1
  expect bonus £300_000, over_limit £100_000
}
test "a risk taker's own cap" {
  payee {
    salary:             £100_000,
    target_share:       150%,
    investment_weight:  70,
    qualitative_weight: 30,
    risk_taker_cap:     150%,
  }
  investment = 1.5; qualitative = 1.5; risk_adjustment = 1
  expect bonus £150_000
}
test "no salary" {
  payee { salary: £0, target_share: 50%, investment_weight: 70, qualitative_weight: 30 }
  investment = 1.2; qualitative = 0.8; risk_adjustment = 1
  expect bonus £0
}
