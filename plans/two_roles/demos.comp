# A campaign on top of what everybody has anyway.
plan demos "Demos, first half of 2026" {
  for       everybody beside other plans
  currency  USD
  period    quarter
  effective 2026-01-01 to 2026-06-30
  records demos { payee, held_on: date, customer: text }
  demo $50 each  on count(demos)  up to 4

  test "four count" {
    demos { customer: "a" }
    demos { customer: "b" }
    demos { customer: "c" }
    demos { customer: "d" }
    demos { customer: "e" }
    expect demo $200
  }
}
