# Source: PostHog/posthog.com, contents/handbook/cs-and-onboarding/how-we-work.md
currency USD; period quarter
nrr 100%  curve 100%: 0% rising 10 per point  floor 100% when payee.months <= 3

test "nothing at 100%" {
  payee { target: $8_000, months: 12 }
  nrr = 100%
  expect nrr.payout_percent 0%
}
test "half of target at 105%" {
  payee { target: $8_000, months: 12 }
  nrr = 105%
  expect nrr.payout_percent 50%
}
test "target at 110%" {
  payee { target: $8_000, months: 12 }
  nrr = 110%
  expect nrr.payout_percent 100%
}
test "no limit above" {
  payee { target: $8_000, months: 12 }
  nrr = 120%
  expect nrr.payout_percent 200%
}
test "new, and below" {
  payee { target: $8_000, months: 3 }
  nrr = 95%
  expect nrr.payout_percent 100%
}
test "new, and above" {
  payee { target: $8_000, months: 3 }
  nrr = 120%
  expect nrr.payout_percent 200%
}
test "no longer new" {
  payee { target: $8_000, months: 4 }
  nrr = 95%
  expect nrr.payout_percent 0%
}
