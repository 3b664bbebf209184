"""From a token the grammar does not take to a message a plan author can act on.

Each rule looks at one kind of mistake and gives its problem or nothing; the first that speaks is taken.
"""

from collections.abc import Callable

from compdsl.diagnostics.problem import Problem
from compdsl.source.source import Source
from compdsl.syntax.expected import expected_words
from compdsl.syntax.mistake_text import FIGURES, is_end, place_of, shown_text
from compdsl.syntax.mistakes_of_conditions import (
    find_between,
    find_comparison,
    find_half_comparison,
    find_in_words,
    find_limit,
    find_spaced_sign,
)
from compdsl.syntax.mistakes_of_documents import (
    find_comma_before_modifier,
    find_days_between,
    find_draw,
    find_points,
    find_rate_behind,
    find_rate_of_rows,
    find_row_rate,
    find_scope_of_measure,
    find_tested_period,
    find_units,
    find_within,
)
from compdsl.syntax.mistakes_of_endings import (
    find_alone,
    find_closing,
    find_comma,
    find_expectation,
    find_missing,
    find_not_closed,
    find_one_sign,
)
from compdsl.syntax.mistakes_of_figures import (
    find_code,
    find_date,
    find_fraction,
    find_key,
    find_title,
    find_unit,
    find_unit_word,
)
from compdsl.syntax.mistakes_of_formulas import (
    find_condition_of_target,
    find_day_of_clause,
    find_limit_of_target,
    find_missing_sign,
    find_scope_before_where,
    find_semicolon,
    find_split,
)
from compdsl.syntax.mistakes_of_habits import (
    find_budget,
    find_bullet,
    find_call_without_brackets,
    find_capitals,
    find_dotted_name,
    find_each,
    find_factor,
    find_filler,
    find_formula,
    find_function,
    find_measure_behind_each,
    find_no_limit,
    find_opener,
    find_scope,
    find_soft_cap,
    find_table_line,
    find_target,
    find_test_comma,
    find_values,
)
from compdsl.syntax.mistakes_of_headers import (
    find_column,
    find_credit,
    find_fiscal_year,
    find_grid_corner,
    find_half_year,
    find_modifier_first,
    find_name_of_definition,
    find_percent,
    find_records_bracket,
    find_rounding,
    find_setting_sign,
)
from compdsl.syntax.mistakes_of_lines import (
    find_direction,
    find_negative_amount,
    find_total,
    find_words_in_aggregate,
)
from compdsl.syntax.mistakes_of_names import (
    find_chained,
    find_equals,
    find_keyword_as_name,
    find_needless,
    find_share_first,
    find_two_names,
    find_two_statements,
    find_word_before_rate,
)
from compdsl.syntax.mistakes_of_people import find_columns_by_comma, find_people
from compdsl.syntax.mistakes_of_phrases import (
    find_cells,
    find_day_in_words,
    find_each_row,
    find_limit_of_a_year,
    find_paid_in,
    find_period_word,
    find_points_with_equals,
    find_sentence,
    find_separated_modifier,
    find_share_of_figure,
)
from compdsl.syntax.mistakes_of_rates import find_phased_goal, find_rate_of_two
from compdsl.syntax.mistakes_of_rows import (
    find_above_in_row,
    find_and_in_rows,
    find_point,
    find_range,
    find_row_in_words,
    find_row_start,
    find_running,
    find_tier_end,
)
from compdsl.syntax.mistakes_of_sentences import (
    find_attainment,
    find_both,
    find_commission,
    find_condition_in_words,
    find_count_form,
    find_missing_and,
    find_payee_field,
    find_per_period,
    find_pro_rata,
    find_quoted_name,
    find_rows_in_brackets,
    find_second_amount,
    find_size_word,
    find_slope,
    find_test_words,
)
from compdsl.syntax.mistakes_of_words import (
    find_ambiguous,
    find_choice,
    find_condition,
    find_else,
    find_instead,
    find_misspelt,
    find_misspelt_before,
    find_misspelt_first,
    find_of,
    find_where,
)
from compdsl.syntax.parser import Mistake
from compdsl.syntax.problems_of_words import unexpected
from compdsl.syntax.wording import EXAMPLES


def problem_of(source: Source, mistake: Mistake) -> Problem:
    """The problem of a mistake."""
    for rule in RULES:
        found = rule(source, mistake)
        if found is not None:
            return found
    return plain_problem_of(source, mistake)


