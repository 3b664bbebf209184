-- csm: Customer Success Manager, FY2026, 2026-Q1, for Spark SQL.
-- A row for each payee and component, in the order of payees and of the plan.
--
-- Every figure is a whole number over a whole number. A line is rounded once, as the plan says.
-- It needs spark.sql.ansi.enabled = true, and looks whether it is: a number of more than 38 digits stops it.
-- `div` of wide numbers wraps in silence, so each quotient is held against its rest.
-- A row of a table that cannot be paid on stops the query: see `refused`, at the end.
WITH
pay_period AS (
  -- The period that is paid. Print the query again for another.
  SELECT
    '2026-Q1' AS period_label,
    DATE '2026-01-01' AS period_start,
    DATE '2026-04-01' AS period_until
),

payees_read AS (
  -- The roster: one row a payee. start and end are the first and the last day, NULL where there is none.
  SELECT
    payee,
    `start` AS payee_start,
    `end` AS payee_end,
    team,
    CAST(CAST(target_incentive AS DECIMAL(38, 2)) * 100 AS DECIMAL(38, 0)) AS payee_target_incentive_cents,
    count(*) OVER (PARTITION BY payee) AS rows_of_payee,
    period_start,
    period_until
  FROM payees
      CROSS JOIN pay_period
),

usage_read AS (
  -- The rows of usage, money and other decimals as whole numbers.
  SELECT
    payee AS owner,
    month AS usage_month,
    CAST(CAST(active_seats AS DECIMAL(38, 0)) AS DECIMAL(38, 0)) AS usage_active_seats,
    CAST(CAST(weekly_seats AS DECIMAL(38, 0)) AS DECIMAL(38, 0)) AS usage_weekly_seats,
    CAST(CAST(licensed_seats AS DECIMAL(38, 0)) AS DECIMAL(38, 0)) AS usage_licensed_seats,
    period_start,
    period_until
  FROM usage
      CROSS JOIN pay_period
),

renewals_read AS (
  -- The rows of renewals, money and other decimals as whole numbers.
  SELECT
    payee AS owner,
    closed_on AS renewals_closed_on,
    CAST(CAST(due AS DECIMAL(38, 2)) * 100 AS DECIMAL(38, 0)) AS renewals_due_cents,
    CAST(CAST(renewed AS DECIMAL(38, 2)) * 100 AS DECIMAL(38, 0)) AS renewals_renewed_cents,
    segment AS renewals_segment,
    period_start,
    period_until
  FROM renewals
      CROSS JOIN pay_period
),

upsells_read AS (
  -- The rows of upsells, money and other decimals as whole numbers.
  SELECT
    payee AS owner,
    closed_on AS upsells_closed_on,
    CAST(CAST(arr AS DECIMAL(38, 2)) * 100 AS DECIMAL(38, 0)) AS upsells_arr_cents,
    sourced_by AS upsells_sourced_by,
    period_start,
    period_until
  FROM upsells
      CROSS JOIN pay_period
),

step AS (
  SELECT
    *,
    usage_month >= period_start AND usage_month < period_until AS usage_in_period
  FROM usage_read
),

usage_by_payee AS (
  -- What the rows of usage come to for each payee.
  SELECT
    owner,
    -- sum(usage.active_seats)
    coalesce(sum(usage_active_seats) FILTER (WHERE usage_in_period), 0) AS usage_active_seats_sum,
    -- sum(usage.licensed_seats)
    coalesce(sum(usage_licensed_seats) FILTER (WHERE usage_in_period), 0) AS usage_licensed_seats_sum,
    -- sum(usage.weekly_seats)
    coalesce(sum(usage_weekly_seats) FILTER (WHERE usage_in_period), 0) AS usage_weekly_seats_sum
  FROM step
  GROUP BY owner
),

step_2 AS (
  SELECT
    *,
    renewals_closed_on >= period_start AND renewals_closed_on < period_until AS renewals_in_period
  FROM renewals_read
),

renewals_by_payee AS (
  -- What the rows of renewals come to for each payee.
  SELECT
    owner,
    -- sum(renewals.renewed)
    coalesce(sum(renewals_renewed_cents) FILTER (WHERE renewals_in_period), 0) AS renewals_renewed_sum,
    -- sum(renewals.due)
    coalesce(sum(renewals_due_cents) FILTER (WHERE renewals_in_period), 0) AS renewals_due_sum
  FROM step_2
  GROUP BY owner
),

