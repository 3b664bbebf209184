# Source: PostHog/posthog.com, contents/handbook/growth/revops/commissions.md
currency USD; period quarter
records invoices { payee, paid_on: date, amount: money }
records renewals { payee, closed_on: date, prior_annual: money, new_annual: money }

monthly_invoices on sum(invoices.amount)  rate 5%
annual_value     on sum(renewals.new_annual)  rate 10%
growth           on sum(max(renewals.new_annual - renewals.prior_annual, $0))  rate 6.7%

test "a renewal that grows" {
  renewals { prior_annual: $100_000, new_annual: $120_000 }
  invoices { amount: $0 }
  expect annual_value $12_000, growth $1_340, total $13_340
}
test "three monthly invoices" {
  invoices { amount: $2_000 }
  invoices { amount: $2_500 }
  invoices { amount: $1_500 }
  expect monthly_invoices $300
}
