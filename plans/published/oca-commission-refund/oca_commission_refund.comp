# Source: OCA/commission, commission_formula_oca and account_commission tests
currency EUR; period month
records invoices { payee, dated: date, amount: money }
commission on sum(invoices.amount)  rate 10%

test "a line of 250" { invoices { amount: €250 }; expect commission €25 }
test "refunded in full" {
  invoices { amount: €1_000 }
  invoices { amount: -€1_000 }
  expect commission €0
}
