# Source: docs.oracle.com, examples of calculating earnings using step rates
currency USD; period quarter
records transactions { payee, sold_on: date, amount: money }
commission on transactions.amount
  tiers 1% / 2% / 3% / 5% at $0 / $1k / $3k / $8k
  for each row of transactions

test "each one alone, into the second" { transactions { amount: $1_500 }; expect commission $20 }
test "six of them" {
  transactions { amount: $200 }
  transactions { amount: $300 }
  transactions { amount: $1_500 }
  transactions { amount: $1_200 }
  transactions { amount: $2_000 }
  transactions { amount: $4_500 }
  expect commission $164
}
test "200" { transactions { amount: $200 }; expect commission $2 }
test "300" { transactions { amount: $300 }; expect commission $3 }
test "1,200" { transactions { amount: $1_200 }; expect commission $14 }
test "2,000" { transactions { amount: $2_000 }; expect commission $30 }
test "4,500" { transactions { amount: $4_500 }; expect commission $95 }
