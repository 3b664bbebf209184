# Source: pcreview.co.uk, thread 1746350
currency USD
metric counted = sales  up to payee.goal  above payee.forecast
commission on counted  rate 2%

test "under the forecast" { payee { forecast: $500, goal: $800 }; sales = $400; expect counted $0 }
test "above the goal" { payee { forecast: $500, goal: $800 }; sales = $1_000; expect counted $300 }
test "between the two" {
  payee { forecast: $500, goal: $800 }
  sales = $700
  expect counted $200, commission $4
}
