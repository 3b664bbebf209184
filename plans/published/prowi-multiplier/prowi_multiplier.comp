# Source: prowi.io glossary, multiplier
currency DKK
sales goal DKK 1_000_000  rate 5%  times steps 1x from 0%, 1.5x from 100%, 2x over 120% by sales
multiplied on deal  rate 8%  times payee.product * payee.term  only when payee.rule == "multiply"
added on deal
  rate 8%
  times 1 + (payee.product - 1) + (payee.term - 1)
  only when payee.rule == "add"

test "below quota" { sales = DKK 800_000; expect sales DKK 40_000 }
test "at 120%, still in the band" { sales = DKK 1_200_000; expect sales DKK 90_000 }
test "two multipliers multiplied" {
  payee { product: 1.5, term: 1.25, rule: "multiply" }
  deal = DKK 70_000
  expect multiplied DKK 10_500
}
test "two multipliers added" {
  payee { product: 1.5, term: 1.25, rule: "add" }
  deal = DKK 70_000
  expect added DKK 9_800
}
