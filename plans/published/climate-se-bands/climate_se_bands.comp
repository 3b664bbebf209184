# Source: commission plan document of a climate-software company (public GitHub file)
currency GBP
bookings 100%
  company
  steps 50% from 50%, 75% from 70%, 90% from 85%, 110% from 100%, 125% from 110%

test "the top band" {
  payee { target: £10_000 }
  bookings.company.attainment = 110%
  expect bookings.payout_percent 125%
}
test "at plan" {
  payee { target: £10_000 }
  bookings.company.attainment = 100%
  expect bookings.payout_percent 110%
}
test "from 85%" {
  payee { target: £10_000 }
  bookings.company.attainment = 85%
  expect bookings.payout_percent 90%
}
test "from 70%" {
  payee { target: £10_000 }
  bookings.company.attainment = 70%
  expect bookings.payout_percent 75%
}
test "from 50%" {
  payee { target: £10_000 }
  bookings.company.attainment = 50%
  expect bookings.payout_percent 50%
}
test "below 50%" {
  payee { target: £10_000 }
  bookings.company.attainment = 49%
  expect bookings.payout_percent 0%
}
