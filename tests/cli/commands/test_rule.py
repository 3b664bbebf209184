"""compdsl rule."""

import pytest

from compdsl.cli.main import main


def test_a_page_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """Its title, its name and its text."""
    assert main(["rule", "looks-like-utf16"]) == 0
    expected = """\
# Looks like utf16

`looks-like-utf16`

A plan file looks like UTF-16, an encoding that some editors call "Unicode".

Save the file as UTF-8.
"""
    assert expected == capsys.readouterr().out


def test_the_name_may_be_written_as_it_is_typed(capsys: pytest.CaptureFixture[str]) -> None:
    """With underscores or capitals."""
    assert main(["rule", "Looks_Like_UTF16"]) == 0
    assert "`looks-like-utf16`" in capsys.readouterr().out


def test_without_a_name_all_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """Sorted, one a line."""
    assert main(["rule"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert sorted(lines, key=lambda line: line.split()[0]) == lines
    assert {"not-utf8", "no-such-file"} <= {line.split()[0] for line in lines}


def test_an_unknown_name_is_answered_with_a_near_one(capsys: pytest.CaptureFixture[str]) -> None:
    """Or with how to list them."""
    assert main(["rule", "not-uft8"]) == 2
    expected = "compdsl: There is no problem called 'not-uft8'. Did you mean 'not-utf8'?\n"
    assert expected == capsys.readouterr().err
    assert main(["rule", "zzzzzzzz"]) == 2
    expected = "compdsl: There is no problem called 'zzzzzzzz'. `compdsl rule` lists all.\n"
    assert expected == capsys.readouterr().err
