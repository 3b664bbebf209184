-- one_line, 2026-Q1, for PostgreSQL.
-- A row for each payee and component, in the order of payees and of the plan.
--
-- Every figure is a whole number over a whole number. A line is rounded once, as the plan says.
-- NUMERIC is as wide as its number, and whole numbers are not rounded; div() cuts off, exactly.
-- Each step is MATERIALIZED, so that PostgreSQL works it out once.
-- A row of a table that cannot be paid on stops the query: see `refused`, at the end.
WITH
pay_period AS MATERIALIZED (
  -- The period that is paid. Print the query again for another.
  SELECT
    '2026-Q1' AS period_label,
    DATE '2026-01-01' AS period_start,
    DATE '2026-04-01' AS period_until
),

payees_read AS MATERIALIZED (
  -- The roster: one row a payee. start and end are the first and the last day, NULL where there is none.
  SELECT
    payee,
    "start" AS payee_start,
    "end" AS payee_end,
    team,
    CAST(CAST(target AS NUMERIC(60, 2)) * 100 AS NUMERIC) AS payee_target_cents,
    count(*) OVER (PARTITION BY payee) AS rows_of_payee,
    period_start,
    period_until
  FROM payees
      CROSS JOIN pay_period
),

measures_read AS MATERIALIZED (
  -- Figures worked out elsewhere: one row a payee, period and metric; is_percent says that 0.92 is 92%.
  SELECT
    payee AS owner,
    period AS measure_period,
    metric,
    CAST(CAST(value AS NUMERIC(60, 4)) * 10000 AS NUMERIC) AS measure_value_of_10000,
    CAST(CAST("of" AS NUMERIC(60, 4)) * 10000 AS NUMERIC) AS measure_of_of_10000,
    CAST(CAST(goal AS NUMERIC(60, 4)) * 10000 AS NUMERIC) AS measure_goal_of_10000,
    CASE period WHEN '2025-Q1' THEN DATE '2025-01-01' WHEN '2025-Q2' THEN DATE '2025-04-01' WHEN '2025-Q3' THEN DATE '2025-07-01' WHEN '2025-Q4' THEN DATE '2025-10-01' WHEN '2026-Q1' THEN DATE '2026-01-01' END AS first,
    CASE period WHEN '2025-Q1' THEN DATE '2025-04-01' WHEN '2025-Q2' THEN DATE '2025-07-01' WHEN '2025-Q3' THEN DATE '2025-10-01' WHEN '2025-Q4' THEN DATE '2026-01-01' WHEN '2026-Q1' THEN DATE '2026-04-01' END AS until,
    coalesce(is_percent, FALSE) AS is_percent,
    period_start,
    period_until
  FROM measures
      CROSS JOIN pay_period
  WHERE metric IN ('adoption', 'expansion', 'retention')
),

measures_looked_at AS MATERIALIZED (
  SELECT
    *,
    first = DATE '2026-01-01' AND until = DATE '2026-04-01' AS measures_in_period
  FROM measures_read
),

measures_by_payee AS MATERIALIZED (
  -- What the rows of measures come to for each payee.
  SELECT
    owner,
    -- adoption
    coalesce(count(*) FILTER (WHERE measures_in_period AND (metric = 'adoption')), 0) AS adoption_rows,
    -- adoption
    coalesce(count(*) FILTER (WHERE measures_in_period AND (metric = 'adoption' AND measure_of_of_10000 IS NOT NULL)), 0) AS adoption_rows_with_of,
    -- adoption
    coalesce(count(*) FILTER (WHERE measures_in_period AND (metric = 'adoption' AND measure_goal_of_10000 IS NOT NULL)), 0) AS adoption_rows_with_goal,
    -- adoption
    coalesce(count(*) FILTER (WHERE measures_in_period AND (metric = 'adoption' AND is_percent)), 0) AS adoption_rows_in_percent,
    -- adoption
    coalesce(count(*) FILTER (WHERE measures_in_period AND (metric = 'adoption' AND (is_percent OR measure_of_of_10000 IS NOT NULL))), 0) AS adoption_rows_of_ratios,
    -- adoption
    coalesce(sum(measure_value_of_10000) FILTER (WHERE measures_in_period AND (metric = 'adoption')), 0) AS adoption_value,
    -- adoption
    coalesce(sum(measure_of_of_10000) FILTER (WHERE measures_in_period AND (metric = 'adoption')), 0) AS adoption_of,
    -- adoption
    coalesce(sum(measure_goal_of_10000) FILTER (WHERE measures_in_period AND (metric = 'adoption')), 0) AS adoption_goal,
    -- retention
    coalesce(count(*) FILTER (WHERE measures_in_period AND (metric = 'retention')), 0) AS retention_rows,
    -- retention
    coalesce(count(*) FILTER (WHERE measures_in_period AND (metric = 'retention' AND measure_of_of_10000 IS NOT NULL)), 0) AS retention_rows_with_of,
    -- retention
    coalesce(count(*) FILTER (WHERE measures_in_period AND (metric = 'retention' AND measure_goal_of_10000 IS NOT NULL)), 0) AS retention_rows_with_goal,
    -- retention
    coalesce(count(*) FILTER (WHERE measures_in_period AND (metric = 'retention' AND is_percent)), 0) AS retention_rows_in_percent,
    -- retention
    coalesce(count(*) FILTER (WHERE measures_in_period AND (metric = 'retention' AND (is_percent OR measure_of_of_10000 IS NOT NULL))), 0) AS retention_rows_of_ratios,
    -- retention
    coalesce(sum(measure_value_of_10000) FILTER (WHERE measures_in_period AND (metric = 'retention')), 0) AS retention_value,
    -- retention
    coalesce(sum(measure_of_of_10000) FILTER (WHERE measures_in_period AND (metric = 'retention')), 0) AS retention_of,
    -- retention
    coalesce(sum(measure_goal_of_10000) FILTER (WHERE measures_in_period AND (metric = 'retention')), 0) AS retention_goal,
    -- retention
    coalesce(sum(measure_goal_of_10000 * measure_of_of_10000) FILTER (WHERE measures_in_period AND (metric = 'retention')), 0) AS retention_weighed,
    -- expansion
    coalesce(count(*) FILTER (WHERE measures_in_period AND (metric = 'expansion')), 0) AS expansion_rows,
    -- expansion
    coalesce(count(*) FILTER (WHERE measures_in_period AND (metric = 'expansion' AND measure_of_of_10000 IS NOT NULL)), 0) AS expansion_rows_with_of,
    -- expansion
    coalesce(count(*) FILTER (WHERE measures_in_period AND (metric = 'expansion' AND measure_goal_of_10000 IS NOT NULL)), 0) AS expansion_rows_with_goal,
    -- expansion
    coalesce(count(*) FILTER (WHERE measures_in_period AND (metric = 'expansion' AND is_percent)), 0) AS expansion_rows_in_percent,
    -- expansion
    coalesce(count(*) FILTER (WHERE measures_in_period AND (metric = 'expansion' AND (is_percent OR measure_of_of_10000 IS NOT NULL))), 0) AS expansion_rows_of_ratios,
    -- expansion
    coalesce(sum(measure_value_of_10000) FILTER (WHERE measures_in_period AND (metric = 'expansion')), 0) AS expansion_value,
    -- expansion
    coalesce(sum(measure_of_of_10000) FILTER (WHERE measures_in_period AND (metric = 'expansion')), 0) AS expansion_of,
    -- expansion
    coalesce(sum(measure_goal_of_10000) FILTER (WHERE measures_in_period AND (metric = 'expansion')), 0) AS expansion_goal
  FROM measures_looked_at
  GROUP BY owner
),

