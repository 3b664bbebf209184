# Source: mohan98521/gtm-variable-pay, renewal multiplier
currency USD; period year
records renewals { payee, closed_on: date, arr: money, years: count }

metric closing_arr = sum(renewals.arr * (if renewals.years >= 2 then 1.1 else 1))
retained_book 100%  on closing_arr  goal payee.closing_target

test "two years count 1.1 times" {
  renewals { arr: $100_000, years: 2 }
  expect closing_arr $110_000
}
