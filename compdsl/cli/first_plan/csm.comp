# A first plan, with three people and a quarter of made-up records in the folder `data`.
#
#   compdsl test csm.comp         runs the tests at the end of this file
#   compdsl pay csm.comp data     pays everybody, line by line
#
# Change a figure below and run both again. What follows a # is a note for people.

plan csm "Customer Success, 2026" {
  currency  USD
  period    quarter
  effective 2026-01-01 to 2026-12-31
  target    payee.target  # a column of data/payees.csv: what somebody at goal is paid for the quarter

  # One row of data/renewals.csv is a contract that was due, one of data/upsells.csv a sale.
  records renewals { payee, closed_on: date, due: money, renewed: money }
  records upsells  { payee, closed_on: date, amount: money }

  metric retention = sum(renewals.renewed) / sum(renewals.due)
  metric expansion = sum(upsells.amount)

  # 70% of the target at the goal, and in proportion around it; nothing below 80% of the goal.
  retention 70%  goal 90%  threshold 80%  cap 150%

  # 5% of the first $50,000 sold in the quarter, 8% of everything above.
  expansion tiers 5% / 8% at $0 / $50k

  test "at goal, the share of the target is paid" {
    payee { target: $5_000 }
    retention = 90%; expansion = $0
    expect retention $3_500, total $3_500
  }

  test "the second tier pays on what lies above it" {
    payee { target: $5_000 }
    upsells { amount: $42_000 }
    upsells { amount: $18_000 }
    retention = 60%
    expect retention $0, expansion $3_300
  }
}
