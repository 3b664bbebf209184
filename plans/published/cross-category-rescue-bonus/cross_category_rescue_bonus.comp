# Source: techcommunity.microsoft.com, Excel forum, August 2024, bonus with multiple conditions
currency USD
let rescued = max(a, b, c, d) >= 120%  # category e does not rescue
a 10%  steps 100% from 60%, 0% over 69%  only when rescued
b 10%  steps 100% from 60%, 0% over 69%  only when rescued
c 10%  steps 100% from 60%, 0% over 69%  only when rescued
d 10%  steps 100% from 60%, 0% over 69%  only when rescued
e 10%  steps 100% from 60%, 0% over 69%  only when rescued

test "c rescues a and d" {
  payee { target: $1_000 }
  a = 65%; b = 80%; c = 120%; d = 68%; e = 120%
  expect a $100, b $0, c $0, d $100, e $0
}
test "b is too low to be rescued" {
  payee { target: $1_000 }
  a = 68%; b = 54%; c = 130%; d = 65%; e = 120%
  expect a $100, b $0, c $0, d $100, e $0
}