renewals_by_team AS (
  -- What the rows of renewals come to for each team.
  SELECT
    p.team AS team,
    coalesce(sum(renewals_renewed_sum), 0) AS renewals_renewed_sum,
    coalesce(sum(renewals_due_sum), 0) AS renewals_due_sum
  FROM (SELECT payee, team FROM payees_read WHERE (payee_start IS NULL OR payee_start < period_until) AND (payee_end IS NULL OR payee_end >= period_start)) p
      LEFT JOIN renewals_by_payee ON renewals_by_payee.owner = p.payee
  WHERE p.team IS NOT NULL
  GROUP BY p.team
),

step_3 AS (
  SELECT
    *,
    upsells_closed_on >= period_start AND upsells_closed_on < period_until AS upsells_in_period
  FROM upsells_read
),

upsells_by_payee AS (
  -- What the rows of upsells come to for each payee.
  SELECT
    owner,
    -- sum(upsells.arr where sourced_by == "CSM")
    coalesce(sum(upsells_arr_cents) FILTER (WHERE upsells_in_period AND (upsells_sourced_by = 'CSM')), 0) AS upsells_arr_sum
  FROM step_3
  GROUP BY owner
),

facts AS (
  -- What each payee is paid on.
  SELECT
    p.*,
    CASE WHEN usage_by_payee.owner IS NULL THEN 0 ELSE usage_by_payee.usage_active_seats_sum END AS usage_active_seats_sum,
    CASE WHEN usage_by_payee.owner IS NULL THEN 0 ELSE usage_by_payee.usage_licensed_seats_sum END AS usage_licensed_seats_sum,
    CASE WHEN usage_by_payee.owner IS NULL THEN 0 ELSE usage_by_payee.usage_weekly_seats_sum END AS usage_weekly_seats_sum,
    CASE WHEN renewals_by_payee.owner IS NULL THEN 0 ELSE renewals_by_payee.renewals_renewed_sum END AS renewals_renewed_sum,
    CASE WHEN renewals_by_payee.owner IS NULL THEN 0 ELSE renewals_by_payee.renewals_due_sum END AS renewals_due_sum,
    renewals_by_team.renewals_renewed_sum AS team_renewals_renewed_sum,
    renewals_by_team.renewals_due_sum AS team_renewals_due_sum,
    CASE WHEN upsells_by_payee.owner IS NULL THEN 0 ELSE upsells_by_payee.upsells_arr_sum END AS upsells_arr_sum
  FROM payees_read p
      LEFT JOIN usage_by_payee ON usage_by_payee.owner = p.payee
      LEFT JOIN renewals_by_payee ON renewals_by_payee.owner = p.payee
      LEFT JOIN renewals_by_team ON renewals_by_team.team = p.team
      LEFT JOIN upsells_by_payee ON upsells_by_payee.owner = p.payee
),

step_4 AS (
  SELECT
    *,
    -- sum(usage.active_seats) / sum(usage.licensed_seats)
    -- the figure is 5/4 of adoption_attainment_top / adoption_attainment_bottom
    CASE
      WHEN usage_licensed_seats_sum <> 0
        THEN CASE WHEN usage_licensed_seats_sum < 0 THEN -usage_active_seats_sum ELSE usage_active_seats_sum END
    END AS adoption_attainment_top,
    nullif(abs(usage_licensed_seats_sum), 0) AS adoption_attainment_bottom,
    -- sum(renewals.due)
    CASE WHEN team IS NOT NULL THEN team_renewals_due_sum END AS retention_figure,
    -- sum(renewals.renewed)
    CASE WHEN team IS NOT NULL THEN team_renewals_renewed_sum END AS retention_figure_2,
    -- sum(renewals.renewed) / sum(renewals.due)
    -- the figure is retention_top / retention_bottom
    CASE
      WHEN renewals_due_sum <> 0
        THEN CASE WHEN renewals_due_sum < 0 THEN -renewals_renewed_sum ELSE renewals_renewed_sum END
    END AS retention_top,
    nullif(abs(renewals_due_sum), 0) AS retention_bottom,
    -- tiers 5% / 8% / 12% at $0 / $50k / $100k
    -- the figure is 1/10000 of expansion_exact
    CASE
      WHEN upsells_arr_sum >= 10000000 THEN (16250000 + ((upsells_arr_sum + -10000000) * 3)) * 4
      WHEN upsells_arr_sum >= 5000000 THEN (3125000 + (upsells_arr_sum + -5000000)) * 8
      WHEN upsells_arr_sum >= 0 THEN upsells_arr_sum * 5
      ELSE upsells_arr_sum * 5
    END AS expansion_exact,
    -- sum(usage.weekly_seats) / sum(usage.licensed_seats)
    -- the figure is weekly_active_top / weekly_active_bottom
    CASE
      WHEN usage_licensed_seats_sum <> 0
        THEN CASE WHEN usage_licensed_seats_sum < 0 THEN -usage_weekly_seats_sum ELSE usage_weekly_seats_sum END
    END AS weekly_active_top,
    -- cap 250%
    payee_target_incentive_cents * 5 AS total_cap_rounded_top
  FROM facts
),

