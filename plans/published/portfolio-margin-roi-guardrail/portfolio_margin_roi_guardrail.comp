# Source: proposed compensation plan for buyers (public GitHub file)
currency USD; period month
metric gross           = margin  tiers 5% from $0, 10% from $10k, 12% from $30k  times payee.quality
metric return_on_bonus = (margin - gross) / (payee.monthly_base * payee.on_cost)
bonus on gross  rate 100%  times steps 0.5x from 1, 1x from 2 by return_on_bonus

test "the margin of a month" {
  payee { quality: 1.0, monthly_base: $4_960, on_cost: 1.12 }
  margin = $20_167
  expect gross $1_516.70, bonus $1_516.70
}
