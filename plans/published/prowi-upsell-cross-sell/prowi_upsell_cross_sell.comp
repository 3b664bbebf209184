# Source: prowi.io glossary, upsell and cross-sell commission
currency USD; period quarter
records deals { payee, closed_on: date, kind: text, old_value: money, value: money }

upsell     on sum(max(deals.value - deals.old_value, $0) where kind == "upsell")  rate 8%
cross_sell on sum(deals.value where kind == "cross_sell")  rate 10%
renewal    on sum(deals.value where kind == "renewal")  rate 3%

test "an upsell" {
  deals { kind: "upsell", old_value: $30_000, value: $52_500 }
  expect upsell $1_800
}
test "a further product" { deals { kind: "cross_sell", value: $15_000 }; expect cross_sell $1_500 }
test "a plain renewal" { deals { kind: "renewal", value: $60_000 }; expect renewal $1_800 }
test "an upsell, with the figures of the Danish page" {
  deals { kind: "upsell", old_value: $200_000, value: $350_000 }
  expect upsell $12_000
}
test "a further product, with the figures of the Danish page" {
  deals { kind: "cross_sell", value: $100_000 }
  expect cross_sell $10_000
}