measures_by_team AS MATERIALIZED (
  -- What the rows of measures come to for each team.
  SELECT
    p.team AS team,
    coalesce(sum(retention_rows), 0) AS retention_rows,
    coalesce(sum(retention_rows_with_of), 0) AS retention_rows_with_of,
    coalesce(sum(retention_rows_with_goal), 0) AS retention_rows_with_goal,
    coalesce(sum(retention_rows_in_percent), 0) AS retention_rows_in_percent,
    coalesce(sum(retention_rows_of_ratios), 0) AS retention_rows_of_ratios,
    coalesce(sum(retention_value), 0) AS retention_value,
    coalesce(sum(retention_of), 0) AS retention_of,
    coalesce(sum(retention_goal), 0) AS retention_goal,
    coalesce(sum(retention_weighed), 0) AS retention_weighed
  FROM (SELECT payee, team FROM payees_read WHERE (payee_start IS NULL OR payee_start < period_until) AND (payee_end IS NULL OR payee_end >= period_start)) p
      LEFT JOIN measures_by_payee ON measures_by_payee.owner = p.payee
  WHERE p.team IS NOT NULL
  GROUP BY p.team
),

facts AS MATERIALIZED (
  -- What each payee is paid on.
  SELECT
    p.*,
    CASE WHEN measures_by_payee.owner IS NULL THEN 0 ELSE measures_by_payee.adoption_rows END AS adoption_rows,
    CASE WHEN measures_by_payee.owner IS NULL THEN 0 ELSE measures_by_payee.adoption_rows_with_of END AS adoption_rows_with_of,
    CASE WHEN measures_by_payee.owner IS NULL THEN 0 ELSE measures_by_payee.adoption_rows_with_goal END AS adoption_rows_with_goal,
    CASE WHEN measures_by_payee.owner IS NULL THEN 0 ELSE measures_by_payee.adoption_rows_in_percent END AS adoption_rows_in_percent,
    CASE WHEN measures_by_payee.owner IS NULL THEN 0 ELSE measures_by_payee.adoption_rows_of_ratios END AS adoption_rows_of_ratios,
    CASE WHEN measures_by_payee.owner IS NULL THEN 0 ELSE measures_by_payee.adoption_value END AS adoption_value,
    CASE WHEN measures_by_payee.owner IS NULL THEN 0 ELSE measures_by_payee.adoption_of END AS adoption_of,
    CASE WHEN measures_by_payee.owner IS NULL THEN 0 ELSE measures_by_payee.adoption_goal END AS adoption_goal,
    CASE WHEN measures_by_payee.owner IS NULL THEN 0 ELSE measures_by_payee.retention_rows END AS retention_rows,
    CASE WHEN measures_by_payee.owner IS NULL THEN 0 ELSE measures_by_payee.retention_rows_with_of END AS retention_rows_with_of,
    CASE WHEN measures_by_payee.owner IS NULL THEN 0 ELSE measures_by_payee.retention_rows_with_goal END AS retention_rows_with_goal,
    CASE WHEN measures_by_payee.owner IS NULL THEN 0 ELSE measures_by_payee.retention_rows_in_percent END AS retention_rows_in_percent,
    CASE WHEN measures_by_payee.owner IS NULL THEN 0 ELSE measures_by_payee.retention_rows_of_ratios END AS retention_rows_of_ratios,
    CASE WHEN measures_by_payee.owner IS NULL THEN 0 ELSE measures_by_payee.retention_value END AS retention_value,
    CASE WHEN measures_by_payee.owner IS NULL THEN 0 ELSE measures_by_payee.retention_of END AS retention_of,
    CASE WHEN measures_by_payee.owner IS NULL THEN 0 ELSE measures_by_payee.retention_goal END AS retention_goal,
    CASE WHEN measures_by_payee.owner IS NULL THEN 0 ELSE measures_by_payee.retention_weighed END AS retention_weighed,
    CASE WHEN measures_by_payee.owner IS NULL THEN 0 ELSE measures_by_payee.expansion_rows END AS expansion_rows,
    CASE WHEN measures_by_payee.owner IS NULL THEN 0 ELSE measures_by_payee.expansion_rows_with_of END AS expansion_rows_with_of,
    CASE WHEN measures_by_payee.owner IS NULL THEN 0 ELSE measures_by_payee.expansion_rows_with_goal END AS expansion_rows_with_goal,
    CASE WHEN measures_by_payee.owner IS NULL THEN 0 ELSE measures_by_payee.expansion_rows_in_percent END AS expansion_rows_in_percent,
    CASE WHEN measures_by_payee.owner IS NULL THEN 0 ELSE measures_by_payee.expansion_rows_of_ratios END AS expansion_rows_of_ratios,
    CASE WHEN measures_by_payee.owner IS NULL THEN 0 ELSE measures_by_payee.expansion_value END AS expansion_value,
    CASE WHEN measures_by_payee.owner IS NULL THEN 0 ELSE measures_by_payee.expansion_of END AS expansion_of,
    CASE WHEN measures_by_payee.owner IS NULL THEN 0 ELSE measures_by_payee.expansion_goal END AS expansion_goal,
    measures_by_team.retention_rows AS team_retention_rows,
    measures_by_team.retention_rows_with_of AS team_retention_rows_with_of,
    measures_by_team.retention_rows_with_goal AS team_retention_rows_with_goal,
    measures_by_team.retention_rows_in_percent AS team_retention_rows_in_percent,
    measures_by_team.retention_rows_of_ratios AS team_retention_rows_of_ratios,
    measures_by_team.retention_value AS team_retention_value,
    measures_by_team.retention_of AS team_retention_of,
    measures_by_team.retention_goal AS team_retention_goal,
    measures_by_team.retention_weighed AS team_retention_weighed
  FROM payees_read p
      LEFT JOIN measures_by_payee ON measures_by_payee.owner = p.payee
      LEFT JOIN measures_by_team ON measures_by_team.team = p.team
),

