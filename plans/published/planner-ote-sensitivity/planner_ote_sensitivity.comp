# Source: tests of a compensation planner (public GitHub files)
currency USD
sales goal $1_000_000  tiers 10% from 0%, 15% from 100%, 20% from 125%

test "47.5% of quota" { sales = $475_000; expect sales $47_500 }
test "half of quota" { sales = $500_000; expect sales $50_000 }
test "three quarters" { sales = $750_000; expect sales $75_000 }
test "at quota" { sales = $1_000_000; expect sales $100_000 }
test "where the last rate starts" { sales = $1_250_000; expect sales $137_500 }
test "half as much again" { sales = $1_500_000; expect sales $187_500 }
test "twice quota" { sales = $2_000_000; expect sales $287_500 }
