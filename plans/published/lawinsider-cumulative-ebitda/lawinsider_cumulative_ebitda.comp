# Source: lawinsider.com, cumulative EBITDA target
currency USD
ebitda 100%  curve 85%: 70% rising 2 per point  cap 150%

test "five points under" {
  payee { target: $10_000 }
  ebitda.attainment = 95%
  expect ebitda.payout_percent 90%
}
test "five points over" {
  payee { target: $10_000 }
  ebitda.attainment = 105%
  expect ebitda.payout_percent 110%
}
test "the most there is" {
  payee { target: $10_000 }
  ebitda.attainment = 125%
  expect ebitda.payout_percent 150%
}
test "under 85%" {
  payee { target: $10_000 }
  ebitda.attainment = 84%
  expect ebitda.payout_percent 0%
}
