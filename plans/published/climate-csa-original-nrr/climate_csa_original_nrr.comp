# Source: commission plan document of a climate-software company, earlier version (public GitHub file)
currency GBP
nrr 100%  steps 50% from 90%, 60% from 92%, 70% from 94%, 80% from 96%, 90% from 98%, 100% from 100%

test "just under the first band" {
  payee { target: £1_000 }
  nrr = 89.99%
  expect nrr.payout_percent 0%
}
test "on the first band" { payee { target: £1_000 }; nrr = 90%; expect nrr.payout_percent 50% }
test "just under 94%" { payee { target: £1_000 }; nrr = 93.99%; expect nrr.payout_percent 60% }
test "on 94%" { payee { target: £1_000 }; nrr = 94%; expect nrr.payout_percent 70% }
test "just under 98%" { payee { target: £1_000 }; nrr = 97.99%; expect nrr.payout_percent 80% }
test "on 98%" { payee { target: £1_000 }; nrr = 98%; expect nrr.payout_percent 90% }
test "in full" { payee { target: £1_000 }; nrr = 100%; expect nrr.payout_percent 100% }
