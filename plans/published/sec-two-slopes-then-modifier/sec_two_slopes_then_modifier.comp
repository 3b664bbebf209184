# Source: sec.gov, Archives/edgar/data/862831/000095015206002115/l17984aexv10w20.htm
currency USD
table share by payee.role { "ceo": 50%, "evp": 40% }
target payee.base_pay * share
corporate_goal 100%  curve 80%: 80%, 100%: 100%, 120%: 160%  times payee.modifier

test "chief executive under 80%" {
  payee { role: "ceo", base_pay: $100_000, modifier: 100% }
  corporate_goal.attainment = 79%
  expect corporate_goal $0
}
test "chief executive at goal" {
  payee { role: "ceo", base_pay: $100_000, modifier: 100% }
  corporate_goal.attainment = 100%
  expect corporate_goal $50_000
}
test "chief executive at 120%" {
  payee { role: "ceo", base_pay: $100_000, modifier: 100% }
  corporate_goal.attainment = 120%
  expect corporate_goal $80_000
}
test "chief executive at 120%, modified" {
  payee { role: "ceo", base_pay: $100_000, modifier: 125% }
  corporate_goal.attainment = 120%
  expect corporate_goal $100_000
}
test "vice president at goal" {
  payee { role: "evp", base_pay: $100_000, modifier: 100% }
  corporate_goal.attainment = 100%
  expect corporate_goal $40_000
}
test "vice president at 120%" {
  payee { role: "evp", base_pay: $100_000, modifier: 100% }
  corporate_goal.attainment = 120%
  expect corporate_goal $64_000
}
test "vice president at 120%, modified" {
  payee { role: "evp", base_pay: $100_000, modifier: 125% }
  corporate_goal.attainment = 120%
  expect corporate_goal $80_000
}
