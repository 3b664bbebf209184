# On net revenue retention: what last year's customers pay now, growth included.
plan nrr_hybrid "Net revenue retention, 60% one's own, 40% the team's" {
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

  own_book  60%  on nrr  curve 95%: 50%, 103%: 100%, 112%: 160%
  team_book 40%  on nrr.team  curve 95%: 50%, 103%: 100%, 112%: 160%

  test "60% of it one's own, 40% the team's" {
    payee { incentive: $5_000, team: "mid_market" }
    nrr.own = 112%; nrr.team = 103%
    expect own_book $4_800, team_book $2_000, total $6_800
  }
}