RULES: tuple[Callable[[Source, Mistake], Problem | None], ...] = (
    find_separated_modifier,
    find_rate_of_two,
    find_phased_goal,
    find_negative_amount,
    find_limit,
    find_total,
    find_direction,
    find_words_in_aggregate,
    find_sentence,
    find_share_of_figure,
    find_limit_of_a_year,
    find_half_year,
    find_period_word,
    find_paid_in,
    find_points_with_equals,
    find_name_of_definition,
    find_word_before_rate,
    find_credit,
    find_day_of_clause,
    find_limit_of_target,
    find_condition_of_target,
    find_split,
    find_scope_before_where,
    find_semicolon,
    find_missing_sign,
    find_columns_by_comma,
    find_people,
    find_setting_sign,
    find_date,
    find_code,
    find_title,
    find_percent,
    find_day_in_words,
    find_size_word,
    find_unit,
    find_quoted_name,
    find_test_words,
    find_per_period,
    find_fiscal_year,
    find_rounding,
    find_bullet,
    find_table_line,
    find_factor,
    find_formula,
    find_soft_cap,
    find_budget,
    find_tested_period,
    find_draw,
    find_within,
    find_points,
    find_days_between,
    find_units,
    find_row_rate,
    find_rate_behind,
    find_scope_of_measure,
    find_rate_of_rows,
    find_comma_before_modifier,
    find_target,
    find_scope,
    find_each,
    find_measure_behind_each,
    find_each_row,
    find_count_form,
    find_function,
    find_cells,
    find_condition_in_words,
    find_pro_rata,
    find_attainment,
    find_second_amount,
    find_missing_and,
    find_both,
    find_payee_field,
    find_slope,
    find_rows_in_brackets,
    find_commission,
    find_column,
    find_records_bracket,
    find_not_closed,
    find_modifier_first,
    find_keyword_as_name,
    find_running,
    find_range,
    find_tier_end,
    find_above_in_row,
    find_point,
    find_row_in_words,
    find_and_in_rows,
    find_values,
    find_no_limit,
    find_opener,
    find_test_comma,
    find_dotted_name,
    find_of,
    find_choice,
    find_where,
    find_between,
    find_half_comparison,
    find_spaced_sign,
    find_condition,
    find_else,
    find_ambiguous,
    find_instead,
    find_equals,
    find_chained,
    find_closing,
    find_alone,
    find_expectation,
    find_filler,
    find_missing,
    find_capitals,
    find_comparison,
    find_call_without_brackets,
    find_misspelt,
    find_misspelt_before,
    find_two_names,
    find_misspelt_first,
    find_unit_word,
    find_in_words,
    find_needless,
    find_grid_corner,
    find_key,
    find_row_start,
    find_fraction,
    find_share_first,
    find_two_statements,
    find_one_sign,
    find_comma,
)


def plain_problem_of(source: Source, mistake: Mistake) -> Problem:
    """What stands where it cannot, and what could stand there."""
    shown = shown_text(mistake)
    what = f"`{shown}`" if shown else "The end of the line" if mistake.token is not None else "The end of the plan"
    after = str(mistake.before) if mistake.before is not None and mistake.before.type != "_SEP" else None
    return unexpected(source, place_of(mistake), what, after, expected_words(mistake.expected), _hint(mistake))


def _hint(mistake: Mistake) -> str:
    if is_end(mistake) and "UNTIL" in mistake.expected:
        share = str(mistake.before) if mistake.before is not None and mistake.before.type == "PERCENT" else "20%"
        return f"Write when it is released, such as `{EXAMPLES['hold'].replace('20%', share)}`."
    if is_end(mistake):
        return "Finish the statement, or take it out."
    before = str(mistake.before) if mistake.before is not None and mistake.before.type != "NAME" else ""
    assert mistake.token is not None
    if before == "total" and mistake.token.type in FIGURES:
        return f"Write `total cap {mistake.token}` for the most that is paid, or `total floor {mistake.token}`."
    if before == "goal" and mistake.token.type == "COMPARE":
        return "Write `goal at most 5%` where less is better, and `goal 92%` where more is."
    if before == "else" and "then" in mistake.seen:
        return "Write, for example, `else $0`."
    if before in EXAMPLES:
        return f"Write, for example, `{EXAMPLES[before]}`."
    if mistake.token.type in FIGURES and "CAP" in mistake.expected:
        return f"Say what `{mistake.token}` is for with a word before it, such as `cap`, `goal` or `rate`."
    if "_SEP" in mistake.expected:
        return "Start a new line for a new statement, or take this out."
    return "Take it out, or write what is missing before it."
