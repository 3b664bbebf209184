# Source: ircsalessolutions.com, rollover clause
currency USD; period month; effective 2026-01-01 to 2026-12-31
records deals { payee, closed_on: date, commission: money }
metric earned = sum(deals.commission)
let needed = $4_000 + previous(short else $0)
metric short = max(needed - earned, $0)
commission = earned
total draw $4_000 recoverable

test "what is short is needed next month" {
  period 2026-02
  deals { closed_on: 2026-01-10, commission: $3_500 }
  deals { closed_on: 2026-02-10, commission: $4_500 }
  expect needed $4_500, total $4_000, total.balance $0
}
test "before anything beyond the draw is paid" {
  period 2026-02
  deals { closed_on: 2026-01-10, commission: $3_500 }
  deals { closed_on: 2026-02-10, commission: $5_000 }
  expect total $4_500
}
