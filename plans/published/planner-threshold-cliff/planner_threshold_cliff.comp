# Source: tests of a compensation planner (public GitHub files)
currency USD
sales goal $100_000  threshold 50%  rate 10%

test "below the threshold" { sales = $40_000; expect sales $0 }
test "above it" { sales = $70_000; expect sales $7_000 }
test "on it" { sales = $50_000; expect sales $5_000 }
