# Source: Salesforce Trailhead, Spiff commission designer, marginal amount
currency USD; period month; effective 2026-01-01 to 2026-12-31
records deals { payee, closed_on: date, amount: money }
metric closed = sum(deals.amount)
commission on closed  ytd  tiers 4% / 6% / 8% at $0 / $150k / $250k
let effective_rate = commission.payout / closed

test "a deal across the line" {
  period 2026-02
  deals { closed_on: 2026-01-20, amount: $145_000 }
  deals { closed_on: 2026-02-20, amount: $20_000 }
  expect commission $1_100, effective_rate 5.5%
}
test "before it" {
  period 2026-01
  deals { closed_on: 2026-01-20, amount: $145_000 }
  expect commission $5_800, effective_rate 4%
}
