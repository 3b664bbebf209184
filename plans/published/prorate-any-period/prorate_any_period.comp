# Source: bit1024.com, prorated bonus calculator
currency USD
bonus = payee.full_bonus * days_worked / payee.days

test "150 days of a year" {
  payee { full_bonus: $12_000, days: 365 }
  days_worked = 150
  expect bonus $4_931.51
}
test "half of half a year" {
  payee { full_bonus: $5_000, days: 180 }
  days_worked = 90
  expect bonus $2_500
}