adoption AS MATERIALIZED (
  SELECT
    *,
    -- adoption
    CAST(adoption_rows AS NUMERIC) AS adoption_figure,
    CAST(adoption_rows_with_of AS NUMERIC) AS adoption_figure_2,
    CAST(adoption_rows_with_goal AS NUMERIC) AS adoption_figure_3,
    CAST(adoption_rows_in_percent AS NUMERIC) AS adoption_figure_4,
    CAST(adoption_rows_of_ratios AS NUMERIC) AS adoption_figure_5,
    CASE WHEN adoption_of <> 0 THEN CASE WHEN adoption_of < 0 THEN -adoption_value ELSE adoption_value END END AS adoption_figure_6
  FROM facts
),

adoption_2 AS MATERIALIZED (
  SELECT
    *,
    -- adoption
    CASE
      WHEN adoption_figure = 0 THEN CAST(NULL AS NUMERIC)
      WHEN adoption_figure_2 > 0 AND adoption_figure_2 < adoption_figure THEN CAST(NULL AS NUMERIC)
      WHEN adoption_figure_2 > 0 THEN adoption_figure_6 * 10000
      WHEN adoption_figure > 1 AND adoption_figure_4 > 0 THEN CAST(NULL AS NUMERIC)
      ELSE adoption_value
    END AS adoption_figure_7,
    CASE
      WHEN adoption_figure = 0 THEN 1
      WHEN adoption_figure_2 > 0 AND adoption_figure_2 < adoption_figure THEN 1
      WHEN adoption_figure_2 > 0 THEN nullif(abs(adoption_of), 0)
      WHEN adoption_figure > 1 AND adoption_figure_4 > 0 THEN 1
      ELSE 1
    END AS adoption_figure_8,
    CASE
      WHEN adoption_figure_3 = 0 THEN CAST(NULL AS NUMERIC)
      WHEN adoption_figure_3 < adoption_figure THEN CAST(NULL AS NUMERIC)
      WHEN adoption_figure > 1 AND adoption_figure_4 > 0 THEN CAST(NULL AS NUMERIC)
      ELSE adoption_goal
    END AS adoption_figure_9
  FROM adoption
),

adoption_3 AS MATERIALIZED (
  SELECT
    *,
    -- adoption
    CASE
      WHEN adoption_figure_9 <> 0
        THEN CASE WHEN adoption_figure_9 < 0 THEN -adoption_figure_7 ELSE adoption_figure_7 END
    END AS adoption_figure_10,
    CASE
      WHEN adoption_figure_3 = 0 AND adoption_figure_5 = adoption_figure THEN adoption_figure_8
      ELSE (nullif(abs(adoption_figure_9), 0)) * adoption_figure_8
    END AS adoption_attainment_bottom
  FROM adoption_2
),

