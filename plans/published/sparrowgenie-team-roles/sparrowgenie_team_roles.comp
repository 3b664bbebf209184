# Source: sparrowgenie.com, sales commission models (team-based commission)
currency USD
table share by payee.role { "lead": 60%, "specialist": 25%, "support": 15% }
metric commission = deal  rate 8%
deal on commission  rate share

test "the lead" { payee { role: "lead" }; deal = $400_000; expect commission $32_000, deal $19_200 }
test "the specialist" {
  payee { role: "specialist" }
  deal = $400_000
  expect commission $32_000, deal $8_000
}
test "support" {
  payee { role: "support" }
  deal = $400_000
  expect commission $32_000, deal $4_800
}
