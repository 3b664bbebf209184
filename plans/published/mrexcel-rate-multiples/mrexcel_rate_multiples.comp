# Source: mrexcel.com, thread 1088633
currency USD
sales goal $100_000  rate 5%  accelerate 1.5x from 100%, 2.5x from 125%

test "at quota" { sales = $100_000; expect sales $5_000 }
test "one and a half times the rate above" { sales = $110_000; expect sales $5_750 }
test "two and a half times from 125%" { sales = $130_000; expect sales $7_500 }
