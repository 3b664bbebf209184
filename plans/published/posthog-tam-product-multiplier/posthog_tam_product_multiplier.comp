# Source: PostHog/posthog.com, contents/handbook/growth/sales/how-we-work.md (plan of 2025)
currency USD; period quarter
# paid_products: those billed above $200
records invoices {
  payee,
  paid_on:         date,
  amount:          money,
  annual_contract: money,
  paid_products:   count,
}

metric recognised = sum(max(invoices.amount - invoices.annual_contract / 12, $0))
metric credit = sum(
    max(invoices.amount - invoices.annual_contract / 12, $0)
      * (0.7 + 0.2 * (invoices.paid_products - 1))
  )
metric multiplier = credit / recognised  # not paid, to be seen

own_book  100%  on credit  goal payee.quota * payee.ramp  only when payee.role == "tam"
team_book 100%  on credit.team  only when payee.role == "lead"

test "one paid product" {
  invoices { amount: $1_000, annual_contract: $0, paid_products: 1 }
  expect multiplier 0.7
}
test "three paid products" {
  invoices { amount: $1_000, annual_contract: $0, paid_products: 3 }
  expect multiplier 1.1
}
test "under an annual contract, what goes beyond a twelfth" {
  invoices { amount: $20_000, annual_contract: $120_000, paid_products: 1 }
  expect recognised $10_000
}
test "nothing of quota" {
  payee { role: "tam", target: $10_000, quota: $250_000, ramp: 100% }
  credit = $0
  expect own_book.payout_percent 0%
}
test "all of quota" {
  payee { role: "tam", target: $10_000, quota: $250_000, ramp: 100% }
  credit = $250_000
  expect own_book.payout_percent 100%
}
test "twice quota" {
  payee { role: "tam", target: $10_000, quota: $250_000, ramp: 100% }
  credit = $500_000
  expect own_book.payout_percent 200%
}
test "the lead carries the quotas of the team" {
  payee { payee: "eve", role: "lead", team: "emea", target: $20_000, quota: $0, ramp: 100% }
  payee { payee: "ana", role: "tam", team: "emea", target: $10_000, quota: $250_000, ramp: 100% }
  payee { payee: "bo", role: "tam", team: "emea", target: $10_000, quota: $250_000, ramp: 100% }
  payee { payee: "chi", role: "tam", team: "emea", target: $10_000, quota: $250_000, ramp: 100% }
  payee { payee: "dan", role: "tam", team: "emea", target: $10_000, quota: $250_000, ramp: 50% }
  expect credit.team.goal $875_000
}
