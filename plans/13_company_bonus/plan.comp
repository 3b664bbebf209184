# One bonus for everybody: how much the company has grown, times how content its customers are.
plan company_bonus "Company bonus, FY2026" {
  currency  USD
  period    quarter
  effective 2026-01-01 to 2026-12-31
  target    payee.annual_bonus per year prorated

  # Figures of the whole company: rows without a payee.
  records revenue { month: date, amount: money, year_before: money }
  records surveys { month: date, answers: count, satisfied: count }

  metric growth = sum(revenue.amount, company) / sum(revenue.year_before, company) - 1  goal 15%
  metric csat   = sum(surveys.satisfied, company) / sum(surveys.answers, company)  goal 85%

  company_bonus = target * growth.attainment * csat.attainment  floor $0  cap target * 150%

  test "both at goal" {
    payee { annual_bonus: $8_000 }
    growth = 15%; csat = 85%
    expect company_bonus $2_000
  }
  test "one makes up for the other" {
    payee { annual_bonus: $8_000 }
    growth = 12%; csat = 85%; csat.attainment = 125%
    expect company_bonus $2_000
  }
  test "without growth there is no bonus, and nobody pays one back" {
    payee { annual_bonus: $8_000 }
    revenue { amount: $900_000, year_before: $1_000_000 }
    csat = 90%
    expect growth -10%, company_bonus $0
  }
}
