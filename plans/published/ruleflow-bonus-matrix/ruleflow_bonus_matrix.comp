# Source: rule-engine tests (public GitHub file)
currency USD
table by_rating by rating, payee.tenure_years {
          | from 0 | from 2  | from 5
  from 50 | $1_000 | $2_000  | $3_000
  from 70 | $4_000 | $6_000  | $8_000
  from 90 | $8_000 | $12_000 | $15_000
}
metric score = technical * 1.5 + communication + leadership * 0.8  # not paid
bonus = (by_rating else $0)

test "rated 95 after 7 years" { payee { tenure_years: 7 }; rating = 95; expect bonus $15_000 }
test "rated 75 after a year" { payee { tenure_years: 1 }; rating = 75; expect bonus $4_000 }
test "rated 55 after 3 years" { payee { tenure_years: 3 }; rating = 55; expect bonus $2_000 }
test "a score of three skills" {
  technical = 30; communication = 25; leadership = 20
  expect score 86
}
