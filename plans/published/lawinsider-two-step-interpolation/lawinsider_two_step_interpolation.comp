# Source: lawinsider.com, bonus for revenue performance
currency USD; target payee.base_salary * 20%
revenue 100%  curve 90%: 50%, 95%: 75%, 105%: 125%

test "under 90%" {
  payee { base_salary: $100_000 }
  revenue.attainment = 86%
  expect revenue.payout_percent 0%
}
test "80% of target, 16% of base" {
  payee { base_salary: $100_000 }
  revenue.attainment = 96%
  expect revenue.payout_percent 80%, revenue $16_000
}
test "two points short" {
  payee { base_salary: $100_000 }
  revenue.attainment = 98%
  expect revenue.payout_percent 90%
}
