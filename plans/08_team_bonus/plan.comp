# One figure for the whole team: everybody in it gets the same share of their own bonus.
plan team_bonus "Team bonus on retention, FY2026" {
  currency  USD
  period    quarter
  effective 2026-01-01 to 2026-12-31
  target    payee.annual_bonus per year prorated  # by the days somebody is there

  records renewals { payee, account: text, due_on: date, due: money, renewed: money }
  metric retention = sum(renewals.renewed) / sum(renewals.due)

  retention 100%  team  curve 85%: 50%, 92%: 100%, 97%: 150%

  test "whatever one's own customers do" {
    payee { annual_bonus: $16_000, team: "mid_market" }
    renewals { due: $20_000, renewed: $20_000 }
    renewals { payee: "a colleague", due: $80_000, renewed: $72_000 }
    expect retention.own 100%, retention.team 92%, retention $4_000
  }
  test "below 85% nobody gets anything" {
    payee { annual_bonus: $16_000, team: "mid_market" }
    retention.team = 84.99%
    expect retention $0
  }
  test "from the middle of the quarter" {
    payee { annual_bonus: $16_000, team: "mid_market", start: 2026-02-15 }
    retention.team = 92%
    expect retention $2_000  # 45 of 90 days
  }
}
