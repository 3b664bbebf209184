# Source: sec.gov, Archives/edgar/data/1125920/000114036112022544/ex10_01.htm
currency USD; period quarter
table weight by period.quarter { 1: 20%, 2: 20%, 3: 20%, 4: 40% }
let annual_target = payee.base_pay * payee.bonus_percent
target annual_target * weight
let lowest  = target * payee.range_from
let highest = target * payee.range_to
bonus = min(max(proposed, lowest), highest)

test "targets of the year and of a first quarter" {
  payee { base_pay: $60_000, bonus_percent: 5% }
  expect annual_target $3_000, target $600
}
test "at target, meets" {
  payee { base_pay: $60_000, bonus_percent: 5%, range_from: 75%, range_to: 95% }
  expect lowest $450, highest $570
}
test "at maximum, exceeds" {
  payee { base_pay: $60_000, bonus_percent: 5%, range_from: 140%, range_to: 175% }
  expect lowest $840, highest $1_050
}
