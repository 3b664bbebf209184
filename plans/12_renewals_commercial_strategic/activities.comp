# Renewals, upsells and objectives. In a quarter without renewals the work that leads to them counts instead.
plan activities "Commercial and strategic CSMs, FY2026: activities in a quarter without renewals" {
  currency  USD
  period    quarter
  effective 2026-01-01 to 2026-12-31
  target    payee.annual_variable per year

  records renewals   { payee, account: text, due_on: date, due: money, renewed: money }
  records upsells    { payee, account: text, signed_on: date, arr: money }
  records objectives { payee, objective: text, due_on: date, weight: percent, score: percent }
  records activities { payee, account: text, done_on: date, kind: text }

  metric retention   = sum(renewals.renewed) / sum(renewals.due)  goal 92%
  metric reviews     = count(activities where kind == "business review")  goal 2  up to 2
  metric assessments = count(activities where kind == "health assessment")  goal 4  up to 4
  metric leads       = count(activities where kind == "qualified lead")  goal 2  up to 2
  metric upsold      = sum(upsells.arr)
  metric objective   = sum(objectives.weight * objectives.score) / sum(objectives.weight)

  let work = 40% * reviews.attainment + 30% * assessments.attainment + 30% * leads.attainment

  table for_renewals by payee.segment { "commercial": 50%, "strategic": 40% }
  table for_upsells by payee.segment { "commercial": 30%, "strategic": 30% }
  table for_objectives by payee.segment { "commercial": 20%, "strategic": 30% }

  renewals for_renewals    on (retention.attainment else work)
  upsells  for_upsells     on upsold  goal payee.upsell_goal  cap 200%
  mbos     for_objectives  on objective

  test "nothing to renew, all the work done" {
    payee { annual_variable: $28_000, segment: "strategic" }
    renewals { payee: "a colleague", due: $200_000, renewed: $0 }
    reviews = 2; assessments = 4; leads = 2
    expect work 100%, renewals $2_800
  }
  test "nothing to renew, half of the work; more reviews than asked for do not help" {
    payee { annual_variable: $28_000, segment: "strategic" }
    renewals { payee: "a colleague", due: $200_000, renewed: $0 }
    activities { kind: "business review" }
    activities { kind: "business review" }
    activities { kind: "business review" }
    activities { kind: "health assessment" }
    activities { kind: "health assessment" }
    activities { kind: "workshop" }
    expect reviews 2, work 55%, renewals $1_540
  }
  test "one renewal is enough for the work not to count" {
    payee { annual_variable: $28_000, segment: "strategic" }
    renewals { due: $300_000, renewed: $276_000 }
    reviews = 0; assessments = 0; leads = 0
    expect renewals $2_800
  }
}
