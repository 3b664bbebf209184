# Source: excelguru.ca, thread 9795
currency USD
metric credit = sales  rate 100%  accelerate 125% from payee.quota, 150% from payee.quota * 125%
metric band_1 = sales  up to payee.quota * 125%  above payee.quota  times 125%
metric band_2 = sales  up to payee.quota * 150%  above payee.quota * 125%  times 150%
commission on credit  rate payee.rate

test "into the second band" {
  payee { quota: $10_000, rate: 5% }
  sales = $14_000
  expect band_1 $3_125, band_2 $2_250, credit $15_375, commission $768.75
}
test "on quota" {
  payee { quota: $10_000, rate: 5% }
  sales = $10_000
  expect band_1 $0, band_2 $0, credit $10_000, commission $500
}
