# Source: PostHog/posthog.com, contents/handbook/growth/revops/commissions.md
currency USD; period quarter
records deals { payee, closed_on: date, kind: text, value: money, before: money }

metric quota_credit = sum(max(deals.value - deals.before, $0) where kind == "growth")
  + sum(deals.value * 80% where kind == "multi_year")  # year 1 at list
  + sum((deals.value - deals.before) * 75% where kind == "buyout")
  + sum(max((deals.value - deals.before) * 12, $0) where kind == "monthly")
commission 100%  on quota_credit  goal payee.quota

test "growth counts by what it grows" {
  deals { kind: "growth", value: $130_000, before: $50_000 }
  expect quota_credit $80_000
}
test "a smaller deal counts for nothing" {
  deals { kind: "growth", value: $45_000, before: $50_000 }
  expect quota_credit $0
}
test "several years, paid yearly: the first year less 20%" {
  deals { kind: "multi_year", value: $100_000 }
  expect quota_credit $80_000
}
test "a competitor's contract bought out" {
  deals { kind: "buyout", value: $100_000, before: $20_000 }
  expect quota_credit $60_000
}
test "a monthly customer that grows" {
  deals { kind: "monthly", value: $4_000, before: $3_000 }
  expect quota_credit $12_000
}
test "attainment is credit over quota" {
  payee { quota: $250_000 }
  quota_credit = $300_000
  expect quota_credit.attainment 120%
}