adoption_4 AS MATERIALIZED (
  SELECT
    *,
    -- adoption
    -- the figure is 1/10000 of adoption_attainment_top / adoption_attainment_bottom
    CASE
      WHEN adoption_figure_3 = 0 AND adoption_figure_5 = adoption_figure THEN adoption_figure_7
      ELSE adoption_figure_10 * 10000
    END AS adoption_attainment_top
  FROM adoption_3
),

adoption_5 AS MATERIALIZED (
  SELECT
    *,
    -- adoption 60% cap 150%
    payee_target_cents * adoption_attainment_top AS adoption_share
  FROM adoption_4
),

adoption_6 AS MATERIALIZED (
  SELECT
    *,
    -- cap 150%
    adoption_share <= ((payee_target_cents * 15000) * adoption_attainment_bottom) AS adoption_cap
  FROM adoption_5
),

adoption_7 AS MATERIALIZED (
  SELECT
    *,
    -- cap 150%
    -- the figure is 3/5000000 of adoption_exact_top / adoption_exact_bottom
    CASE WHEN adoption_cap THEN adoption_share WHEN NOT adoption_cap THEN payee_target_cents * 15000 END AS adoption_exact_top,
    CASE WHEN adoption_cap THEN adoption_attainment_bottom WHEN NOT adoption_cap THEN 1 END AS adoption_exact_bottom
  FROM adoption_6
),

adoption_8 AS MATERIALIZED (
  SELECT
    *,
    -- adoption 60% cap 150%
    adoption_exact_top * 3 AS adoption_rounded_top,
    adoption_exact_bottom * 50000 AS adoption_rounded_bottom
  FROM adoption_7
),

adoption_9 AS MATERIALIZED (
  SELECT
    *,
    -- Rounded: whole units, and one more away from zero by the rest (half away).
    div(abs(adoption_rounded_top), adoption_rounded_bottom) AS adoption_rounded_whole
  FROM adoption_8
),

adoption_10 AS MATERIALIZED (
  SELECT
    *,
    -- adoption 60% cap 150%
    adoption_rounded_whole
      + CASE
        WHEN 2 * (abs(adoption_rounded_top) - adoption_rounded_whole * adoption_rounded_bottom) >= adoption_rounded_bottom
          THEN 1
        ELSE 0
      END AS adoption_rounded_size
  FROM adoption_9
),

adoption_11 AS MATERIALIZED (
  SELECT
    *,
    -- adoption 60% cap 150%
    CASE WHEN adoption_rounded_top < 0 THEN -adoption_rounded_size ELSE adoption_rounded_size END AS adoption_paid
  FROM adoption_10
),

retention AS MATERIALIZED (
  SELECT
    *,
    -- retention
    CAST(team_retention_rows AS NUMERIC) AS retention_figure,
    CAST(team_retention_rows_with_of AS NUMERIC) AS retention_figure_2,
    CAST(team_retention_rows_with_goal AS NUMERIC) AS retention_figure_3,
    CAST(team_retention_rows_in_percent AS NUMERIC) AS retention_figure_4,
    CAST(team_retention_rows_of_ratios AS NUMERIC) AS retention_figure_5,
    CASE
      WHEN team_retention_of <> 0
        THEN CASE WHEN team_retention_of < 0 THEN -team_retention_value ELSE team_retention_value END
    END AS retention_figure_6,
    nullif(abs(team_retention_of), 0) AS retention_figure_7,
    CASE
      WHEN team_retention_of <> 0
        THEN CASE WHEN team_retention_of < 0 THEN -team_retention_weighed ELSE team_retention_weighed END
    END AS retention_figure_10
  FROM adoption_11
),

retention_2 AS MATERIALIZED (
  SELECT
    *,
    -- retention
    CASE
      WHEN retention_figure = 0 THEN CAST(NULL AS NUMERIC)
      WHEN retention_figure_2 > 0 AND retention_figure_2 < retention_figure THEN CAST(NULL AS NUMERIC)
      WHEN retention_figure_2 > 0 THEN retention_figure_6 * 10000
      WHEN retention_figure > 1 AND retention_figure_4 > 0 THEN CAST(NULL AS NUMERIC)
      ELSE team_retention_value
    END AS retention_figure_8,
    CASE
      WHEN retention_figure = 0 THEN 1
      WHEN retention_figure_2 > 0 AND retention_figure_2 < retention_figure THEN 1
      WHEN retention_figure_2 > 0 THEN retention_figure_7
      WHEN retention_figure > 1 AND retention_figure_4 > 0 THEN 1
      ELSE 1
    END AS retention_figure_9,
    CASE
      WHEN retention_figure_3 = 0 THEN CAST(NULL AS NUMERIC)
      WHEN retention_figure_3 < retention_figure THEN CAST(NULL AS NUMERIC)
      WHEN retention_figure > 1 AND retention_figure_2 = retention_figure THEN retention_figure_10
      WHEN retention_figure > 1 AND retention_figure_4 > 0 THEN CAST(NULL AS NUMERIC)
      ELSE team_retention_goal
    END AS retention_figure_11,
    CASE
      WHEN retention_figure_3 = 0 THEN 1
      WHEN retention_figure_3 < retention_figure THEN 1
      WHEN retention_figure > 1 AND retention_figure_2 = retention_figure THEN retention_figure_7
      WHEN retention_figure > 1 AND retention_figure_4 > 0 THEN 1
      ELSE 1
    END AS retention_figure_12
  FROM retention
),

