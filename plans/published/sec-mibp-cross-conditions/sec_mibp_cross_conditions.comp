# Source: sec.gov, Archives/edgar/data/879796/000114036110042693/ex10_5.htm
currency USD; period quarter
let top_quarter = revenue.attainment > 110%
mbo target $2_500  floor 200% when top_quarter  cap 200% when top_quarter
operating_income target $2_500
  curve 90%: 15% rising 5 per point, 95%: 60% rising 5 per point, 100%: 100% rising 1 per point
  floor 200% when top_quarter
  cap (if top_quarter then 200% else 100%) when top_quarter or revenue.attainment < 100%
revenue target $2_500
  curve
    80%:  15% rising 2.5 per point,
    90%:  60% rising 2.5 per point,
    100%: 100% rising 2.5 per point,
    105%: 125% rising 5 per point
  floor 200% when top_quarter
  cap 200% when top_quarter
let paid_of_bonus = total / $7_500

test "a good quarter without revenue" {
  mbo.attainment = 100%; operating_income.attainment = 186%; revenue.attainment = 96%
  expect mbo $2_500,
    operating_income $2_500,
    revenue $1_875,
    total $6_875,
    paid_of_bonus 92% to 0 places
}
test "revenue above 110%" {
  mbo.attainment = 50%; operating_income.attainment = 80%; revenue.attainment = 111%
  expect mbo $5_000, operating_income $5_000, revenue $5_000, total $15_000
}
test "revenue above 110% and a great income" {
  mbo.attainment = 50%; operating_income.attainment = 280%; revenue.attainment = 140%
  expect mbo $5_000, operating_income $5_000, revenue $5_000, total $15_000
}
