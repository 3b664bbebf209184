# Source: sec.gov, Archives/edgar/data/924717/000120677405002012/d18261_ex10-15.htm
currency USD
table grid by eps_level, revenue_level {
    | 1   | 2   | 3
  1 | 9%  | 12% | 18%
  2 | 12% | 21% | 24%
  3 | 18% | 24% | 30%
}
corporate = payee.salary * grid  only when revenue_level >= 1 and eps_level >= 1
unit      = corporate / 3 when payee.met_unit_goals

test "24% for the company, 8% for the unit" {
  payee { salary: $100_000, met_unit_goals: true }
  revenue_level = 2; eps_level = 3
  expect grid 24%, corporate $24_000, unit $8_000, total $32_000
}