retention_3 AS MATERIALIZED (
  SELECT
    *,
    -- retention
    CASE
      WHEN retention_figure_11 <> 0
        THEN CASE
          WHEN retention_figure_11 < 0 THEN -(retention_figure_8 * retention_figure_12)
          ELSE retention_figure_8 * retention_figure_12
        END
    END AS retention_figure_13,
    CASE
      WHEN retention_figure_3 = 0 AND retention_figure_5 = retention_figure THEN retention_figure_9
      ELSE (nullif(abs(retention_figure_11), 0)) * retention_figure_9
    END AS retention_exact_bottom
  FROM retention_2
),

retention_4 AS MATERIALIZED (
  SELECT
    *,
    -- retention
    -- the figure is 1/10000 of retention_attainment_top / retention_attainment_bottom
    CASE
      WHEN team IS NOT NULL
        THEN CASE
          WHEN retention_figure_3 = 0 AND retention_figure_5 = retention_figure THEN retention_figure_8
          ELSE retention_figure_13 * 10000
        END
    END AS retention_attainment_top,
    -- retention 20% team
    retention_exact_bottom * 50000 AS retention_rounded_bottom
  FROM retention_3
),

retention_5 AS MATERIALIZED (
  SELECT
    *,
    -- retention 20% team
    -- the figure is 1/5000000 of retention_exact_top / retention_exact_bottom
    payee_target_cents * retention_attainment_top AS retention_exact_top
  FROM retention_4
),

retention_6 AS MATERIALIZED (
  SELECT
    *,
    -- Rounded: whole units, and one more away from zero by the rest (half away).
    div(abs(retention_exact_top), retention_rounded_bottom) AS retention_rounded_whole
  FROM retention_5
),

retention_7 AS MATERIALIZED (
  SELECT
    *,
    -- retention 20% team
    retention_rounded_whole
      + CASE
        WHEN 2 * (abs(retention_exact_top) - retention_rounded_whole * retention_rounded_bottom) >= retention_rounded_bottom
          THEN 1
        ELSE 0
      END AS retention_rounded_size
  FROM retention_6
),

retention_8 AS MATERIALIZED (
  SELECT
    *,
    -- retention 20% team
    CASE WHEN retention_exact_top < 0 THEN -retention_rounded_size ELSE retention_rounded_size END AS retention_paid
  FROM retention_7
),

expansion AS MATERIALIZED (
  SELECT
    *,
    -- expansion
    CAST(expansion_rows AS NUMERIC) AS expansion_figure,
    CAST(expansion_rows_with_of AS NUMERIC) AS expansion_figure_2,
    CAST(expansion_rows_with_goal AS NUMERIC) AS expansion_figure_3,
    CAST(expansion_rows_in_percent AS NUMERIC) AS expansion_figure_4,
    CASE
      WHEN expansion_of <> 0 THEN CASE WHEN expansion_of < 0 THEN -expansion_value ELSE expansion_value END
    END AS expansion_figure_5
  FROM retention_8
),

expansion_2 AS MATERIALIZED (
  SELECT
    *,
    -- expansion
    -- the figure is 1/10000 of expansion_top / expansion_bottom
    CASE
      WHEN expansion_figure = 0 THEN CAST(NULL AS NUMERIC)
      WHEN expansion_figure_2 > 0 AND expansion_figure_2 < expansion_figure THEN CAST(NULL AS NUMERIC)
      WHEN expansion_figure_2 > 0 THEN expansion_figure_5 * 10000
      WHEN expansion_figure > 1 AND expansion_figure_4 > 0 THEN CAST(NULL AS NUMERIC)
      ELSE expansion_value
    END AS expansion_top,
    CASE
      WHEN expansion_figure = 0 THEN 1
      WHEN expansion_figure_2 > 0 AND expansion_figure_2 < expansion_figure THEN 1
      WHEN expansion_figure_2 > 0 THEN nullif(abs(expansion_of), 0)
      WHEN expansion_figure > 1 AND expansion_figure_4 > 0 THEN 1
      ELSE 1
    END AS expansion_bottom,
    CASE
      WHEN expansion_figure_3 = 0 THEN CAST(NULL AS NUMERIC)
      WHEN expansion_figure_3 < expansion_figure THEN CAST(NULL AS NUMERIC)
      WHEN expansion_figure > 1 AND expansion_figure_4 > 0 THEN CAST(NULL AS NUMERIC)
      ELSE expansion_goal
    END AS expansion_figure_6
  FROM expansion
),

expansion_3 AS MATERIALIZED (
  SELECT
    *,
    -- expansion
    -- the figure is 1/10000 of expansion_goal
    CASE
      WHEN expansion_figure = 0 THEN CAST(NULL AS NUMERIC)
      WHEN expansion_figure_3 = 0 AND (CAST(expansion_rows_of_ratios AS NUMERIC)) = expansion_figure
        THEN 10000
      ELSE expansion_figure_6
    END AS expansion_goal_2,
    -- tiers 5% / 8% / 12%
    expansion_bottom * 0 AS expansion_tiers_right_5
  FROM expansion_2
),

