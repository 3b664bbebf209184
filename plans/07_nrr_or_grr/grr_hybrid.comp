# On gross revenue retention: what last year's customers pay now of what they paid then, growth left out.
plan grr_hybrid "Gross revenue retention, 60% one's own, 40% the team's" {
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

  own_book  60%  on grr  curve 85%: 50%, 93%: 100%, 98%: 130%
  team_book 40%  on grr.team  curve 85%: 50%, 93%: 100%, 98%: 130%

  test "60% of it one's own, 40% the team's" {
    payee { incentive: $5_000, team: "mid_market" }
    grr.own = 85%; grr.team = 98%
    expect own_book $1_500, team_book $2_600, total $4_100
  }
}
