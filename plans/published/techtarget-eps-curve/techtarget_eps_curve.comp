# Source: itknowledgeexchange.techtarget.com, question on a bonus formula
currency USD
eps 100%  goal 1.474  curve 1.43036: 50%, 1.474: 100%, 1.54844: 180%

test "the first point" { payee { target: $10_000 }; eps = 1.43036; expect eps.payout_percent 50% }
test "the middle" { payee { target: $10_000 }; eps = 1.474; expect eps.payout_percent 100% }
test "the last point" { payee { target: $10_000 }; eps = 1.54844; expect eps.payout_percent 180% }
test "between two points" {
  payee { target: $10_000 }
  eps = 1.52
  expect eps.payout_percent 149.435787% to 6 places
}
