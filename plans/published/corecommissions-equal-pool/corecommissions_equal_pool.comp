# Source: corecommissions.com, how to implement a pooled commission structure
currency USD; period quarter
records results { payee, closed_on: date, sales: money, quota: money }
metric qualified = count(results where sales >= quota * 50%)
pool $10_000  split by qualified

test "ten share it" {
  results { payee: "p1", sales: $60_000, quota: $100_000 }
  results { payee: "p2", sales: $60_000, quota: $100_000 }
  results { payee: "p3", sales: $60_000, quota: $100_000 }
  results { payee: "p4", sales: $60_000, quota: $100_000 }
  results { payee: "p5", sales: $60_000, quota: $100_000 }
  results { payee: "p6", sales: $60_000, quota: $100_000 }
  results { payee: "p7", sales: $60_000, quota: $100_000 }
  results { payee: "p8", sales: $60_000, quota: $100_000 }
  results { payee: "p9", sales: $60_000, quota: $100_000 }
  results { payee: "p10", sales: $60_000, quota: $100_000 }
  payee { payee: "p1" }
  payee { payee: "p2" }
  payee { payee: "p3" }
  payee { payee: "p4" }
  payee { payee: "p5" }
  payee { payee: "p6" }
  payee { payee: "p7" }
  payee { payee: "p8" }
  payee { payee: "p9" }
  payee { payee: "p10" }
  expect pool $1_000
}
