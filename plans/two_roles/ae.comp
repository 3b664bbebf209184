# Who sells: a commission on new business.
plan ae "Account Executive, FY2026" {
  for      role "ae"
  currency USD
  period   quarter
  records deals { payee, closed_on: date, amount: money }
  commission on sum(deals.amount)  rate 8%

  test "one deal" { payee { role: "ae" }; deals { amount: $10_000 }; expect commission $800 }
}
