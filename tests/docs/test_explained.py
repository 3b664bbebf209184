"""Every page of the language shows how its example is explained, as it really is."""

from pathlib import Path

import pytest

from tests.docs import explained


@pytest.mark.parametrize("page", explained.pages(), ids=lambda page: page.stem)
def test_the_explanation_of_a_page_is_the_one_that_is_given(page: Path) -> None:
    """`python tests/docs/explained.py` writes them anew; each change is read."""
    assert explained.written(page).strip() == explained.section(page).strip()
