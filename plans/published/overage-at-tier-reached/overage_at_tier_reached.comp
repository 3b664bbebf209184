# Source: commission calculator (public GitHub files)
currency USD
table multiplier by revenue.attainment { from 0%: 1, over 100%: 1.5, from 125%: 2, from 150%: 2.5 }
base    on revenue  goal payee.quota  up to 100%  rate payee.rate
overage on revenue  above 100%  rate payee.rate  times multiplier when payee.accelerated

test "below quota" {
  payee { quota: $100_000, rate: 60%, accelerated: true }
  revenue = $80_000
  expect total $48_000
}
test "at quota" {
  payee { quota: $100_000, rate: 50%, accelerated: true }
  revenue = $100_000
  expect total $50_000
}
test "ten percent over" {
  payee { quota: $100_000, rate: 60%, accelerated: true }
  revenue = $110_000
  expect total $69_000
}
test "forty percent over" {
  payee { quota: $100_000, rate: 50%, accelerated: true }
  revenue = $140_000
  expect total $90_000
}
test "the last level" {
  payee { quota: $100_000, rate: 60%, accelerated: true }
  revenue = $175_000
  expect total $172_500
}
test "nothing sold" {
  payee { quota: $100_000, rate: 60%, accelerated: true }
  revenue = $0
  expect total $0
}
test "without accelerators" {
  payee { quota: $100_000, rate: 60%, accelerated: false }
  revenue = $150_000
  expect total $90_000
}
test "two and a half times quota" {
  payee { quota: $100_000, rate: 50%, accelerated: true }
  revenue = $250_000
  expect overage $187_500
}
test "a rate of four places" {
  payee { quota: $150_000, rate: 53.33%, accelerated: true }
  revenue = $178_000
  expect base $79_995, overage $22_398.60
}
test "ten over" {
  payee { quota: $100_000, rate: 50%, accelerated: true }
  revenue = $100_010
  expect overage $7.50
}
test "on 125%" { payee { quota: $100_000 }; revenue = $125_000; expect multiplier 2 }
test "on 150%" { payee { quota: $100_000 }; revenue = $150_000; expect multiplier 2.5 }
