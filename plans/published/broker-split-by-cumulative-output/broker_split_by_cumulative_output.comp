# Source: mrexcel.com, thread 1171921
currency USD; period month; effective 2026-01-01 to 2026-12-31
records sales { payee, sold_on: date, amount: money, category: count }
metric one = sum(sales.amount where category == 1)
metric two = sum(sales.amount where category == 2)

let before    = previous(house_so_far else $0)
let to_90     = max($90_000 - before, $0)
let to_150    = max($150_000 - max(before, $90_000), $0)
let one_at_30 = min(one, to_90 / 30%)
let two_at_40 = min(two, to_90 / 40%)
let two_at_30 = min(two - two_at_40, to_150 / 30%)

# In a month of both categories the share depends on which came first: no row, no data.
let categories = (if one > $0 then 1 else 0) + (if two > $0 then 1 else 0)
table in_order by categories { 0: 100%, 1: 100% }

let of_one = one_at_30 * 30% + (one - one_at_30) * 20%
let of_two = two_at_40 * 40% + two_at_30 * 30% + (two - two_at_40 - two_at_30) * 20%
metric house        = (of_one + of_two) * in_order
metric house_so_far = before + house
broker = one + two - house

test "a sale at 40%" {
  period 2026-01
  sales { sold_on: 2026-01-10, amount: $65_000, category: 2 }
  expect house $26_000
}
test "a sale at 30%" {
  period 2026-02
  sales { sold_on: 2026-01-10, amount: $65_000, category: 2 }
  sales { sold_on: 2026-02-10, amount: $60_000, category: 1 }
  expect house $18_000
}
test "a second at 40%" {
  period 2026-03
  sales { sold_on: 2026-01-10, amount: $65_000, category: 2 }
  sales { sold_on: 2026-02-10, amount: $60_000, category: 1 }
  sales { sold_on: 2026-03-10, amount: $75_000, category: 2 }
  expect house $30_000, house_so_far $74_000
}
test "a sale that crosses 90,000" {
  period 2026-04
  sales { sold_on: 2026-01-10, amount: $65_000, category: 2 }
  sales { sold_on: 2026-02-10, amount: $60_000, category: 1 }
  sales { sold_on: 2026-03-10, amount: $75_000, category: 2 }
  sales { sold_on: 2026-04-10, amount: $85_000, category: 1 }
  expect house $22_333.33 to 2 places
}
test "a sale above 90,000" {
  period 2026-05
  sales { sold_on: 2026-01-10, amount: $65_000, category: 2 }
  sales { sold_on: 2026-02-10, amount: $60_000, category: 1 }
  sales { sold_on: 2026-03-10, amount: $75_000, category: 2 }
  sales { sold_on: 2026-04-10, amount: $85_000, category: 1 }
  sales { sold_on: 2026-05-10, amount: $80_000, category: 2 }
  expect house $24_000
}
test "a sale that crosses 150,000" {
  period 2026-06
  sales { sold_on: 2026-01-10, amount: $65_000, category: 2 }
  sales { sold_on: 2026-02-10, amount: $60_000, category: 1 }
  sales { sold_on: 2026-03-10, amount: $75_000, category: 2 }
  sales { sold_on: 2026-04-10, amount: $85_000, category: 1 }
  sales { sold_on: 2026-05-10, amount: $80_000, category: 2 }
  sales { sold_on: 2026-06-10, amount: $100_000, category: 2 }
  expect house $29_888.89 to 2 places, house_so_far $150_222.222222 to 6 places
}
