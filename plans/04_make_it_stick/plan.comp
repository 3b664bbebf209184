# Two buckets of one amount: customers who start with the new workflow builder, and customers who keep to it.
plan make_it_stick "Make it stick: workflow builder, FY2026" {
  currency  USD
  period    quarter
  effective 2026-01-01 to 2026-12-31
  target    payee.incentive

  # One row a customer of the campaign, as it stands on the last day of the quarter.
  records rollout {
    payee,
    account:      text,
    checked_on:   date,
    activated:    bool,
    weekly_users: count,
    seats:        count,
  }

  metric started  = count(rollout where activated) / count(rollout)
  metric sticking = count(rollout where activated and weekly_users >= 30% * seats) / count(rollout)

  started  50%  goal 60%  steps 100% from 100%  # all of the bucket, or nothing
  sticking 50%  goal 40%  steps 100% from 100%

  multiply started, sticking by 1.5 when started.attainment >= 100% and sticking.attainment >= 100%

  test "both buckets" {
    payee { incentive: $2_000 }
    started = 60%; sticking = 40%
    expect started $1_500, sticking $1_500, total $3_000
  }
  test "one bucket pays its half, and no more for being overfull" {
    payee { incentive: $2_000 }
    started = 100%; sticking = 39.9%
    expect started $1_000, sticking $0, total $1_000
  }
  test "a customer sticks at three seats of ten" {
    payee { incentive: $2_000 }
    rollout { account: "a", activated: true, weekly_users: 30, seats: 100 }
    rollout { account: "b", activated: true, weekly_users: 29, seats: 100 }
    rollout { account: "c", activated: false, weekly_users: 80, seats: 100 }  # not started, so it does not count
    expect started.own 66.6667% to 4 places, sticking.own 33.3333% to 4 places
  }
}
