plan csm "Customer Success Manager, FY2026" {
  currency  USD
  period    quarter
  effective 2026-01-01 to 2026-12-31
  target    payee.target_incentive  # variable pay for the period at 100%

  records usage {
    payee,
    month:          date,
    active_seats:   count,
    weekly_seats:   count,
    licensed_seats: count,
  }
  records renewals { payee, closed_on: date, due: money, renewed: money, segment: text }
  records upsells  { payee, closed_on: date, arr: money, sourced_by: text }

  metric adoption      = sum(usage.active_seats) / sum(usage.licensed_seats)
  metric weekly_active = sum(usage.weekly_seats) / sum(usage.licensed_seats)
  metric retention     = sum(renewals.renewed) / sum(renewals.due)
  metric expansion     = sum(upsells.arr where sourced_by == "CSM")

  adoption      60%  goal 80%  threshold 50%  cap 150%
  retention     20%  goal 92%  else team  # no renewals due this quarter: the team's figure
  expansion          tiers 5% / 8% / 12% at $0 / $50k / $100k
  make_it_stick $1_500 when adoption >= 80% and weekly_active >= 60%

  multiply adoption, retention by 1.5
    when adoption.attainment >= 110% and retention.attainment >= 105%
  total cap 250%

  test "at goal, target is paid" {
    payee { target_incentive: $5_000 }
    adoption = 80%; weekly_active = 50%; retention = 92%; expansion = $0
    expect adoption $3_000, retention $1_000, total $4_000
  }
}
