# Source: prowi.io glossary, commission
currency USD; period quarter
sales goal $250_000  tiers 8% from 0%, 12% from 100%, 15% from 120%

test "130% of quota" { sales = $325_000; expect sales $29_750 }
test "the first part alone" { sales = $250_000; expect sales $20_000 }
test "the first two parts" { sales = $300_000; expect sales $26_000 }
