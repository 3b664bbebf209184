# On gross revenue retention: what last year's customers pay now of what they paid then, growth left out.
plan grr_own "Gross revenue retention, everybody's own" {
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

  grr 100%  curve 85%: 50%, 93%: 100%, 98%: 130%

  test "growth does not count" {
    payee { incentive: $5_000 }
    book {
      as_of:       2026-03-31,
      year_ago:    $100_000,
      expansion:   $40_000,
      contraction: $2_000,
      churn:       $5_000,
    }
    expect grr.own 93%, grr $5_000
  }
  test "below 85% nothing is paid" { payee { incentive: $5_000 }; grr = 84.9%; expect grr $0 }
  test "never more than 130%" { payee { incentive: $5_000 }; grr = 100%; expect grr $6_500 }
}
