# Pay on what is running, month by month: a contract counts a twelfth of its year in every month it runs.
plan active_revenue "Active revenue, FY2026" {
  currency  USD
  period    month
  effective 2026-01-01 to 2026-12-31

  # One row a contract of twelve months. What is running on the last day of a month has begun in the last twelve
  # months and has not ended before that day.
  records contracts {
    payee,
    account:   text,
    contract:  text,
    starts_on: date,
    ends_on:   date,
    amount:    money,
  } dated starts_on
  metric active = sum(contracts.amount / 12 where ends_on >= period.end)  trailing 12 months

  active_revenue on active  rate 1.5%

  test "from the month it begins in to the month before it ends in" {
    period 2026-03
    contracts { starts_on: 2026-03-31, ends_on: 2027-03-30, amount: $12_000 }  # runs on 31 March
    contracts { starts_on: 2025-04-01, ends_on: 2026-03-31, amount: $24_000 }  # its last day is 31 March
    contracts { starts_on: 2025-03-16, ends_on: 2026-03-15, amount: $99_000 }  # over
    contracts { starts_on: 2026-04-01, ends_on: 2027-03-31, amount: $99_000 }  # not yet
    expect active $3_000, active_revenue $45
  }
}
