"""Words people write in plans that are not words of the language, and an example of each word that is."""

AMBIGUOUS = {
    "cumulative": "`tiers` (each slice at its own rate) or `whole tiers` (the highest rate on everything)",
    "retroactive": "`whole tiers`: the rate of the tier reached, on everything",
    "incremental": "`tiers`: each slice at its own rate",
    "graduated": "`tiers`: each slice at its own rate",
    "marginal": "`tiers`: each slice at its own rate",
    "accelerator": "`accelerate 1.5x from 100%` for the rate above the goal, or `times 1.5 when …` for everything",
    "decelerator": "`accelerate 0.5x from 200%` for the rate above a point, or `tiers` with a lower rate above it",
    "payout": "`cap 150%` for the most pay, `steps` or `curve` for what a level pays",
    "kicker": "`times 1.5` for a factor, or a component of its own for an extra amount",
    "multiplier": "`times 1.5`, or `multiply a, b by 1.5 when …` for several components",
    "modifier": "`times 1.5`, or `multiply a, b by 1.5 when …` for several components",
    "gate": "`only when …` for a condition, or `threshold 80%` for a level of the clause's own measure",
    "hurdle": "`only when …` for a condition, or `threshold 80%` for a level of the clause's own measure",
    "qualifier": "`only when …`",
    "quota": "`goal $100k`",
    "minimum": "`floor` for the least pay, `threshold` for the level below which nothing is paid",
    "maximum": "`cap` for the most pay, `up to` for the most that counts",
    "max": "`cap` for the most pay, `up to` for the most that counts",
    "min": "`floor` for the least pay, `threshold` for the level below which nothing is paid",
    "limit": "`cap` for the most pay, `up to` for the most that counts",
    "per": "`$100 each` for an amount a unit, or `for each row of deals` where each row is worked out by itself",
    "weight": "the share of target right behind the name, as in `adoption 60%`",
    "weighted": "the share of target right behind the name, as in `adoption 60%`",
}
"""Words that mean different things in different plans, and the forms each may stand for."""

ELSE_IFS = frozenset({"elseif", "elif", "elsif"})
"""Words of other languages for `else if`."""

INSTEAD = {
    "upto": "up to",
    "atmost": "at most",
    "whenever": "when",
    "provided": "when",
    "if": "when",
    "unless": "only when not",
    "capped": "cap",
    "limited": "cap",
    "guarantee": "floor",
    "guaranteed": "floor",
    "starting": "from",
    "after": "from",
    "until": "up to",
    "otherwise": "else",
    "linear": "curve",
    "linearly": "curve",
    "interpolate": "curve",
    "interpolated": "curve",
}
"""Words with one meaning, for which the language has another word."""

WORDS_OF_USE = frozenset({"import", "include", "includes", "using", "uses", "require", "extends", "load"})
"""What other languages say for `use`."""

SIGNS_IN_WORDS = {"plus": "+", "minus": "-", "x": "*", "multiplied": "*", "divided": "/"}
"""Calculating in words, and the sign for it."""

NEEDLESS = frozenset({"with", "and", "plus", "a", "an", "the", "having", "of", "then", "is", "at", "to"})
"""Words that may stand before a modifier in a sentence, and do not in a plan."""

CONDITIONS = (
    "provided that", "as long as", "so long as", "subject to", "on condition that", "in case", "assuming that",
    "conditional on", "only if", "as soon as",
)  # fmt: skip
"""Words before a condition in a sentence."""

FILLERS = frozenset({"at", "of", "to", "is", "by", "be", "equal", "equals", "a", "an", "the", "around", "about"})
"""Words that may stand between a word and its figure in a sentence: `cap at 150%`."""

TAKING_FIGURES = frozenset(
    {"cap", "floor", "goal", "rate", "threshold", "times", "above", "to", "from", "over", "at", "full", "by"}
)
"""Words behind which a figure stands."""

FACTOR_WORDS = frozenset({"x", "X", "times", "with", "*", "×", "=", ":", "to", "at", "factor", "using"})
"""What people write before the factor of `multiply`, instead of `by`."""

LIST_WORDS = frozenset({"and", "&", "+", "plus", ";", "/"})
"""What people write between the names of a list."""

RECOVERABLE = {
    "recoverable": " recoverable", "repayable": " recoverable", "refundable": " recoverable",
    "non-recoverable": "", "nonrecoverable": "", "non recoverable": "", "not recoverable": "",
    "unrecoverable": "", "irrecoverable": "", "non-refundable": "", "guaranteed": "",
}  # fmt: skip
"""What plan documents say of a draw, and what stands behind its amount."""

PAYING = frozenset({"payout", "pays", "payouts", "scale", "matrix", "table"})
"""What people write before a list of points and what each pays."""

NO_LIMIT = frozenset({"uncapped", "unlimited", "no cap", "no limit", "without cap", "no maximum", "no threshold",
                      "no floor", "no minimum"})  # fmt: skip
"""Ways to say that there is no limit; where nothing is said there is none."""

OPENERS = frozenset({"given", "when", "with", "assume", "assuming", "set", "let", "then", "and", "where", "suppose"})
"""Words that may stand before what a test gives or expects."""

FREE = frozenset({"budget", "credit", "overlay", "rest"})
"""Words of one statement only, which may be names elsewhere: many plans have a measure called `credit`."""

AGGREGATES = ("sum", "count", "distinct", "average", "min", "max", "any", "all")
"""The functions over the rows of records."""

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")  # fmt: skip
"""The months, as the language writes them."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""The days of the week, as the language writes them."""

