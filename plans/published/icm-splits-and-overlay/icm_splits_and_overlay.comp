# Source: pytest suite of an open-source incentive engine (public GitHub file)
currency USD; period quarter
records splits { payee, closed_on: date, amount: money, share: percent }

metric credit = sum(splits.amount * splits.share)  goal payee.quota
commission on credit  tiers payee.rate from 0%, payee.rate_above from 100%

test "70 of a split of 70 and 30" {
  payee { rate: 5%, rate_above: 5%, quota: $100_000 }
  splits { amount: $10_000, share: 70% }
  expect commission $350
}
test "30 of a split of 70 and 30" {
  payee { rate: 5%, rate_above: 5%, quota: $100_000 }
  splits { amount: $10_000, share: 30% }
  expect commission $150
}
test "an overlay: full credit for each" {
  payee { rate: 5%, rate_above: 5%, quota: $100_000 }
  splits { amount: $10_000, share: 100% }
  expect commission $500
}
test "60 of 200,000 goes beyond quota" {
  payee { rate: 5%, rate_above: 8%, quota: $100_000 }
  splits { amount: $200_000, share: 60% }
  expect commission $6_600
}
test "40 of 200,000 does not" {
  payee { rate: 5%, rate_above: 8%, quota: $100_000 }
  splits { amount: $200_000, share: 40% }
  expect commission $4_000
}
test "60 at a rate of 10%" {
  payee { rate: 10%, rate_above: 10%, quota: $100_000 }
  splits { amount: $10_000, share: 60% }
  expect commission $600
}
test "40 at a rate of 5%" {
  payee { rate: 5%, rate_above: 5%, quota: $100_000 }
  splits { amount: $10_000, share: 40% }
  expect commission $200
}
