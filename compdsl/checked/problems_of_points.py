"""Problems of clauses that can be paid and mostly mean something else."""

from compdsl.diagnostics.problem import Mark, Problem, Severity, problem
from compdsl.source.source import Source, Span
from compdsl.values.scopes import SAID


@problem
def point_of_the_goal(source: Source, span: Span, goal: Span, measure: str) -> Problem:
    """A row starts at the same percentage as the goal, and pays 100% there.

    Percentages in a shape are shares of the goal: with `goal 92%`, `92%` is reached at 84.64%. The goal itself is
    `100%`.
    To write the rows in points of the measure, leave out the goal.
    """
    written = source.at(goal)
    return Problem(
        f"`{source.at(span)}` is a share of the goal here, so it is reached at {source.at(span)} of {written}.",
        Mark(source, span),
        others=(Mark(source, goal, "the goal"),),
        hint=f"Write `100%` for the goal itself; for points of `{measure}` itself leave out `goal`.",
        severity=Severity.WARNING,
    )


@problem
def points_at_most(source: Source, span: Span, goal: Span, measure: str) -> Problem:
    """Rows or bounds of a few percent stand beside `goal at most` a few percent, and are shares of the goal.

    With `goal at most 5%`, attainment is the goal over the measure: 100% at 5%, 71.43% at 7%, 250% at 2%. A row at 3%
    is reached by everybody whose measure is below 166.67%.
    Without a goal, the rows are points of the measure, and a condition always compares the measure itself.
    """
    written = source.at(goal)
    return Problem(
        f"`{source.at(span)}` is attainment here, and `{measure}` at {written} attains 100%.",
        Mark(source, span),
        others=(Mark(source, goal, "less is better"),),
        hint=f"Write shares of the goal, such as `80%`; for points of `{measure}` leave out the goal, or write a "
        f"condition, such as `only when {measure} <= {source.at(span)}`.",
        severity=Severity.WARNING,
    )


@problem
def nothing_below(source: Source, span: Span, start: str, instead: str) -> Problem:
    """Levels that fall begin above 0%, so that nothing is paid below the first of them, where the most is meant.

    Left of the first point of a curve, and below the first row of `steps`, nothing is paid. Where less is better, that
    is the best figure of all.
    """
    return Problem(
        f"Below {start} nothing is paid, and at {start} the most.",
        Mark(source, span),
        hint=f"Begin with `{instead}`, if whatever lies below is worth as much.",
        severity=Severity.WARNING,
    )


@problem
def limit_of_each_row(source: Source, span: Span, each: Span, amount: str, instead: str) -> Problem:
    """A clause pays a fixed amount for each row, and has a cap that one row never reaches.

    Modifiers of a clause for each row work on each row. What limits the line is a cap on a clause that counts the rows.
    """
    return Problem(
        f"`{source.at(span)}` limits what one row pays, and that is `{amount}`.",
        Mark(source, span),
        others=(Mark(source, each, "each row is paid by itself"),),
        hint=f"To limit all rows together, write `{instead}`.",
        severity=Severity.WARNING,
    )


@problem
def own_beside_team(source: Source, span: Span, text: str, scope: str, theirs: str, own: str) -> Problem:
    """A clause pays on the figure of a team, and a condition or a factor of it names the same measure alone.

    Alone it is the payee's own: `sales 40% team only when sales.attainment >= 90%` pays nothing to whoever is below 90%
    in a team that is above. A `threshold` is about the team, as the clause is.
    """
    return Problem(
        f"`{text}` is the payee's own figure, and the clause pays on that of the {SAID[scope]}.",
        Mark(source, span),
        hint=f"Write `{theirs}` for that of the {SAID[scope]}, or `{own}` if the own one is meant.",
        severity=Severity.WARNING,
    )


@problem
def rank_of_teams(source: Source, span: Span, text: str) -> Problem:
    """People are ranked by a figure of their team. All of a team have the same rank, and as many ranks are skipped.

    Two people of the best team are both first, and those of the second team third. Only the first place is certain.
    """
    return Problem(
        f"`{text}` is the same for all people of a team, and `rank` counts people: behind a team of two comes rank 3.",
        Mark(source, span),
        hint="Only `== 1`, the best team, is certain; give the places of teams in a column of the roster.",
        severity=Severity.WARNING,
    )


@problem
def starts_with_a_unit(source: Source, span: Span, word: str, unit: int, instead: str) -> Problem:
    """Slices of a count start at 1 and 11, where the first and the eleventh unit are meant.

    A slice is a part of the count: from 10 to 15 there are five units, the 11th to the 15th. From 11 to 15 there are
    four, and the 11th is paid by the slice before. `whole tiers` and `steps` look at the count that is reached, and
    start at 11.
    """
    return Problem(
        f"A slice that starts at {unit} begins behind unit {unit}, which the slice before pays.",
        Mark(source, span),
        hint=f"Write the starts {instead}, if unit {unit} is the first one it pays.",
        severity=Severity.WARNING,
    )


@problem
def tiers_looked_up(source: Source, span: Span, by: str) -> Problem:
    """The rate of `tiers` is looked up by another figure, so no slice is cut: all is paid at the one rate.

    `tiers 5% / 7% at 0 / 10 by cars on volume` pays all of the volume at 7% from ten cars on, as `whole tiers` does.
    Slices are cut on what is paid; the rate of each row by how many there were before it is said with `for each row of`
    and `running by`.
    """
    return Problem(
        f"All that counts is paid at the one rate that `{by}` reaches; no slice of it keeps the rate below.",
        Mark(source, span),
        hint="Write `whole tiers` to say so; or `for each row of … running by …`, with each row at its own rate.",
        severity=Severity.WARNING,
    )