PERIODS = {
    "monthly": "month", "quarterly": "quarter", "yearly": "year", "annual": "year", "annually": "year",
    "weekly": "week", "fy": "year", "q": "quarter", "half_year": "half", "halfyear": "half",
    "halfyearly": "half", "semester": "half", "semiannual": "half", "semiannually": "half", "biannual": "half",
    "biannually": "half", "half_yearly": "half",
}  # fmt: skip
"""Periods by other names."""

ROUNDINGS = {
    "half up": "half away", "nearest": "half away", "normal": "half away", "standard": "half away",
    "commercial": "half away", "half even": "half even", "bankers": "half even", "banker's": "half even",
    "banker": "half even", "half down": "half down", "half away": "half away", "round up": "up", "round down": "down",
}  # fmt: skip
"""Ways of rounding by other names."""

UNITS_OF_ROUNDING = {
    "dollar": "$1", "dollars": "$1", "euro": "€1", "euros": "€1", "pound": "£1", "pounds": "£1",
    "cent": "$0.01", "cents": "$0.01", "penny": "$0.01",
    "percent": "1%", "point": "1%", "points": "1%", "ten": "$10", "hundred": "$100", "thousand": "$1_000",
}  # fmt: skip
"""Units to round to, in words."""

KINDS = {
    "money": "money", "currency": "money", "amount": "money", "dollars": "money", "decimal": "number",
    "number": "number", "numeric": "number", "float": "number", "double": "number", "real": "number",
    "percent": "percent", "percentage": "percent", "pct": "percent", "ratio": "percent", "rate": "percent",
    "count": "count", "int": "count", "integer": "count", "bigint": "count", "whole": "count",
    "date": "date", "datetime": "date", "timestamp": "date", "day": "date",
    "text": "text", "string": "text", "str": "text", "varchar": "text", "char": "text", "category": "text",
    "bool": "bool", "boolean": "bool", "flag": "bool", "logical": "bool", "yesno": "bool",
}  # fmt: skip
"""The kinds of columns, also by the names of other tools."""

WEIGHTS = frozenset({"weight", "weighted", "weighting", "share", "worth", "pays", "gets", "is", "counts", "for"})
"""Words between the name of a component and its share of target."""

CURRENCIES = {
    "$": "USD", "dollar": "USD", "dollars": "USD", "€": "EUR", "euro": "EUR", "euros": "EUR",
    "£": "GBP", "pound": "GBP", "pounds": "GBP", "yen": "JPY", "franc": "CHF", "francs": "CHF",
}  # fmt: skip
"""Currencies by other names than their codes."""

EXAMPLES = {
    "cap": "cap 150%",
    "soft": "soft cap 150% at 20%",
    "floor": "floor $500",
    "threshold": "threshold 80%",
    "goal": "goal 92%",
    "rate": "rate 8%",
    "accelerate": "accelerate 1.5x from 100%",
    "clawback": "clawback 100%",
    "draw": "total draw $2_000",
    "convert": "convert at 1.08",
    "adjust": "adjust sum(corrections.amount)",
    "times": "times 1.5",
    "on": "on retention",
    "above": "above 100%",
    "to": "up to 150%",
    "when": "when adoption >= 80%",
    "else": "else team",
    "tiers": "tiers 5% from $0, 8% from $50k",
    "steps": "steps 50% from 75%, 100% from 100%",
    "curve": "curve 75%: 50%, 100%: 100%",
    "at": "at $0 / $50k",
    "by": "by 1.5",
    "from": "from $50k",
    "over": "over $50k",
    "full": "each full 10",
    "target": "target payee.target_incentive",
    "currency": "currency USD",
    "period": "period quarter",
    "effective": "effective 2026-01-01 to 2026-12-31",
    "expect": "expect total $4_000",
    "where": 'where segment == "smb"',
    "use": 'use "shared/measures.comp"',
    "with": 'use "shared/measures.comp" with accelerator = 2x',
    "let": "let half = rate / 2",
    "parameter": "parameter accelerator = 1.5x",
    "metric": "metric retention = sum(renewals.renewed) / sum(renewals.due)",
    "records": "records deals { payee, closed_on: date, amount: money }",
    "credit": "credit deals to rep 60%, csm rest",
    "overlay": "overlay specialist 100%",
    "table": 'table quota by payee.role { "lead": $50k, "member": $30k }',
    "plan": 'plan csm "Customer Success Manager"',
    "variant": 'variant strategic "Strategic segment" for segment "strategic" { … }',
    "without": "without adoption",
    "multiply": "multiply adoption, retention by 1.5",
    "test": 'test "at goal" { adoption = 80%; expect adoption $3_000 }',
    "if": "if adoption >= 80% then $500 else $0",
    "then": "then $500 else $0",
    "and": "adoption >= 80% and retention >= 90%",
    "or": "adoption >= 80% or retention >= 90%",
    "not": "not late",
    "whole": "whole tiers 5% from $0, 8% from $50k",
    "only": "only when adoption >= 80%",
    "up": "up to 150%",
    "round": "round to $1",
    "rising": "rising 2 per point",
    "total": "total cap 250%",
    "rounding": "rounding half even",
    "edition": "edition 2026",
    "year": "year starts february",
    "starts": "year starts february",
    "dated": "dated closed_on",
    "trailing": "trailing 12 months",
    "for": "for each row of deals",
    "everybody": "for everybody beside other plans",
    "beside": 'for role "csm" beside other plans',
    "running": "running by closed_on",
    "row": "for each row of deals",
    "of": "for each row of deals",
    "per": "per year",
    "paid": "paid yearly",
    "holidays": "holidays 2026-01-01, 2026-12-25",
    "budget": "team budget $10_000",
    "hold": "hold 20% until 2027-01-31",
    "until": "until 2027-01-31",
    "prorated": "prorated by working days",
    "phased": "phased 20% / 20% / 25% / 35%",
    "previous": "previous(deficit else $0)",
}
"""Each word of the language that takes something, with an example."""
