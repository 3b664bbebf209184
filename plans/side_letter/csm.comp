plan csm "Customer Success Manager, FY2026" {
  for role "csm"
  currency USD; period quarter; target payee.target prorated
  records book { payee, month: date, active: count, licensed: count, due: money, kept: money }
  metric adoption  = sum(book.active) / sum(book.licensed)
  metric retention = sum(book.kept) / sum(book.due)
  metric rescued   = sum(book.kept) - 90% * sum(book.due)

  adoption  60%  goal 80%  cap 150%
  retention 40%  goal 92%  threshold 80%

  test "at goal" { payee { target: $5_000 }; adoption = 80%; retention = 92%; expect total $5_000 }

  variant strategic "Strategic accounts" for segment "strategic" {
    without adoption
    retention 100%  goal 95%  threshold 85%

    test "retention alone" { payee { target: $5_000 }; retention = 95%; expect total $5_000 }

    variant ben "Side letter of 2026-01-05" for payee "ben" {
      saved on rescued  rate 1%  floor $0  cap $2_000

      test "what is kept beyond 90%" {
        payee { target: $5_000 }
        retention = 95%; rescued = $50_000
        expect retention $5_000, saved $500
      }
    }
  }
}
