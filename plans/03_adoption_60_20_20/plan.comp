# Adoption first: what is used gets renewed, and what gets renewed can grow.
plan adoption_60_20_20 "Customer Success Manager, FY2026: 60:20:20" {
  currency  USD
  period    quarter
  effective 2026-01-01 to 2026-12-31
  target    payee.annual_variable per year  # each quarter a fourth of it

  records usage    { payee, account: text, month: date, weekly_users: count, licensed_seats: count }
  records upsells  { payee, account: text, signed_on: date, arr: money, sourced_by: text }
  records renewals { payee, account: text, due_on: date, due: money, renewed: money }

  metric adoption  = sum(usage.weekly_users) / sum(usage.licensed_seats)
  metric expansion = sum(upsells.arr where sourced_by == "csm")
  metric retention = sum(renewals.renewed) / sum(renewals.due)

  adoption  60%  goal 65%  threshold 75%  cap 130%
  expansion 20%  goal payee.expansion_goal  cap 200%
  retention 20%  goal 92%  else company  threshold 90%

  test "everything at goal pays the target" {
    payee { annual_variable: $20_000, expansion_goal: $30_000 }
    adoption = 65%; expansion = $30_000; retention = 92%
    expect adoption $3_000, expansion $1_000, retention $1_000, total $5_000
  }
  test "adoption below three quarters of its goal pays nothing, the rest still pays" {
    payee { annual_variable: $20_000, expansion_goal: $30_000 }
    adoption = 48%; expansion = $60_000; retention = 92%
    expect adoption $0, expansion $2_000, retention $1_000
  }
  test "an upsell that sales found is not the CSM's" {
    payee { annual_variable: $20_000, expansion_goal: $30_000 }
    upsells { arr: $15_000, sourced_by: "csm" }
    upsells { arr: $40_000, sourced_by: "sales" }
    expect expansion $500
  }
  test "no renewal due: the figure of the whole company" {
    payee { annual_variable: $20_000 }
    renewals { payee: "a colleague", due: $100_000, renewed: $96_600 }
    expect retention.attainment 105%, retention $1_050
  }
}
