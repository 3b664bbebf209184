# Source: mohan98521/gtm-variable-pay, engine test plan and src/lib/__tests__
currency USD; period year
let before = round(payee.target_before * payee.days_before / 365, $1)
let after  = round(payee.target_after * (365 - payee.days_before) / 365, $1)
target before + after
bookings 100%

test "raised on 1 June" {
  payee { target_before: $20_000, target_after: $24_000, days_before: 151 }
  bookings.attainment = 100%
  expect before $8_274, after $14_071, target $22_345
}
