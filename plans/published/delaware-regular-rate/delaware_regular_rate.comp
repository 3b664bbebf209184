# Source: delawareemploymentlawblog.com, 2008-11-13, overtime and the fair
currency USD; period week
let regular_rate = round(straight_time / hours, $0.01)
let half_rate    = round(regular_rate / 2, $0.01)
overtime = half_rate * max(hours - 40, 0)

test "48 hours" {
  straight_time = $442; hours = 48
  expect regular_rate $9.21, half_rate $4.61, overtime $36.88
}
test "47 hours" {
  straight_time = $412.50; hours = 47
  expect regular_rate $8.78, half_rate $4.39, overtime $30.73
}
