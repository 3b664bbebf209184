# Source: prowi.io glossary, NRR
currency USD; period quarter
records book { payee, day: date, start: money, expansion: money, contraction: money, churn: money }

metric nrr = sum(book.start + book.expansion - book.contraction - book.churn) / sum(book.start)
nrr 100%

test "105%" {
  book { start: $100_000, expansion: $15_000, contraction: $2_000, churn: $8_000 }
  expect nrr.attainment 105%
}