expansion_4 AS MATERIALIZED (
  SELECT
    *,
    -- 12%
    expansion_goal_2 <> 0 AS n_12
  FROM expansion_3
),

expansion_5 AS MATERIALIZED (
  SELECT
    *,
    -- 12%
    CASE
      WHEN n_12 THEN expansion_goal_2
      WHEN NOT n_12
        THEN (CASE WHEN expansion_goal_2 <> 0 THEN CASE WHEN expansion_goal_2 < 0 THEN -1 ELSE 1 END END) * 100000000
    END AS expansion_chosen,
    CASE WHEN n_12 THEN 1 WHEN NOT n_12 THEN nullif(abs(expansion_goal_2), 0) END AS expansion_chosen_2,
    -- 5%
    CASE
      WHEN n_12 THEN expansion_goal_2 * 0
      WHEN NOT n_12
        THEN (CASE WHEN expansion_goal_2 <> 0 THEN CASE WHEN expansion_goal_2 < 0 THEN -0 ELSE 0 END END) * 100000000
    END AS expansion_chosen_3
  FROM expansion_4
),

expansion_6 AS MATERIALIZED (
  SELECT
    *,
    -- tiers 5% / 8% / 12%
    -expansion_chosen_3 AS expansion_tiers,
    expansion_bottom * expansion_chosen_2 AS expansion_tiers_2,
    -expansion_chosen AS expansion_tiers_4,
    expansion_top * expansion_chosen_2 AS expansion_tiers_left,
    expansion_chosen_3 * expansion_bottom AS expansion_tiers_right,
    expansion_chosen * expansion_bottom AS expansion_tiers_right_2,
    (expansion_top * 2) * expansion_chosen_2 AS expansion_tiers_left_2,
    (expansion_chosen * 3) * expansion_bottom AS expansion_tiers_right_3,
    expansion_chosen_2 * 0 AS expansion_tiers_right_4
  FROM expansion_5
),

expansion_7 AS MATERIALIZED (
  SELECT
    *,
    -- tiers 5% / 8% / 12%
    expansion_chosen + expansion_tiers AS expansion_tiers_3,
    expansion_chosen_2 * expansion_tiers_2 AS expansion_tiers_5
  FROM expansion_6
),

expansion_8 AS MATERIALIZED (
  SELECT
    *,
    -- tiers 5% / 8% / 12%
    ((expansion_tiers_3 * 5) * expansion_tiers_2)
      + ((((expansion_top * expansion_chosen_2) + (expansion_tiers_4 * expansion_bottom)) * 8) * expansion_chosen_2) AS expansion_tiers_6,
    (((expansion_tiers_3 * 5) + (((expansion_chosen * 3) + (expansion_tiers_4 * 2)) * 4)) * expansion_tiers_2)
      + (((((expansion_top * 2) * expansion_chosen_2) + ((expansion_tiers_4 * 3) * expansion_bottom)) * 6) * expansion_chosen_2) AS expansion_tiers_7,
    CASE
      WHEN expansion_tiers_left_2 >= expansion_tiers_right_3 THEN expansion_tiers_5
      WHEN expansion_tiers_left >= expansion_tiers_right_2 THEN expansion_tiers_5
      WHEN expansion_tiers_left >= expansion_tiers_right THEN expansion_tiers_2
      ELSE CASE WHEN expansion_chosen_3 = expansion_tiers_right_4 AND expansion_top < expansion_tiers_right_5 THEN expansion_bottom ELSE 1 END
    END AS expansion_exact_bottom
  FROM expansion_7
),

expansion_9 AS MATERIALIZED (
  SELECT
    *,
    -- tiers 5% / 8% / 12%
    CASE
      WHEN expansion_tiers_left_2 >= expansion_tiers_right_3 THEN expansion_tiers_7
      WHEN expansion_tiers_left >= expansion_tiers_right_2 THEN expansion_tiers_6
      WHEN expansion_tiers_left >= expansion_tiers_right
        THEN ((expansion_top * expansion_chosen_2) + (expansion_tiers * expansion_bottom)) * 5
      ELSE (CASE WHEN expansion_chosen_3 = expansion_tiers_right_4 AND expansion_top < expansion_tiers_right_5 THEN expansion_top ELSE 0 END) * 5
    END AS expansion_tiers_8,
    -- expansion tiers 5% / 8% / 12%
    expansion_exact_bottom * 10000 AS expansion_rounded_bottom
  FROM expansion_8
),

expansion_10 AS MATERIALIZED (
  SELECT
    *,
    -- tiers 5% / 8% / 12%
    -- the figure is 1/1000000 of expansion_exact_top / expansion_exact_bottom
    CASE
      WHEN expansion_chosen_3 < expansion_chosen
        AND (expansion_chosen * 2) < (expansion_chosen * 3)
        AND expansion_top IS NOT NULL
        AND expansion_chosen_3 IS NOT NULL
        AND expansion_chosen IS NOT NULL
        AND expansion_chosen IS NOT NULL
        THEN expansion_tiers_8
    END AS expansion_exact_top
  FROM expansion_9
),

expansion_11 AS MATERIALIZED (
  SELECT
    *,
    -- Rounded: whole units, and one more away from zero by the rest (half away).
    div(abs(expansion_exact_top), expansion_rounded_bottom) AS expansion_rounded_whole
  FROM expansion_10
),