step_5 AS (
  SELECT
    *,
    -- adoption 60% goal 80% threshold 50% cap 150%
    payee_target_incentive_cents * adoption_attainment_top AS adoption_share,
    -- threshold 50%
    adoption_attainment_top * 5 AS adoption_threshold_left,
    -- sum(renewals.renewed) / sum(renewals.due)
    -- the figure is 25/23 of retention_attainment_top / retention_attainment_bottom
    CASE
      WHEN retention_figure <> 0
        THEN CASE WHEN retention_figure < 0 THEN -retention_figure_2 ELSE retention_figure_2 END
    END AS retention_attainment_top,
    nullif(abs(retention_figure), 0) AS retention_attainment_bottom,
    -- Rounded: whole units, and one more away from zero by the rest (half away).
    CAST(abs(expansion_exact) div 100 AS DECIMAL(38, 0)) AS expansion_rounded_whole,
    CAST(abs(total_cap_rounded_top) div 2 AS DECIMAL(38, 0)) AS total_cap_rounded_whole
  FROM step_4
),

step_6 AS (
  SELECT
    *,
    -- cap 150%
    (adoption_share * 5) <= ((payee_target_incentive_cents * 6) * adoption_attainment_bottom) AS adoption_cap,
    -- threshold 50%
    adoption_threshold_left >= (2 * adoption_attainment_bottom) AS adoption_threshold,
    -- else team
    CASE WHEN retention_top IS NOT NULL THEN retention_top ELSE retention_attainment_top END AS adoption_else,
    CASE WHEN retention_top IS NOT NULL THEN retention_bottom ELSE retention_attainment_bottom END AS retention_exact_bottom,
    -- expansion tiers 5% / 8% / 12% at $0 / $50k / $100k
    abs(expansion_exact) - expansion_rounded_whole * 100 AS expansion_rounded_rest,
    -- adoption >= 80% and weekly_active >= 60%
    (adoption_threshold_left >= (4 * adoption_attainment_bottom))
      AND ((weekly_active_top * 5) >= (3 * adoption_attainment_bottom)) AS make_it_stick_condition,
    -- cap 250%
    abs(total_cap_rounded_top) - total_cap_rounded_whole * 2 AS total_cap_rounded_rest
  FROM step_5
),

