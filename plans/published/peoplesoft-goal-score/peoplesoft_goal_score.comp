# Source: Oracle PeopleSoft documentation, goals matrix, performance score
currency USD; period year
let first_score  = round(40% * first, 1%)
let second_score = round(35% * second, 1%)
bonus = payee.target * (first_score + second_score)

test "the weight, where the goal is met" {
  payee { target: $10_000 }
  first = 100%; second = 100%
  expect first_score 40%, second_score 35%, bonus $7_500
}
test "half a point is rounded up" {
  payee { target: $10_000 }
  first = 100%; second = 110%
  expect second_score 39%, bonus $7_900
}
