# Source: mohan98521/gtm-variable-pay, engine test plan and src/lib/__tests__
currency USD; period month; effective 2026-01-01 to 2026-12-31
let before      = round(payee.target_before * payee.days_before / 365, $1)
let after       = round(payee.target_after * (365 - payee.days_before) / 365, $1)
let of_the_year = if period.start < payee.raised_on then payee.target_before else before + after
target of_the_year / 12
bookings 100%

test "raised on 1 June" {
  period 2026-06
  payee { target_before: $20_000, target_after: $24_000, days_before: 151, raised_on: 2026-06-01 }
  bookings.attainment = 100%
  expect before $8_274, after $14_071, of_the_year $22_345, bookings $1_862.08
}
test "a month before" {
  period 2026-05
  payee { target_before: $20_000, target_after: $24_000, days_before: 151, raised_on: 2026-06-01 }
  bookings.attainment = 100%
  expect of_the_year $20_000, bookings $1_666.67
}
