# Source: excelforum.com, thread 1140746, tiered fee formula
currency USD
fees tiers 3% / 5% / 7.5% at $0 / $500 / $750

test "300" { fees = $300; expect fees $9 }
test "400" { fees = $400; expect fees $12 }
test "500" { fees = $500; expect fees $15 }
test "600" { fees = $600; expect fees $20 }
test "700" { fees = $700; expect fees $25 }
test "800" { fees = $800; expect fees $31.25 }
test "900" { fees = $900; expect fees $38.75 }
