"""The clock of the tests of what takes no time: while every line that runs is counted, it says nothing."""

import os
import sys

IS_MEASURED = "coverage" in sys.modules and sys.modules["coverage"].Coverage.current() is not None
"""Whether this run counts lines (`coverage run`), which takes several times as long as what it counts."""

IS_SHARED = "PYTEST_XDIST_WORKER" in os.environ
"""Whether other tests run beside this one: on the two halves of a core each takes up to twice as long, and longer where
others use the machine too."""

SECOND = float("inf") if IS_MEASURED else 4.0 if IS_SHARED else 2.0
"""What is answered within a second on a machine that does nothing else; a test is no measure, so it allows for more."""
