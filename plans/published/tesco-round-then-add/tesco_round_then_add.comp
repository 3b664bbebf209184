# Source: tesco.pagetiger.com, annual bonus plan booklet
currency GBP
let first  = round(first_outcome * 45%, 0.1%)
let second = round(second_outcome * 45%, 0.1%)
let third  = round(third_outcome * 45%, 0.1%)
let share  = first + second + third
bonus = payee.earnings * share

test "three parts, each rounded" {
  payee { earnings: £100_000 }
  first_outcome = 15%; second_outcome = 50%; third_outcome = 13%
  expect first 6.8%, second 22.5%, third 5.9%, share 35.2%, bonus £35_200
}
