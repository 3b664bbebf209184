"""The values of a cell, a fact and a figure. A number is an `int` or a `Fraction`, never a float."""

import datetime
from fractions import Fraction
from typing import TypeAlias

Exact: TypeAlias = int | Fraction
Value: TypeAlias = int | Fraction | str | bool | datetime.date
