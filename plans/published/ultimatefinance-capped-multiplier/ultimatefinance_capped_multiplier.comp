# Source: ultimatefinancecalculator.com, bonus calculator
currency USD
bonus = payee.salary * 10% * performance_factor  cap $7_500

test "a factor of 1.2" { payee { salary: $60_000 }; performance_factor = 1.2; expect bonus $7_200 }
