# Source: mohan98521/gtm-variable-pay, engine test plan and src/lib/__tests__
currency USD; period year
bookings 100%  tiers 1x from 0%, 1.4x from 100%, 1.6x from 120%

test "below target" {
  payee { target: $20_000 }
  bookings.attainment = 80%
  expect bookings $16_000
}
test "into the second slice" {
  payee { target: $20_000 }
  bookings.attainment = 110%
  expect bookings $22_800
}
test "into the third" {
  payee { target: $20_000 }
  bookings.attainment = 130%
  expect bookings $28_800
}
