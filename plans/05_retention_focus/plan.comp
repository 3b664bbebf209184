# Two buckets of one amount: seeing trouble while there is time, and ending it with proof.
plan retention_focus "Retention focus, FY2026" {
  currency  USD
  period    quarter
  effective 2026-01-01 to 2026-12-31
  target    payee.incentive

  # One row a risk, in the quarter it was closed. A customer who leaves without warning is a row as well,
  # raised on the day of the notice. Where there is no link, `evidence` says none.
  records risks {
    payee,
    account:   text,
    arr:       money,
    raised_on: date,
    renews_on: date,
    closed_on: date,
    outcome:   text,
    evidence:  text,
  } dated closed_on

  metric spotted_early = sum(risks.arr where renews_on - raised_on >= 90) / sum(risks.arr)
  metric resolved = sum(risks.arr where outcome == "resolved" and evidence != "none")
    / sum(risks.arr)

  spotted_early 50%  goal 75%  else team  cap 120%
  resolved      50%  goal 70%  else team  cap 120%

  test "both at goal" {
    payee { incentive: $2_500 }
    spotted_early = 75%; resolved = 70%
    expect spotted_early $1_250, resolved $1_250, total $2_500
  }
  test "ninety days before the renewal are early, eighty-nine are not" {
    payee { incentive: $2_500 }
    risks {
      arr:       $60_000,
      raised_on: 2025-12-31,
      renews_on: 2026-03-31,
      closed_on: 2026-03-30,
      outcome:   "resolved",
      evidence:  "https://crm.example.com/1",
    }
    risks {
      arr:       $40_000,
      raised_on: 2026-01-01,
      renews_on: 2026-03-31,
      closed_on: 2026-03-30,
      outcome:   "resolved",
      evidence:  "none",
    }
    expect spotted_early.own 60%, resolved.own 60%
  }
  test "a quarter without a risk of one's own" {
    payee { incentive: $2_500, team: "mid_market" }
    risks {
      payee:     "a colleague",
      arr:       $50_000,
      raised_on: 2025-10-01,
      renews_on: 2026-03-31,
      closed_on: 2026-03-30,
      outcome:   "lost",
      evidence:  "none",
    }
    expect spotted_early $1_500, resolved $0
  }
}
