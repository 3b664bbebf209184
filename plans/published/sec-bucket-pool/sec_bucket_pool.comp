# Source: sec.gov, Archives/edgar/data/1022321/000114036107005766/ex10_12.htm
currency USD
let bucket = $2_042_288
first            $60_000 each full bucket  on available_cash  up to bucket
second_and_third $120_000 each full bucket  on available_cash  up to 3 * bucket  above bucket
fourth           $240_000 each full bucket  on available_cash  up to 4 * bucket  above 3 * bucket
fifth            $300_000 each full bucket  on available_cash  up to 5 * bucket  above 4 * bucket
further          $360_000 each full bucket  on available_cash  above 5 * bucket

test "one bucket" { available_cash = $2_042_288; expect total $60_000 }
test "two" { available_cash = $4_084_576; expect total $180_000 }
test "three" { available_cash = $6_126_864; expect total $300_000 }
test "four" { available_cash = $8_169_152; expect total $540_000 }
test "five" { available_cash = $10_211_440; expect total $840_000 }
test "six" { available_cash = $12_253_728; expect total $1_200_000 }
test "seven" { available_cash = $14_296_016; expect total $1_560_000 }
test "eight" { available_cash = $16_338_304; expect total $1_920_000 }
test "nine" { available_cash = $18_380_592; expect total $2_280_000 }
