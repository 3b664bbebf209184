# Source: commission-tracker skill of aviskaar/open-org
currency USD; period year
records deals { payee, closed_on: date, amount: money }
records exits { payee, left_on: date, commission: money, months: count }
metric sales = sum(deals.amount)  goal payee.quota
sales tiers 0% / 5% / 10% / 15% at 0% / 50% / 75% / 100%
exits on exits.commission  clawback curve 0: 100%, 6: 0% by months  for each row of exits

test "125% of quota" {
  payee { quota: $800_000 }
  deals { amount: $1_000_000 }
  expect sales.attainment 125%, sales $60_000
}
test "gone after three months of six" {
  exits { commission: $60_000, months: 3 }
  expect exits -$30_000
}
test "gone after the six months" { exits { commission: $60_000, months: 7 }; expect exits $0 }
