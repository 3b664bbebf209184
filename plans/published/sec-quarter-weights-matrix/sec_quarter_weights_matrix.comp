# Source: sec.gov, Archives/edgar/data/1125920/000114036112022544/ex10_01.htm
currency USD; period quarter
table weight by period.quarter { 1: 20%, 2: 20%, 3: 20%, 4: 40% }
table low by payee.cell { "target, meets": 75%, "maximum, exceeds": 140% }
table high by payee.cell { "target, meets": 95%, "maximum, exceeds": 175% }
let annual_target = payee.base_pay * payee.bonus_percent
target annual_target * weight
let lowest  = target * low
let highest = target * high
bonus = min(max(proposed, lowest), highest)

test "targets of the year and of a first quarter" {
  payee { base_pay: $60_000, bonus_percent: 5% }
  expect annual_target $3_000, target $600
}
test "at target, meets" {
  payee { base_pay: $60_000, bonus_percent: 5%, cell: "target, meets" }
  expect lowest $450, highest $570
}
test "at maximum, exceeds" {
  payee { base_pay: $60_000, bonus_percent: 5%, cell: "maximum, exceeds" }
  expect lowest $840, highest $1_050
}
