# Source: prowi.io glossary, churn rate
currency USD; period quarter
records book {
  payee,
  month:         date,
  customers:     count,
  lost:          count,
  mrr:           money,
  mrr_lost:      money,
  mrr_expansion: money,
}
records exits { payee, left_on: date, commission: money, months: count }  # months from the sale to the exit

metric customer_churn = sum(book.lost) / sum(book.customers)
metric gross_churn    = sum(book.mrr_lost) / sum(book.mrr)                       # not paid
metric net_churn      = sum(book.mrr_lost - book.mrr_expansion) / sum(book.mrr)  # not paid
commission = payee.standard_commission
  times steps 1x from 0%, 0.9x from 5%, 0.75x from 10%, 0.5x from 15% by customer_churn
exits on exits.commission
  clawback steps 100% from 0, 50% from 3, 25% from 6, 0% from 12 by months
  for each row of exits

test "churn of 4%" {
  payee { standard_commission: $1_000 }
  customer_churn = 4%
  expect commission $1_000
}
test "churn of 7%" {
  payee { standard_commission: $1_000 }
  customer_churn = 7%
  expect commission $900
}
test "churn of 12%" {
  payee { standard_commission: $1_000 }
  customer_churn = 12%
  expect commission $750
}
test "churn of 16%" {
  payee { standard_commission: $1_000 }
  customer_churn = 16%
  expect commission $500
}
test "customers lost" { book { customers: 500, lost: 15 }; expect customer_churn 3% }
test "revenue lost" { book { mrr: $300_000, mrr_lost: $15_000 }; expect gross_churn 5% }
test "growth beyond what is lost" {
  book { mrr: $300_000, mrr_lost: $15_000, mrr_expansion: $22_500 }
  expect net_churn -2.5%
}
test "left after 2 months" { exits { commission: $1_000, months: 2 }; expect exits -$1_000 }
test "left after 5 months" { exits { commission: $1_000, months: 5 }; expect exits -$500 }
test "left after 9 months" { exits { commission: $1_000, months: 9 }; expect exits -$250 }
test "left after 13 months" { exits { commission: $1_000, months: 13 }; expect exits $0 }
