# Source: costcalculator.calculator.city, pro rata bonus calculator
currency USD
let daily = round(payee.annual_bonus / 365, $0.01)
bonus = daily * days_worked

test "122 days" {
  payee { annual_bonus: $10_000 }
  days_worked = 122
  expect daily $27.40, bonus $3_342.80
}
