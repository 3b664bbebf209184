# The more of the year's quota is behind you, the more the next dollar pays.
plan growth_accelerator "Growth accelerator, FY2026" {
  currency  USD
  period    quarter
  effective 2026-01-01 to 2026-12-31

  # A cancelled upsell is a row with an amount below zero, on the day it is cancelled.
  records expansions { payee, account: text, signed_on: date, arr: money, sourced_by: text }
  metric expansion = sum(expansions.arr where sourced_by == "csm")

  # Each slice of the year so far at its own rate, less what earlier quarters paid.
  expansion ytd
    goal payee.annual_quota per year
    tiers 4% from 0%, 6% from 60%, 9% from 100%, 3% from 200%  # one very large deal is paid less

  test "a year in one quarter" {
    payee { annual_quota: $80_000 }
    expansion.ytd = $90_100
    expect expansion $4_749  # 48,000 at 4%, 32,000 at 6%, 10,100 at 9%
  }
  test "the second quarter goes on where the first one ended" {
    period 2026-Q2
    payee { annual_quota: $80_000 }
    expansions { signed_on: 2026-03-01, arr: $48_000, sourced_by: "csm" }
    expansions { signed_on: 2026-06-01, arr: $10_000, sourced_by: "csm" }
    expect expansion.ytd.attainment 72.5%, expansion $600
  }
  test "what is cancelled is taken back" {
    period 2026-Q2
    payee { annual_quota: $80_000 }
    expansions { signed_on: 2026-03-01, arr: $50_000, sourced_by: "csm" }
    expansions { signed_on: 2026-06-01, arr: -$10_000, sourced_by: "csm" }
    expect expansion -$440  # 2,000 at 6% and 8,000 at 4%
  }
  test "above twice the quota" {
    payee { annual_quota: $200_000 }
    expansions { arr: $440_000, sourced_by: "csm" }
    expect expansion $28_800
  }
}
