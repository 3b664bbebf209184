# On net revenue retention: what last year's customers pay now, growth included.
plan nrr_own "Net revenue retention, everybody's own" {
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

  nrr 100%  curve 95%: 50%, 103%: 100%, 112%: 160%

  test "a lost customer and a grown one" {
    payee { incentive: $5_000 }
    book { as_of: 2026-03-31, year_ago: $100_000, expansion: $40_000, contraction: $0, churn: $0 }
    book { as_of: 2026-03-31, year_ago: $60_000, expansion: $0, contraction: $0, churn: $35_200 }
    expect nrr.own 103%, nrr $5_000
  }
  test "below 95% nothing is paid" { payee { incentive: $5_000 }; nrr = 94.9%; expect nrr $0 }
  test "flat from 112%" { payee { incentive: $5_000 }; nrr = 140%; expect nrr $8_000 }
}
