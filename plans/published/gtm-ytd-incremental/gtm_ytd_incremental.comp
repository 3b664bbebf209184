# Source: engine test plan of mohan98521/gtm-variable-pay
currency USD; period month; effective 2026-01-01 to 2026-12-31; target payee.target_bonus per year
records deals { payee, booked_on: date, amount: money }
metric bookings = sum(deals.amount)  goal payee.quota per year
bookings 100%  ytd  tiers 1x / 1.4x / 1.6x at 0% / 100% / 120%  only when payee.quota > $0
metric so_far = previous(so_far else $0) + bookings.payout  # not paid

test "the first month" {
  period 2026-01
  payee { target_bonus: $20_000, quota: $1_000_000 }
  deals { booked_on: 2026-01-10, amount: $100_000 }
  expect bookings $2_000, so_far $2_000
}
test "the second" {
  period 2026-02
  payee { target_bonus: $20_000, quota: $1_000_000 }
  deals { booked_on: 2026-01-10, amount: $100_000 }
  deals { booked_on: 2026-02-10, amount: $100_000 }
  expect bookings $2_000, so_far $4_000
}
test "half of the year's target" {
  period 2026-03
  payee { target_bonus: $20_000, quota: $1_000_000 }
  deals { booked_on: 2026-02-10, amount: $200_000 }
  deals { booked_on: 2026-03-10, amount: $300_000 }
  expect bookings $6_000, so_far $10_000
}
test "beyond the target" {
  period 2026-03
  payee { target_bonus: $20_000, quota: $1_000_000 }
  deals { booked_on: 2026-02-10, amount: $1_000_000 }
  deals { booked_on: 2026-03-10, amount: $100_000 }
  expect bookings.ytd.attainment 110%, bookings $2_800, so_far $22_800
}
test "no target" {
  period 2026-01
  payee { target_bonus: $20_000, quota: $0 }
  deals { booked_on: 2026-01-10, amount: $100_000 }
  expect bookings $0, so_far $0
}
