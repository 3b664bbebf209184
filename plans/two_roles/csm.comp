# Who looks after customers: renewals in time, and growth of what they have.
plan csm "Customer Success Manager, FY2026" {
  for      role "csm", "senior csm"
  currency USD
  period   quarter
  target   payee.target prorated
  records renewals { payee, closed_on: date, due: money, renewed: money }
  metric retention = sum(renewals.renewed) / sum(renewals.due)
  retention    70%  goal 92%  else team  threshold 80%  cap 120%
  company_wide 30%  on retention  company

  test "at goal" {
    payee { role: "csm", target: $5_000 }
    retention = 92%; retention.company = 92%
    expect retention $3_500, company_wide $1_500
  }
}
