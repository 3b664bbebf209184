# Source: sec.gov, Archives/edgar/data/879796/000114036110042693/ex10_5.htm
currency USD; period quarter
let top_quarter = revenue.attainment > 110%
mbo target $2_500  only when not top_quarter
operating_income target $2_500
  curve 90%: 15% rising 5 per point, 95%: 60% rising 5 per point, 100%: 100% rising 1 per point
  cap 100% when revenue.attainment < 100%
  only when not top_quarter
revenue target $2_500
  curve
    80%:  15% rising 2.5 per point,
    90%:  60% rising 2.5 per point,
    100%: 100% rising 2.5 per point,
    105%: 125% rising 5 per point
  only when not top_quarter
top_bonus $15_000 when top_quarter  # all three at 200%
let paid_of_bonus = total / $7_500

test "a good quarter without revenue" {
  mbo.attainment = 100%; operating_income.attainment = 186%; revenue.attainment = 96%
  expect mbo $2_500,
    operating_income $2_500,
    revenue $1_875,
    total $6_875,
    paid_of_bonus 92% to 0 places
}
