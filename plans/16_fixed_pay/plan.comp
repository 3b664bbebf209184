# Fixed pay and nothing else. Whoever is there for a part of the month gets that part, by working days.
plan fixed_pay "Customer Success Manager, FY2026: fixed pay" {
  currency  USD
  period    month
  effective 2026-01-01 to 2026-12-31

  records payees { payee, monthly_pay: money }
  fixed_pay payee.monthly_pay  prorated by working days

  test "the whole month" { payee { monthly_pay: $7_100 }; expect fixed_pay $7_100 }
  test "a starter" {
    period 2026-02
    payee { monthly_pay: $6_400, start: 2026-02-16 }
    expect fixed_pay $3_200  # 10 of 20 working days
  }
  test "a leaver" {
    period 2026-03
    payee { monthly_pay: $9_000, end: 2026-03-13 }
    expect fixed_pay $4_090.91  # 10 of 22
  }
}