expansion_12 AS MATERIALIZED (
  SELECT
    *,
    -- expansion tiers 5% / 8% / 12%
    expansion_rounded_whole
      + CASE
        WHEN 2 * (abs(expansion_exact_top) - expansion_rounded_whole * expansion_rounded_bottom) >= expansion_rounded_bottom
          THEN 1
        ELSE 0
      END AS expansion_rounded_size
  FROM expansion_11
),

expansion_13 AS MATERIALIZED (
  SELECT
    *,
    -- expansion tiers 5% / 8% / 12%
    CASE WHEN expansion_exact_top < 0 THEN -expansion_rounded_size ELSE expansion_rounded_size END AS expansion_paid
  FROM expansion_12
),

paid AS MATERIALIZED (
  -- What each component pays, in the least unit of the currency.
  SELECT
    payee,
    -- adoption 60% cap 150%
    adoption_paid AS adoption_due_cents,
    -- retention 20% team
    retention_paid AS retention_due_cents,
    -- expansion tiers 5% / 8% / 12%
    expansion_paid AS expansion_due_cents,
    (payee_start IS NULL OR payee_start < period_until) AND (payee_end IS NULL OR payee_end >= period_start) AS is_active,
    TRUE AS is_theirs
  FROM expansion_13
),

lines AS MATERIALIZED (
  -- A row for each payee of the plan and each component.
  SELECT
    payee,
    place,
    component,
    CASE
      WHEN place = 1 THEN adoption_due_cents
      WHEN place = 2 THEN retention_due_cents
      WHEN place = 3 THEN expansion_due_cents
    END AS cents
  FROM paid
      CROSS JOIN (SELECT 1 AS place, 'adoption' AS component
        UNION ALL SELECT 2 AS place, 'retention' AS component
        UNION ALL SELECT 3 AS place, 'expansion' AS component) components
  WHERE is_active AND is_theirs
),

