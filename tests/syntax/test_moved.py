"""A tree further on in the row of offsets."""

from compdsl.source.source import Source, Span
from compdsl.syntax.from_source import read_plan
from compdsl.syntax.moved import moved
from compdsl.syntax.same_tree import same_tree

TEXT = """plan p "x" {
  metric m = sum(d.a where k == "x") goal 5
  a 60% curve 90%: 50%, 100%: 100% when m > 2026-01-01
}
"""


def spans(node: object) -> list[Span]:
    """Every span of a tree."""
    if isinstance(node, Span):
        return [node]
    parts = node if isinstance(node, tuple) else [getattr(node, name) for name in getattr(node, "__match_args__", ())]
    return [span for part in parts for span in spans(part)] if not isinstance(node, str) else []


def test_every_span_is_moved_and_nothing_else() -> None:
    """Each place is so many characters further on; what is said is the same."""
    tree, _ = read_plan(Source(TEXT, "p.comp"))
    further = moved(tree, 100)
    assert spans(further) == [span.moved(100) for span in spans(tree)]
    assert same_tree(tree, further)


def test_a_tree_that_stays_is_not_made_anew() -> None:
    """The plan's own file is the first one."""
    tree, _ = read_plan(Source(TEXT, "p.comp"))
    assert moved(tree, 0) is tree
