# Source: mathscore.com, Commissions
currency USD; period month
salary = payee.salary
sales  above (payee.quota else $0)  rate payee.rate

test "15% of 23,000" { payee { salary: $0, rate: 15% }; sales = $23_000; expect total $3_450 }
test "21% of 27,000" { payee { salary: $0, rate: 21% }; sales = $27_000; expect total $5_670 }
test "7,000 and 6% of 55,000" {
  payee { salary: $7_000, rate: 6% }
  sales = $55_000
  expect total $10_300
}
test "17% of 37,000" { payee { salary: $0, rate: 17% }; sales = $37_000; expect total $6_290 }
test "10,000 and 6% of 59,000" {
  payee { salary: $10_000, rate: 6% }
  sales = $59_000
  expect total $13_540
}
test "5% above a quota of 17,000" {
  payee { salary: $3_600, rate: 5%, quota: $17_000 }
  sales = $23_800
  expect sales $340
}
