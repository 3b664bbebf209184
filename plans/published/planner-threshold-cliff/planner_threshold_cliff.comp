# Source: tests of a compensation planner (public GitHub files)
currency USD
sales rate 10% goal $100_000 threshold 50%

test "below the threshold" { sales = $40_000; expect sales $0 }
test "above it" { sales = $70_000; expect sales $7_000 }
test "on it" { sales = $50_000; expect sales $5_000 }
