# Source: pytest suite of an open-source incentive engine (public GitHub file)
currency USD
sales    goal payee.quota  threshold 50%  rate 10%  cap $1_000
renewals rate 10%
total cap $1_500

test "a cap on one rule" {
  payee { quota: $10_000 }
  sales = $15_000; renewals = $0
  expect sales $1_000, total $1_000
}
test "a cap on the plan" {
  payee { quota: $10_000 }
  sales = $10_000; renewals = $8_000
  expect sales $1_000, renewals $800, total $1_500
}
test "below the gate" {
  payee { quota: $50_000 }
  sales = $5_000
  expect sales.attainment 10%, sales $0
}
test "on the gate" {
  payee { quota: $10_000 }
  sales = $5_000
  expect sales.attainment 50%, sales $500
}
