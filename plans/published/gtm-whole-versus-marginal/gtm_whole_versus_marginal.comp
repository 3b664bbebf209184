# Source: mohan98521/gtm-variable-pay, design note on the marginal model
currency USD
bookings 100%  tiers 1x from 0%, 1.4x from 100%, 1.6x from 120%  only when payee.model == "new"
old_model 100%
  on bookings
  whole tiers 1x from 0%, 1.4x from 100%, 1.6x from 120%
  only when payee.model == "old"

test "old model at 110%" {
  payee { target: $50_000, model: "old" }
  bookings.attainment = 110%
  expect old_model $77_000, total $77_000
}
test "new model at 110%" {
  payee { target: $50_000, model: "new" }
  bookings.attainment = 110%
  expect bookings $57_000, total $57_000
}
test "new model at 80%" {
  payee { target: $50_000, model: "new" }
  bookings.attainment = 80%
  expect bookings $40_000
}
test "new model at 120%" {
  payee { target: $50_000, model: "new" }
  bookings.attainment = 120%
  expect bookings $64_000
}
test "new model at 150%" {
  payee { target: $50_000, model: "new" }
  bookings.attainment = 150%
  expect bookings $88_000
}
