# On net revenue retention: what last year's customers pay now, growth included.
plan nrr_team "Net revenue retention, the team's" {
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
  metric nrr = sum(book.year_ago + book.expansion - book.contraction - book.churn)
    / sum(book.year_ago)

  nrr 100%  team  curve 95%: 50%, 103%: 100%, 112%: 160%

  test "a good quarter in a weak team" {
    payee { incentive: $5_000, team: "mid_market" }
    nrr.own = 140%; nrr.team = 95%
    expect nrr $2_500
  }
}
