# Source: mohan98521/gtm-variable-pay, engine test plan and src/lib/__tests__
currency USD; period year
# collected: the share of the booked money that has come in
bookings 100%  tiers 1x from 0%, 1.4x from 100%, 1.6x from 120%  hold 40% until collected >= 100%

test "below target, on booking" {
  payee { target: $20_000 }
  bookings.attainment = 80%; collected = 0%
  expect bookings $9_600, bookings.held $6_400
}
test "below target, collected" {
  payee { target: $20_000 }
  bookings.attainment = 80%; collected = 100%
  expect bookings $16_000, bookings.held $0
}
test "into the second slice, on booking" {
  payee { target: $20_000 }
  bookings.attainment = 110%; collected = 0%
  expect bookings $13_680, bookings.held $9_120
}
test "into the second slice, collected" {
  payee { target: $20_000 }
  bookings.attainment = 110%; collected = 100%
  expect bookings $22_800, bookings.held $0
}
test "into the third, on booking" {
  payee { target: $20_000 }
  bookings.attainment = 130%; collected = 0%
  expect bookings $17_280, bookings.held $11_520
}
test "into the third, collected" {
  payee { target: $20_000 }
  bookings.attainment = 130%; collected = 100%
  expect bookings $28_800, bookings.held $0
}
