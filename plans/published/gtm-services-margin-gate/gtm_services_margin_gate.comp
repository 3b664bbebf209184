# Source: mohan98521/gtm-variable-pay, engine test plan and src/lib/__tests__
currency USD; period year; target payee.variable_pay
records payees { payee, variable_pay: money, plan_share: percent, services_target: money }
records deals  { payee, closed_on: date, type: text, value: money, margin: percent }

metric eligible = sum(
    deals.value
      where type == "change_request" and margin >= 60% or type == "implementation" and margin >= 30%
  )
services payee.plan_share  on eligible  goal payee.services_target

test "two of three deals count" {
  payee { variable_pay: $20_000, plan_share: 20%, services_target: $300_000 }
  deals { type: "change_request", value: $80_000, margin: 65% }
  deals { type: "change_request", value: $50_000, margin: 55% }
  deals { type: "implementation", value: $40_000, margin: 35% }
  expect eligible $120_000, eligible.attainment 40%, services $1_600
}
test "a plan without a share" {
  payee { variable_pay: $20_000, plan_share: 0%, services_target: $300_000 }
  deals { type: "change_request", value: $80_000, margin: 65% }
  expect services $0
}
