# Source: bizfluent.com, how to calculate overtime pay, commission and salary
currency USD
let weekly        = commission / 4
let hourly        = weekly / 40
let overtime_rate = hourly * 1.5
overtime = overtime_rate * overtime_hours

test "four weeks' commission, ten hours over" {
  commission = $5_000; overtime_hours = 10
  expect weekly $1_250, hourly $31.25, overtime_rate $46.88 to 2 places, overtime $468.75
}
