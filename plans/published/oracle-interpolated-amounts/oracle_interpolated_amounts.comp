# Source: docs.oracle.com, examples of calculating earnings using interpolated rates
currency USD; period quarter
records transactions { payee, sold_on: date, amount: money }
commission on transactions.amount
  curve 0: $0, $1k: $10, $3k: $50, $8k: $150, $20k: $2_150
  for each row of transactions

test "six of them" {
  transactions { amount: $200 }
  transactions { amount: $300 }
  transactions { amount: $1_500 }
  transactions { amount: $1_200 }
  transactions { amount: $2_000 }
  transactions { amount: $4_500 }
  expect commission $149
}
test "200" { transactions { amount: $200 }; expect commission $2 }
test "300" { transactions { amount: $300 }; expect commission $3 }
test "1,500" { transactions { amount: $1_500 }; expect commission $20 }
test "1,200" { transactions { amount: $1_200 }; expect commission $14 }
test "2,000" { transactions { amount: $2_000 }; expect commission $30 }
test "4,500" { transactions { amount: $4_500 }; expect commission $80 }