step_7 AS (
  SELECT
    *,
    -- cap 150%
    CASE
      WHEN adoption_cap THEN adoption_share * 5
      WHEN NOT adoption_cap THEN payee_target_incentive_cents * 6
    END AS adoption_cap_2,
    -- threshold 50%
    CASE
      WHEN adoption_threshold
        THEN CASE WHEN adoption_cap THEN adoption_attainment_bottom WHEN NOT adoption_cap THEN 1 END
      WHEN NOT adoption_threshold THEN 1
    END AS adoption_exact_bottom,
    -- adoption.attainment >= 110% and retention.attainment >= 105%
    ((adoption_attainment_top * 25) >= (22 * adoption_attainment_bottom))
      AND ((adoption_else * 500) >= (483 * retention_exact_bottom)) AS adoption_condition,
    -- retention 20% goal 92% else team
    payee_target_incentive_cents * adoption_else AS retention_share,
    retention_exact_bottom * 46 AS retention_rounded_bottom,
    -- expansion tiers 5% / 8% / 12% at $0 / $50k / $100k
    expansion_rounded_whole + CASE WHEN 2 * expansion_rounded_rest >= 100 THEN 1 ELSE 0 END AS expansion_rounded_size,
    -- adoption >= 80% and weekly_active >= 60%
    -- the figure is 1500 of make_it_stick_exact
    CASE
      WHEN make_it_stick_condition THEN CAST(1 AS DECIMAL(38, 0))
      WHEN NOT make_it_stick_condition THEN CAST(0 AS DECIMAL(38, 0))
    END AS make_it_stick_exact,
    -- cap 250%
    total_cap_rounded_whole + CASE WHEN 2 * total_cap_rounded_rest >= 2 THEN 1 ELSE 0 END AS total_cap_rounded_size
  FROM step_6
),

step_8 AS (
  SELECT
    *,
    -- threshold 50%
    CASE WHEN adoption_threshold THEN adoption_cap_2 WHEN NOT adoption_threshold THEN 0 END AS adoption_threshold_2,
    -- adoption 60% goal 80% threshold 50% cap 150%
    adoption_exact_bottom * 40 AS adoption_rounded_bottom,
    -- multiply adoption, retention by 1.5 when adoption.attainment >= 110% and retention.attainment >= 105…
    -- the figure is 1/920 of retention_exact_top / retention_exact_bottom
    CASE
      WHEN adoption_condition THEN retention_share * 3
      WHEN NOT adoption_condition THEN retention_share * 2
    END AS retention_exact_top,
    -- expansion tiers 5% / 8% / 12% at $0 / $50k / $100k
    CASE WHEN expansion_exact < 0 THEN -expansion_rounded_size ELSE expansion_rounded_size END AS expansion_paid,
    -- make_it_stick $1_500 when adoption >= 80% and weekly_active >= 60%
    make_it_stick_exact * 150000 AS make_it_stick_paid,
    -- cap 250%
    CASE WHEN total_cap_rounded_top < 0 THEN -total_cap_rounded_size ELSE total_cap_rounded_size END AS total_cap_rounded
  FROM step_7
),

step_9 AS (
  SELECT
    *,
    -- multiply adoption, retention by 1.5 when adoption.attainment >= 110% and retention.attainment >= 105…
    -- the figure is 3/4000 of adoption_exact_top / adoption_exact_bottom
    CASE
      WHEN adoption_condition THEN adoption_threshold_2 * 3
      WHEN NOT adoption_condition THEN adoption_threshold_2 * 2
    END AS adoption_exact_top,
    -- retention 20% goal 92% else team
    retention_exact_top * 5 AS retention_rounded_top
  FROM step_8
),

step_10 AS (
  SELECT
    *,
    -- adoption 60% goal 80% threshold 50% cap 150%
    adoption_exact_top * 3 AS adoption_rounded_top,
    -- Rounded: whole units, and one more away from zero by the rest (half away).
    CAST(abs(retention_rounded_top) div retention_rounded_bottom AS DECIMAL(38, 0)) AS retention_rounded_whole
  FROM step_9
),

step_11 AS (
  SELECT
    *,
    -- Rounded: whole units, and one more away from zero by the rest (half away).
    CAST(abs(adoption_rounded_top) div adoption_rounded_bottom AS DECIMAL(38, 0)) AS adoption_rounded_whole,
    -- retention 20% goal 92% else team
    abs(retention_rounded_top) - retention_rounded_whole * retention_rounded_bottom AS retention_rounded_rest
  FROM step_10
),

step_12 AS (
  SELECT
    *,
    -- adoption 60% goal 80% threshold 50% cap 150%
    abs(adoption_rounded_top) - adoption_rounded_whole * adoption_rounded_bottom AS adoption_rounded_rest,
    -- retention 20% goal 92% else team
    retention_rounded_whole
      + CASE WHEN 2 * retention_rounded_rest >= retention_rounded_bottom THEN 1 ELSE 0 END AS retention_rounded_size
  FROM step_11
),

