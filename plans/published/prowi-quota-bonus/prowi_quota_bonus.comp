# Source: prowi.io glossary, performance bonus
currency USD
sales      goal $600_000  steps $10_000 from 100%, $20_000 from 120%, $40_000 from 150%
objectives target $12_000  threshold 80%

test "the highest level reached, not the sum" { sales = $750_000; expect sales $20_000 }
test "under 80%" { objectives.attainment = 79%; expect objectives $0 }
test "on 80%" { objectives.attainment = 80%; expect objectives $9_600 }
test "in full" { objectives.attainment = 100%; expect objectives $12_000 }
test "beyond" { objectives.attainment = 120%; expect objectives $14_400 }
