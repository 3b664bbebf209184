"""How the laws are run: a quick profile that is the same every time, a thorough one that looks for more."""

import os
from typing import Any

from hypothesis import HealthCheck, Phase, settings

_ALWAYS: dict[str, Any] = {
    "deadline": None,
    "print_blob": True,
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
}

_AS_FOUND = [Phase.explicit, Phase.generate]
"""Making a failing example small takes minutes; the quick profile shows it as it was found."""

settings.register_profile("quick", max_examples=60, derandomize=True, database=None, phases=_AS_FOUND, **_ALWAYS)
settings.register_profile("thorough", max_examples=3_000, **_ALWAYS)
settings.load_profile("thorough" if os.environ.get("COMPDSL_THOROUGH") == "1" else "quick")
