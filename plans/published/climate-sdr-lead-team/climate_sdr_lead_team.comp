# Source: commission plan document of a climate-software company (public GitHub file)
currency GBP; period quarter; target £8_800 / 4
meetings      35%
team_meetings 65%  on meetings.team  steps 50% from 50%, 75% from 75%, 100% from 100%

test "a quarter's target and its two parts" {
  meetings.attainment = 100%; meetings.team.attainment = 100%
  expect target £2_200, meetings £770, team_meetings £1_430
}
test "the team at its goal" {
  meetings.team.attainment = 100%
  expect team_meetings.payout_percent 100%
}
test "the team at 80%" { meetings.team.attainment = 80%; expect team_meetings.payout_percent 75% }
test "the team at 55%" { meetings.team.attainment = 55%; expect team_meetings.payout_percent 50% }
test "the team just under 50%" {
  meetings.team.attainment = 49.99%
  expect team_meetings.payout_percent 0%
}
