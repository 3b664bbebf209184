# Source: prowi.io glossary, renewal commission
currency USD; period quarter
records renewals { payee, closed_on: date, old_value: money, new_value: money }
records terms    { payee, closed_on: date, annual: money, years: count }

renewal on sum(min(renewals.old_value, renewals.new_value))  rate 3%
upsell  on sum(max(renewals.new_value - renewals.old_value, $0))  rate 8%
# the other way of the source: the longer the term, the higher the rate on all of it
term = sum(terms.annual * terms.years * (if years >= 3 then 5% else if years == 2 then 4% else 3%))

test "renewed at the old value" {
  renewals { old_value: $45_000, new_value: $45_000 }
  expect renewal $1_350, upsell $0
}
test "renewed with an upsell" {
  renewals { old_value: $45_000, new_value: $60_000 }
  terms { annual: $0, years: 1 }
  expect renewal $1_350, upsell $1_200, total $2_550
}
test "a term of one year" { terms { annual: $45_000, years: 1 }; expect term $1_350 }
test "a term of two years" { terms { annual: $45_000, years: 2 }; expect term $3_600 }
test "a term of three years" { terms { annual: $45_000, years: 3 }; expect term $6_750 }
