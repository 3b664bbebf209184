# Source: mohan98521/gtm-variable-pay, engine test plan and src/lib/__tests__
currency USD; period year
new_arr     60%  tiers 1x from 0%, 1.4x from 100%, 1.6x from 120%
closing_arr 40%  tiers 1x from 95%, 1.2x from 100%  # the first 95 points earn nothing, also when passed

test "both at 110%" {
  payee { target: $20_000 }
  new_arr.attainment = 110%; closing_arr.attainment = 110%
  expect new_arr $13_680, closing_arr $1_360, total $15_040
}
test "a shrunken book" {
  payee { target: $20_000 }
  closing_arr.attainment = 90%
  expect closing_arr $0
}
