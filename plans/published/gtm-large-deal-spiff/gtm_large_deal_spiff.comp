# Source: mohan98521/gtm-variable-pay, engine test plan and src/lib/__tests__
currency USD; period quarter; target payee.software_variable
records deals { payee, closed_on: date, arr: money }

metric large_deals = sum(deals.arr where arr >= payee.smallest_deal)
large_deals 25%  goal payee.software_target

test "a deal of 500,000" {
  payee { software_variable: $12_000, software_target: $1_000_000, smallest_deal: $400_000 }
  deals { arr: $500_000 }
  expect large_deals $1_500
}
test "too small a deal" {
  payee { software_variable: $12_000, software_target: $1_000_000, smallest_deal: $400_000 }
  deals { arr: $350_000 }
  expect large_deals $0
}
test "new business has no minimum" {
  payee { software_variable: $20_000, software_target: $1_000_000, smallest_deal: $0 }
  deals { arr: $200_000 }
  expect large_deals $1_000
}