step_13 AS (
  SELECT
    *,
    -- adoption 60% goal 80% threshold 50% cap 150%
    adoption_rounded_whole + CASE WHEN 2 * adoption_rounded_rest >= adoption_rounded_bottom THEN 1 ELSE 0 END AS adoption_rounded_size,
    -- retention 20% goal 92% else team
    CASE WHEN retention_rounded_top < 0 THEN -retention_rounded_size ELSE retention_rounded_size END AS retention_paid
  FROM step_12
),

step_14 AS (
  SELECT
    *,
    -- adoption 60% goal 80% threshold 50% cap 150%
    CASE WHEN adoption_rounded_top < 0 THEN -adoption_rounded_size ELSE adoption_rounded_size END AS adoption_paid
  FROM step_13
),

step_15 AS (
  SELECT
    *,
    -- adoption 60% goal 80% threshold 50% cap 150%
    ((adoption_paid + retention_paid) + expansion_paid) + make_it_stick_paid AS total_cap_total
  FROM step_14
),

step_16 AS (
  SELECT
    *,
    -- cap 250%
    total_cap_total <= total_cap_rounded AS total_cap_cap
  FROM step_15
),

paid AS (
  -- What each component pays, in the least unit of the currency.
  SELECT
    payee,
    -- adoption 60% goal 80% threshold 50% cap 150%
    adoption_paid AS adoption_due_cents,
    -- retention 20% goal 92% else team
    retention_paid AS retention_due_cents,
    -- expansion tiers 5% / 8% / 12% at $0 / $50k / $100k
    expansion_paid AS expansion_due_cents,
    -- make_it_stick $1_500 when adoption >= 80% and weekly_active >= 60%
    make_it_stick_paid AS make_it_stick_due_cents,
    -- cap 250%
    (CASE WHEN total_cap_cap THEN total_cap_total WHEN NOT total_cap_cap THEN total_cap_rounded END)
      + (-total_cap_total) AS total_cap_due_cents,
    (payee_start IS NULL OR payee_start < period_until) AND (payee_end IS NULL OR payee_end >= period_start) AS is_active,
    TRUE AS is_theirs,
    coalesce(NOT (adoption_rounded_rest >= 0 AND adoption_rounded_rest < adoption_rounded_bottom), FALSE)
      OR coalesce(NOT (retention_rounded_rest >= 0 AND retention_rounded_rest < retention_rounded_bottom), FALSE)
      OR coalesce(NOT (expansion_rounded_rest >= 0 AND expansion_rounded_rest < 100), FALSE)
      OR coalesce(NOT (total_cap_rounded_rest >= 0 AND total_cap_rounded_rest < 2), FALSE) AS is_beyond
  FROM step_16
),

lines AS (
  -- A row for each payee of the plan and each component.
  SELECT
    payee,
    place,
    component,
    CASE
      WHEN place = 1 THEN adoption_due_cents
      WHEN place = 2 THEN retention_due_cents
      WHEN place = 3 THEN expansion_due_cents
      WHEN place = 4 THEN make_it_stick_due_cents
      WHEN place = 5 THEN total_cap_due_cents
    END AS cents,
    is_beyond
  FROM paid
      CROSS JOIN (SELECT 1 AS place, 'adoption' AS component
        UNION ALL SELECT 2 AS place, 'retention' AS component
        UNION ALL SELECT 3 AS place, 'expansion' AS component
        UNION ALL SELECT 4 AS place, 'make_it_stick' AS component
        UNION ALL SELECT 5 AS place, 'total cap' AS component) components
  WHERE is_active AND is_theirs
),

