# Renewals, upsells and objectives. Renewals have one goal for the year; each quarter pays what has been reached of it.
plan annual_goal "Commercial and strategic CSMs, FY2026: one goal for the year" {
  currency  USD
  period    quarter
  effective 2026-01-01 to 2026-12-31
  target    payee.annual_variable per year phased 20% / 25% / 25% / 30%

  records renewals   { payee, account: text, due_on: date, due: money, renewed: money }
  records upsells    { payee, account: text, signed_on: date, arr: money }
  records objectives { payee, objective: text, due_on: date, weight: percent, score: percent }

  metric renewed   = sum(renewals.renewed)
  metric upsold    = sum(upsells.arr)
  metric objective = sum(objectives.weight * objectives.score) / sum(objectives.weight)

  table for_renewals by payee.segment { "commercial": 50%, "strategic": 40% }
  table for_upsells by payee.segment { "commercial": 30%, "strategic": 30% }
  table for_objectives by payee.segment { "commercial": 20%, "strategic": 30% }

  renewals for_renewals    on renewed  ytd  goal payee.renewal_goal per year  cap 120%
  upsells  for_upsells     on upsold  goal payee.upsell_goal  cap 200%
  mbos     for_objectives  on objective

  test "no renewal in the first quarter pays nothing yet" {
    payee {
      annual_variable: $28_000,
      segment:         "strategic",
      upsell_goal:     $60_000,
      renewal_goal:    $1_000_000,
    }
    renewals { due_on: 2026-04-30, due: $300_000, renewed: $300_000 }
    expect renewals $0
  }
  test "30% of the year's goal by the second quarter pays 30% of the year's share" {
    period 2026-Q2
    payee {
      annual_variable: $28_000,
      segment:         "strategic",
      upsell_goal:     $60_000,
      renewal_goal:    $1_000_000,
    }
    renewals { due_on: 2026-04-30, due: $300_000, renewed: $300_000 }
    expect renewed.ytd.attainment 30%, renewals $3_360
  }
  test "a fifth of the year's target in the first quarter, for upsells and objectives" {
    payee { annual_variable: $28_000, segment: "strategic", upsell_goal: $60_000 }
    upsold = $60_000; objective = 100%
    expect target $5_600, upsells $1_680, mbos $1_680
  }
}
