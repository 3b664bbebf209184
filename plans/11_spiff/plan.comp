# A campaign of seven weeks for people whose pay is otherwise fixed.
plan spring_leads "Spring campaign: leads for Sales, 15 April to 31 May 2026" {
  currency  USD
  period    month
  effective 2026-04-01 to 2026-06-30  # whole months; the days of the campaign stand below

  # One row a lead, on the day it was handed over. Sales says whether it is accepted.
  records leads { payee, account: text, day: date, accepted: bool, value: money }
  metric handed_over = count(leads where accepted and day >= 2026-04-15 and day <= 2026-05-31)
  metric early       = count(leads where accepted and day >= 2026-04-15 and day <= 2026-04-28)

  handed_over $200 each
  early       $100 each  # more in the first two weeks
  total cap $1_200 per year

  test "the first and the last day count, the days beside them do not" {
    period 2026-04
    leads { day: 2026-04-14, accepted: true, value: $1 }
    leads { day: 2026-04-15, accepted: true, value: $1 }
    expect handed_over $200, early $100
  }
  test "in May" {
    period 2026-05
    leads { day: 2026-05-31, accepted: true, value: $1 }
    leads { day: 2026-05-30, accepted: false, value: $1_000_000 }
    expect handed_over $200, early $0
  }
  test "a lead of June is too late" {
    period 2026-06
    leads { day: 2026-06-01, accepted: true, value: $1 }
    expect total $0
  }
}
