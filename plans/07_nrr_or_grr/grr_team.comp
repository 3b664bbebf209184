# On gross revenue retention: what last year's customers pay now of what they paid then, growth left out.
plan grr_team "Gross revenue retention, the team's" {
  currency  USD
  period    quarter
  effective 2026-01-01 to 2026-12-31
  target    payee.incentive

  # One row a customer, on the last day of the quarter: what they paid a year ago, and what has changed since.
  records book {
    payee,
    account:     text,
    as_of:       date,
    year_ago:    money,
    expansion:   money,
    contraction: money,
    churn:       money,
  }
  metric grr = sum(book.year_ago - book.contraction - book.churn) / sum(book.year_ago)

  grr 100%  team  curve 85%: 50%, 93%: 100%, 98%: 130%

  test "a lost customer in a strong team" {
    payee { incentive: $5_000, team: "mid_market" }
    grr.own = 60%; grr.team = 93%
    expect grr $5_000
  }
}
