# Source: docs.core8.co, clawbacks and early exit
currency USD; period quarter
records deals        { payee, closed_on: date, amount: money }
records terminations { payee, ended_on: date, commission: money }
sales        on sum(deals.amount)  rate 10%
terminations on sum(terminations.commission)  clawback 50%

test "half of what was earned on the deal" {
  deals { amount: $0 }
  terminations { commission: $10_000 }
  expect sales $0, terminations -$5_000, total -$5_000
}
