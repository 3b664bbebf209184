# Source: pytest suite of an open-source incentive engine (public GitHub file)
currency USD; period quarter
sales                     rate 10%
objectives target $2_000
total cap (payee.cap else $10_000)  draw (payee.draw else $0)
adjust (adjustments else $0)

test "both are added" {
  sales = $5_000; objectives = 100%
  expect sales $500, objectives $2_000, total $2_500
}
test "the cap is on both" {
  payee { cap: $1_000 }
  sales = $5_000; objectives = 100%
  expect total $1_000
}
test "the draw comes after the cap" {
  payee { cap: $400, draw: $5_000 }
  sales = $5_000; objectives = 0%
  expect total $5_000
}
test "an adjustment comes last" {
  payee { cap: $400, draw: $5_000 }
  sales = $5_000; objectives = 0%; adjustments = $200
  expect total $5_200
}
test "an adjustment is added" {
  sales = $5_000; objectives = 0%; adjustments = $500
  expect total $1_000
}
test "an adjustment is taken off" {
  sales = $5_000; objectives = 0%; adjustments = -$200
  expect total $300
}
