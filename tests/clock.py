"""The clock of the tests of what takes no time: while every line that runs is counted, it says nothing."""

import sys

IS_MEASURED = "coverage" in sys.modules and sys.modules["coverage"].Coverage.current() is not None
"""Whether this run counts lines (`coverage run`), which takes several times as long as what it counts."""

SECOND = float("inf") if IS_MEASURED else 1.0
"""What is answered within a second is answered at once."""
