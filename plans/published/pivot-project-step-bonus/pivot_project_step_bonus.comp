# Source: business requirements of an interiors dealer (public GitHub file)
currency USD
project $1_000 each full $500k  only when project > $500k

test "499,000" { project = $499_000; expect project $0 }
test "501,000" { project = $501_000; expect project $1_000 }
test "999,000" { project = $999_000; expect project $1_000 }
test "a million" { project = $1_000_000; expect project $2_000 }
test "1.49 million" { project = $1_490_000; expect project $2_000 }
test "1.5 million" { project = $1_500_000; expect project $3_000 }
test "1.99 million" { project = $1_990_000; expect project $3_000 }