refused AS MATERIALIZED (
  -- What the tables hold that cannot be paid on, in words.
  SELECT
    CASE
      WHEN NOT (CAST(pg_typeof(payee) AS TEXT) LIKE 'text' OR CAST(pg_typeof(payee) AS TEXT) LIKE 'character varying' OR CAST(pg_typeof(payee) AS TEXT) LIKE 'name')
        THEN 'payees.payee is no column of type text'
      WHEN NOT coalesce(trim(payee) <> '' AND length(payee) <= 4096, FALSE)
        THEN 'payees.payee is missing or is blank, or very long'
      WHEN NOT (CAST(pg_typeof("start") AS TEXT) LIKE 'date')
        THEN 'payees.start is no column of type date'
      WHEN NOT coalesce("start" >= DATE '1000-01-01' AND "start" < DATE '9999-01-01', TRUE)
        THEN 'payees.start is not between 1000-01-01 and 9998-12-31'
      WHEN NOT (CAST(pg_typeof("end") AS TEXT) LIKE 'date')
        THEN 'payees.end is no column of type date'
      WHEN NOT coalesce("end" >= DATE '1000-01-01' AND "end" < DATE '9999-01-01', TRUE)
        THEN 'payees.end is not between 1000-01-01 and 9998-12-31'
      WHEN NOT (CAST(pg_typeof(team) AS TEXT) LIKE 'text' OR CAST(pg_typeof(team) AS TEXT) LIKE 'character varying' OR CAST(pg_typeof(team) AS TEXT) LIKE 'name')
        THEN 'payees.team is no column of type text'
      WHEN NOT coalesce(trim(team) <> '' AND length(team) <= 4096, TRUE)
        THEN 'payees.team is blank, or very long'
      WHEN NOT (CAST(pg_typeof(target) AS TEXT) LIKE 'numeric' OR CAST(pg_typeof(target) AS TEXT) LIKE 'bigint' OR CAST(pg_typeof(target) AS TEXT) LIKE 'integer' OR CAST(pg_typeof(target) AS TEXT) LIKE 'smallint')
        THEN 'payees.target is no column of type decimal or integer'
      WHEN NOT coalesce(target = CAST(target AS NUMERIC(60, 2)) AND abs(target) < 1000000000000000000, TRUE)
        THEN 'payees.target has more than 2 decimals, or 18 digits'
    END AS why
  FROM payees
  UNION ALL SELECT
    CASE
      WHEN rows_of_payee > 1
        THEN 'somebody has several rows in payees'
      WHEN payee_end < payee_start
        THEN 'somebody''s end is before their start in payees'
    END AS why
  FROM payees_read
  UNION ALL SELECT
    CASE
      WHEN NOT EXISTS (SELECT 1 FROM payees_read)
        THEN 'payees has no rows'
    END AS why
  UNION ALL SELECT
    CASE
      WHEN NOT (CAST(pg_typeof(period) AS TEXT) LIKE 'text' OR CAST(pg_typeof(period) AS TEXT) LIKE 'character varying' OR CAST(pg_typeof(period) AS TEXT) LIKE 'name')
        THEN 'measures.period is no column of type text'
      WHEN NOT coalesce(trim(period) <> '' AND length(period) <= 4096, FALSE)
        THEN 'measures.period is missing or is blank, or very long'
      WHEN NOT (CAST(pg_typeof(metric) AS TEXT) LIKE 'text' OR CAST(pg_typeof(metric) AS TEXT) LIKE 'character varying' OR CAST(pg_typeof(metric) AS TEXT) LIKE 'name')
        THEN 'measures.metric is no column of type text'
      WHEN NOT coalesce(trim(metric) <> '' AND length(metric) <= 4096, FALSE)
        THEN 'measures.metric is missing or is blank, or very long'
      WHEN NOT (CAST(pg_typeof(value) AS TEXT) LIKE 'numeric' OR CAST(pg_typeof(value) AS TEXT) LIKE 'bigint' OR CAST(pg_typeof(value) AS TEXT) LIKE 'integer' OR CAST(pg_typeof(value) AS TEXT) LIKE 'smallint')
        THEN 'measures.value is no column of type decimal or integer'
      WHEN NOT coalesce(value = CAST(value AS NUMERIC(60, 4)) AND abs(value) < 1000000000000000000, FALSE)
        THEN 'measures.value is missing or has more than 4 decimals, or 18 digits'
      WHEN NOT (CAST(pg_typeof("of") AS TEXT) LIKE 'numeric' OR CAST(pg_typeof("of") AS TEXT) LIKE 'bigint' OR CAST(pg_typeof("of") AS TEXT) LIKE 'integer' OR CAST(pg_typeof("of") AS TEXT) LIKE 'smallint')
        THEN 'measures.of is no column of type decimal or integer'
      WHEN NOT coalesce("of" = CAST("of" AS NUMERIC(60, 4)) AND abs("of") < 1000000000000000000, TRUE)
        THEN 'measures.of has more than 4 decimals, or 18 digits'
      WHEN NOT (CAST(pg_typeof(goal) AS TEXT) LIKE 'numeric' OR CAST(pg_typeof(goal) AS TEXT) LIKE 'bigint' OR CAST(pg_typeof(goal) AS TEXT) LIKE 'integer' OR CAST(pg_typeof(goal) AS TEXT) LIKE 'smallint')
        THEN 'measures.goal is no column of type decimal or integer'
      WHEN NOT coalesce(goal = CAST(goal AS NUMERIC(60, 4)) AND abs(goal) < 1000000000000000000, TRUE)
        THEN 'measures.goal has more than 4 decimals, or 18 digits'
      WHEN period NOT IN ('2016-Q1', '2016-Q2', '2016-Q3', '2016-Q4', '2017-Q1', '2017-Q2', '2017-Q3', '2017-Q4', '2018-Q1', '2018-Q2', '2018-Q3', '2018-Q4', '2019-Q1', '2019-Q2', '2019-Q3', '2019-Q4', '2020-Q1', '2020-Q2', '2020-Q3', '2020-Q4', '2021-Q1', '2021-Q2', '2021-Q3', '2021-Q4', '2022-Q1', '2022-Q2', '2022-Q3', '2022-Q4', '2023-Q1', '2023-Q2', '2023-Q3', '2023-Q4', '2024-Q1', '2024-Q2', '2024-Q3', '2024-Q4', '2025-Q1', '2025-Q2', '2025-Q3', '2025-Q4', '2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4', '2027-Q1', '2027-Q2', '2027-Q3', '2027-Q4', '2028-Q1', '2028-Q2', '2028-Q3', '2028-Q4', '2029-Q1', '2029-Q2', '2029-Q3', '2029-Q4', '2030-Q1', '2030-Q2', '2030-Q3', '2030-Q4', '2031-Q1')
        THEN 'measures.period names no quarter'
    END AS why
  FROM (SELECT * FROM measures WHERE coalesce(trim(metric), '') IN ('', 'adoption', 'expansion', 'retention')) measures_used
  UNION ALL SELECT
    CASE
      WHEN known IS NULL
        THEN 'rows of measures are of nobody in payees'
    END AS why
  FROM measures_read LEFT JOIN (SELECT payee AS known FROM payees_read) people ON known = owner
  UNION ALL SELECT
    CASE
      WHEN n = 1
        THEN 'a measure stands twice for somebody'
    END AS why
  FROM (SELECT 1 AS n FROM measures_read GROUP BY owner, measure_period, metric HAVING count(*) > 1) AS twice
  UNION ALL SELECT
    CASE
      WHEN is_percent AND measures_read.measure_of_of_10000 IS NOT NULL
        THEN 'a measure is a percentage of something'
      WHEN metric = 'expansion' AND (is_percent OR measures_read.measure_of_of_10000 IS NOT NULL)
        THEN 'expansion is a ratio, and money is meant'
      WHEN (is_percent OR measures_read.measure_of_of_10000 IS NOT NULL) AND abs(measures_read.measure_goal_of_10000) > 100000
        THEN 'a goal of a ratio is meant in points: 0.92 is 92%'
    END AS why
  FROM measures_read
),

checked AS MATERIALIZED (
  -- One refusal stops the query, with its words.
  SELECT
    CASE WHEN count(*) = 0 THEN 0 ELSE CAST(min(why) AS INTEGER) END AS is_refused
  FROM refused
  WHERE why IS NOT NULL
)

SELECT
  payee,
  '2026-Q1' AS period,
  component,
  CASE
    WHEN cents IS NULL THEN CAST('data is missing that ' || component || ' needs, of ' || payee AS INTEGER)
    ELSE CAST(cents AS NUMERIC(60, 0)) * 0.01
  END AS amount,
  '' AS currency
FROM lines
WHERE (SELECT is_refused FROM checked) = 0
ORDER BY payee COLLATE "C", place