refused AS (
  -- What the tables hold that cannot be paid on, in words.
  SELECT
    CASE
      WHEN typeof(coalesce(1, '1')) = 'string'
        THEN 'spark.sql.ansi.enabled is not true'
      WHEN NOT EXISTS (SELECT 1 FROM payees_read)
        THEN 'payees has no rows'
    END AS why
  UNION ALL SELECT
    CASE
      WHEN NOT (typeof(payee) LIKE 'string')
        THEN 'payees.payee is no column of type text'
      WHEN NOT coalesce(trim(payee) <> '' AND length(payee) <= 4096, FALSE)
        THEN 'payees.payee is missing or is blank, or very long'
      WHEN NOT (typeof(`start`) LIKE 'date')
        THEN 'payees.start is no column of type date'
      WHEN NOT coalesce(`start` >= DATE '1000-01-01' AND `start` < DATE '9999-01-01', TRUE)
        THEN 'payees.start is not between 1000-01-01 and 9998-12-31'
      WHEN NOT (typeof(`end`) LIKE 'date')
        THEN 'payees.end is no column of type date'
      WHEN NOT coalesce(`end` >= DATE '1000-01-01' AND `end` < DATE '9999-01-01', TRUE)
        THEN 'payees.end is not between 1000-01-01 and 9998-12-31'
      WHEN NOT (typeof(team) LIKE 'string')
        THEN 'payees.team is no column of type text'
      WHEN NOT coalesce(trim(team) <> '' AND length(team) <= 4096, TRUE)
        THEN 'payees.team is blank, or very long'
      WHEN NOT (typeof(target_incentive) LIKE 'decimal%' OR typeof(target_incentive) LIKE 'bigint' OR typeof(target_incentive) LIKE 'int' OR typeof(target_incentive) LIKE 'smallint' OR typeof(target_incentive) LIKE 'tinyint')
        THEN 'payees.target_incentive is no column of type decimal or integer'
      WHEN NOT coalesce(target_incentive % 0.01 = 0 AND abs(target_incentive) < 1000000000000000000, TRUE)
        THEN 'payees.target_incentive has more than 2 decimals, or 18 digits'
    END AS why
  FROM payees
  UNION ALL SELECT
    CASE
      WHEN rows_of_payee > 1
        THEN 'somebody has several rows in payees'
      WHEN payee_end < payee_start
        THEN 'somebody\'s end is before their start in payees'
    END AS why
  FROM payees_read
  UNION ALL SELECT
    CASE
      WHEN NOT (typeof(month) LIKE 'date')
        THEN 'usage.month is no column of type date'
      WHEN NOT coalesce(month >= DATE '1000-01-01' AND month < DATE '9999-01-01', FALSE)
        THEN 'usage.month is missing or is not between 1000-01-01 and 9998-12-31'
      WHEN NOT (typeof(active_seats) LIKE 'decimal%' OR typeof(active_seats) LIKE 'bigint' OR typeof(active_seats) LIKE 'int' OR typeof(active_seats) LIKE 'smallint' OR typeof(active_seats) LIKE 'tinyint')
        THEN 'usage.active_seats is no column of type decimal or integer'
      WHEN NOT coalesce(active_seats % 1 = 0 AND abs(active_seats) < 1000000000000000000, FALSE)
        THEN 'usage.active_seats is missing or has more than 0 decimals, or 18 digits'
      WHEN NOT (typeof(weekly_seats) LIKE 'decimal%' OR typeof(weekly_seats) LIKE 'bigint' OR typeof(weekly_seats) LIKE 'int' OR typeof(weekly_seats) LIKE 'smallint' OR typeof(weekly_seats) LIKE 'tinyint')
        THEN 'usage.weekly_seats is no column of type decimal or integer'
      WHEN NOT coalesce(weekly_seats % 1 = 0 AND abs(weekly_seats) < 1000000000000000000, FALSE)
        THEN 'usage.weekly_seats is missing or has more than 0 decimals, or 18 digits'
      WHEN NOT (typeof(licensed_seats) LIKE 'decimal%' OR typeof(licensed_seats) LIKE 'bigint' OR typeof(licensed_seats) LIKE 'int' OR typeof(licensed_seats) LIKE 'smallint' OR typeof(licensed_seats) LIKE 'tinyint')
        THEN 'usage.licensed_seats is no column of type decimal or integer'
      WHEN NOT coalesce(licensed_seats % 1 = 0 AND abs(licensed_seats) < 1000000000000000000, FALSE)
        THEN 'usage.licensed_seats is missing or has more than 0 decimals, or 18 digits'
    END AS why
  FROM usage
  UNION ALL SELECT
    CASE
      WHEN known IS NULL
        THEN 'rows of usage are of nobody in payees'
    END AS why
  FROM usage_read LEFT JOIN (SELECT payee AS known FROM payees_read) people ON known = owner
  UNION ALL SELECT
    CASE
      WHEN NOT (typeof(closed_on) LIKE 'date')
        THEN 'renewals.closed_on is no column of type date'
      WHEN NOT coalesce(closed_on >= DATE '1000-01-01' AND closed_on < DATE '9999-01-01', FALSE)
        THEN 'renewals.closed_on is missing or is not between 1000-01-01 and 9998-12-31'
      WHEN NOT (typeof(due) LIKE 'decimal%' OR typeof(due) LIKE 'bigint' OR typeof(due) LIKE 'int' OR typeof(due) LIKE 'smallint' OR typeof(due) LIKE 'tinyint')
        THEN 'renewals.due is no column of type decimal or integer'
      WHEN NOT coalesce(due % 0.01 = 0 AND abs(due) < 1000000000000000000, FALSE)
        THEN 'renewals.due is missing or has more than 2 decimals, or 18 digits'
      WHEN NOT (typeof(renewed) LIKE 'decimal%' OR typeof(renewed) LIKE 'bigint' OR typeof(renewed) LIKE 'int' OR typeof(renewed) LIKE 'smallint' OR typeof(renewed) LIKE 'tinyint')
        THEN 'renewals.renewed is no column of type decimal or integer'
      WHEN NOT coalesce(renewed % 0.01 = 0 AND abs(renewed) < 1000000000000000000, FALSE)
        THEN 'renewals.renewed is missing or has more than 2 decimals, or 18 digits'
      WHEN NOT (typeof(segment) LIKE 'string')
        THEN 'renewals.segment is no column of type text'
      WHEN NOT coalesce(trim(segment) <> '' AND length(segment) <= 4096, FALSE)
        THEN 'renewals.segment is missing or is blank, or very long'
    END AS why
  FROM renewals
  UNION ALL SELECT
    CASE
      WHEN known IS NULL
        THEN 'rows of renewals are of nobody in payees'
    END AS why
  FROM renewals_read LEFT JOIN (SELECT payee AS known FROM payees_read) people ON known = owner
  UNION ALL SELECT
    CASE
      WHEN NOT (typeof(closed_on) LIKE 'date')
        THEN 'upsells.closed_on is no column of type date'
      WHEN NOT coalesce(closed_on >= DATE '1000-01-01' AND closed_on < DATE '9999-01-01', FALSE)
        THEN 'upsells.closed_on is missing or is not between 1000-01-01 and 9998-12-31'
      WHEN NOT (typeof(arr) LIKE 'decimal%' OR typeof(arr) LIKE 'bigint' OR typeof(arr) LIKE 'int' OR typeof(arr) LIKE 'smallint' OR typeof(arr) LIKE 'tinyint')
        THEN 'upsells.arr is no column of type decimal or integer'
      WHEN NOT coalesce(arr % 0.01 = 0 AND abs(arr) < 1000000000000000000, FALSE)
        THEN 'upsells.arr is missing or has more than 2 decimals, or 18 digits'
      WHEN NOT (typeof(sourced_by) LIKE 'string')
        THEN 'upsells.sourced_by is no column of type text'
      WHEN NOT coalesce(trim(sourced_by) <> '' AND length(sourced_by) <= 4096, FALSE)
        THEN 'upsells.sourced_by is missing or is blank, or very long'
    END AS why
  FROM upsells
  UNION ALL SELECT
    CASE
      WHEN known IS NULL
        THEN 'rows of upsells are of nobody in payees'
    END AS why
  FROM upsells_read LEFT JOIN (SELECT payee AS known FROM payees_read) people ON known = owner
),

checked AS (
  -- One refusal stops the query, with its words.
  SELECT
    CASE WHEN count(*) = 0 THEN 0 ELSE raise_error(min(why)) END AS is_refused
  FROM refused
  WHERE why IS NOT NULL
)

SELECT
  payee,
  '2026-Q1' AS period,
  component,
  CASE
    WHEN is_beyond THEN raise_error('a figure is too large, of ' || payee)
    WHEN cents IS NULL THEN raise_error('data is missing that ' || component || ' needs, of ' || payee)
    ELSE CAST(cents AS DECIMAL(35, 0)) * 0.01
  END AS amount,
  'USD' AS currency
FROM lines
WHERE (SELECT is_refused FROM checked) = 0
  AND NOT (place IN (5) AND coalesce(cents, 1) = 0)
ORDER BY payee, place
