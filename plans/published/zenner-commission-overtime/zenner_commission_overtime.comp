# Source: mrzennerlaw.com, overtime on commission
currency USD; period week
let regular_rate  = (hourly_pay + commission) / hours
let overtime_rate = regular_rate * 1.5
overtime = overtime_rate * max(hours - 40, 0)

test "ten hours above forty" {
  hourly_pay = $400; commission = $500; hours = 50
  expect regular_rate $18, overtime_rate $27, overtime $270
}
