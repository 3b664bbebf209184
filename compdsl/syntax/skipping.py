"""What is left out behind a mistake: up to where the next statement begins."""

from compdsl.source.mutable import mutable
from compdsl.syntax.lalr import Token
from compdsl.syntax.lexer import ONLY_STARTERS, STARTERS
from compdsl.syntax.table import KEYWORDS
from compdsl.syntax.wording import ELSE_IFS, FREE

OUTSIDE_BRACES = ONLY_STARTERS - {"expect"}
"""Words that begin a statement and stand in no braces but those of a plan: before one of them braces are closed."""

GOING_ON = (frozenset(KEYWORDS) - STARTERS - FREE) | ELSE_IFS
"""Words that go on with a statement, at the start of a line too."""


@mutable()
class Skipping:
    """Leaves out the tokens behind a mistake, up to the end of the statement it stands in.

    Braces that are open are left out with what is in them, unless a line begins as no line in braces does. In the
    head of a plan only the tokens up to its brace are left out.
    """

    is_on: bool = False
    depth: int = 0
    is_head: bool = False

    def start(self, depth: int) -> None:
        """Begin to leave out, inside a number of braces."""
        self.is_on, self.depth = True, depth

    def start_to_brace(self) -> None:
        """Begin to leave out the rest of the head of a plan."""
        self.is_on = self.is_head = True

    def goes_on(self, token: Token, following: str) -> bool:
        """Whether this token is left out too, once it is on; `following` is the word behind a separator."""
        if self.is_head:
            self.is_on = token.type not in ("_SEP", "LBRACE")
        elif token.type == "LBRACE":
            self.depth += 1
        elif token.type == "RBRACE" and self.depth > 0:
            self.depth -= 1
        elif token.type == "_SEP" and following in OUTSIDE_BRACES:
            self.is_on, self.depth = False, 0
        elif token.type == "_SEP":
            self.is_on = self.depth > 0 or following in GOING_ON or _is_row(following)
        elif token.type == "RBRACE":
            self.is_on = False
        return self.is_on


def _is_row(text: str) -> bool:
    """Whether a line begins with a figure, as no statement does, and not with the number of a list: `2.`."""
    return (text[:1].isdigit() or text[:1] in ("$", "£", "€")) and text[-1:] != "."
