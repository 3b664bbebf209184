# Process measures: how long customers wait for the product, and for the first result. Less is better.
plan process_measures "Onboarding, FY2026: time to live, time to value" {
  currency  USD
  period    quarter
  effective 2026-01-01 to 2026-12-31
  target    payee.incentive

  # One row a customer, in the quarter the first result was seen.
  records onboardings {
    payee,
    account:        text,
    signed_on:      date,
    live_on:        date,
    first_value_on: date,
  } dated first_value_on

  table to_live_in by payee.team { "mid_market": 45, "enterprise": 150 }
  table to_value_in by payee.team { "mid_market": 20, "enterprise": 35 }
  metric time_to_live = average(onboardings.live_on - onboardings.signed_on)
    goal at most to_live_in
  metric time_to_value = average(onboardings.first_value_on - onboardings.live_on)
    goal at most to_value_in

  # Half of the incentive each. 100% is the goal; 130% is reached at 77% of the days, 70% at 143% of them.
  time_to_live  50%  else team  curve 70%: 0%, 100%: 100%, 130%: 130%
  time_to_value 50%  else team  curve 70%: 0%, 100%: 100%, 130%: 130%

  test "one in 40 days, one in 50" {
    payee { incentive: $3_000, team: "mid_market" }
    onboardings { signed_on: 2026-01-01, live_on: 2026-02-10, first_value_on: 2026-02-20 }
    onboardings { signed_on: 2026-01-01, live_on: 2026-02-20, first_value_on: 2026-03-22 }
    expect time_to_live.own 45, time_to_live $1_500, time_to_value.own 20, time_to_value $1_500
  }
  test "slower pays less, faster pays more, within limits" {
    payee { incentive: $3_000, team: "mid_market" }
    time_to_live = 50; time_to_value = 10
    expect time_to_live.attainment 90%, time_to_live $1_000, time_to_value $1_950
  }
  test "nothing from 64.3 days on" {
    payee { incentive: $3_000, team: "mid_market" }
    time_to_live = 65; time_to_value = 20
    expect time_to_live $0, time_to_value $1_500
  }
}
