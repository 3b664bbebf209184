# Source: mohan98521/gtm-variable-pay, engine test plan and src/lib/__tests__
currency USD; period year
# collected: the share of the booked money that has come in
new_arr     60%  tiers 1x from 0%, 1.4x from 100%, 1.6x from 120%  hold 25% until collected >= 100%
closing_arr 40%  tiers 0x from 0%, 1x from 95%, 1.2x from 100%  # the first 95 points earn nothing, also when passed

test "both at 110%, on booking" {
  payee { target: $20_000 }
  new_arr.attainment = 110%; closing_arr.attainment = 110%; collected = 0%
  expect new_arr $10_260, new_arr.held $3_420, closing_arr $1_360
}
test "both at 110%, collected" {
  payee { target: $20_000 }
  new_arr.attainment = 110%; closing_arr.attainment = 110%; collected = 100%
  expect new_arr $13_680, closing_arr $1_360, total $15_040
}
test "a shrunken book" {
  payee { target: $20_000 }
  closing_arr.attainment = 90%
  expect closing_arr $0
}
