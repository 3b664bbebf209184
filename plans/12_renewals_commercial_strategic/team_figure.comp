# Renewals, upsells and objectives. Whoever has nothing to renew gets the team's figure for renewals.
plan team_figure "Commercial and strategic CSMs, FY2026: the team's figure" {
  currency  USD
  period    quarter
  effective 2026-01-01 to 2026-12-31
  target    payee.annual_variable per year

  records renewals   { payee, account: text, due_on: date, due: money, renewed: money }
  records upsells    { payee, account: text, signed_on: date, arr: money }
  records objectives { payee, objective: text, due_on: date, weight: percent, score: percent }

  metric retention = sum(renewals.renewed) / sum(renewals.due)
  metric upsold    = sum(upsells.arr)
  metric objective = sum(objectives.weight * objectives.score) / sum(objectives.weight)

  table for_renewals by payee.segment { "commercial": 50%, "strategic": 40% }
  table for_upsells by payee.segment { "commercial": 30%, "strategic": 30% }
  table for_objectives by payee.segment { "commercial": 20%, "strategic": 30% }

  renewals for_renewals    on retention  goal 92%  else team  threshold 90%
  upsells  for_upsells     on upsold  goal payee.upsell_goal  cap 200%
  mbos     for_objectives  on objective

  test "commercial, everything at goal" {
    payee { annual_variable: $20_000, segment: "commercial", upsell_goal: $30_000 }
    retention = 92%; upsold = $30_000; objective = 100%
    expect renewals $2_500, upsells $1_500, mbos $1_000, total $5_000
  }
  test "strategic, nothing to renew" {
    payee { annual_variable: $28_000, segment: "strategic", upsell_goal: $60_000, team: "emea" }
    renewals { payee: "a colleague", due: $200_000, renewed: $174_800 }
    upsold = $0; objective = 60%
    expect retention.team 87.4%, renewals $2_660, upsells $0, mbos $1_260
  }
}
