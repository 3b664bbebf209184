# Four parts, each on a scale of its own that begins at nothing: no part falls off an edge, none runs away.
plan sliding_scale "Customer Success Manager, FY2026: sliding scale" {
  currency  USD
  period    quarter
  effective 2026-01-01 to 2026-12-31
  target    payee.annual_variable per year

  records book    { payee, account: text, as_of: date, start: money, lost: money, added: money }
  records usage   { payee, account: text, month: date, weekly_users: count, licensed_seats: count }
  records surveys { payee, account: text, answered_on: date, score: count }

  metric grr       = sum(book.start - book.lost) / sum(book.start)
  metric expansion = sum(book.added)
  metric adoption  = sum(usage.weekly_users) / sum(usage.licensed_seats)
  metric csat      = average(surveys.score)

  # The points of a scale are attainment, the measure over its goal. Retention moves little, so its scale is narrow.
  grr       40%  goal 97%  curve 90%: 0%, 100%: 100%, 102%: 130%
  expansion 20%  goal payee.expansion_goal  curve 0%: 0%, 100%: 100%, 150%: 200%
  adoption  20%  goal 65%  curve 70%: 0%, 100%: 100%, 115%: 150%
  csat      20%  goal 4.5  else team  curve 80%: 0%, 100%: 100%, 110%: 130%

  total cap 140%

  test "everything at goal" {
    payee { annual_variable: $20_000, expansion_goal: $30_000 }
    grr = 97%; expansion = $30_000; adoption = 65%; csat = 4.5
    expect grr $2_000, expansion $1_000, adoption $1_000, csat $1_000, total $5_000
  }
  test "half-way up each scale" {
    payee { annual_variable: $20_000, expansion_goal: $30_000 }
    grr.attainment = 95%; expansion = $15_000; adoption.attainment = 85%; csat = 4.05
    expect grr $1_000, expansion $500, adoption $500, csat $500, total $2_500
  }
  test "where the scales begin, a little more pays a little" {
    payee { annual_variable: $20_000, expansion_goal: $30_000 }
    grr.attainment = 90.1%; expansion = $300; adoption.attainment = 70.3%; csat = 3.609
    expect grr $20, expansion $10, adoption $10, csat $10
  }
  test "all at the top, and the cap of the plan" {
    payee { annual_variable: $20_000, expansion_goal: $30_000 }
    grr = 100%; expansion = $90_000; adoption = 90%; csat = 5
    expect grr $2_600, expansion $2_000, adoption $1_500, csat $1_300, total $7_000
  }
}
