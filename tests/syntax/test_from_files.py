"""A plan with the files it uses: what is read, how often, how far."""

import time

from compdsl.source.files import Answer, TextFiles
from compdsl.source.source import Source
from compdsl.syntax import tree
from compdsl.syntax.from_files import Whole, read_files


class Counted:
    """Files that note which of them are asked for."""

    own = "plan.comp"

    def __init__(self, texts: dict[str, str]) -> None:
        self.files, self.asked = TextFiles(texts, self.own), list[str]()

    def open(self, written: str, by: str) -> Answer:
        """The file, noted."""
        self.asked.append(written)
        return self.files.open(written, by)


def read(texts: dict[str, str]) -> Whole:
    return read_files(Source(texts["plan.comp"], "plan.comp"), TextFiles(texts, "plan.comp"))


def names(whole: Whole) -> list[str]:
    return [one.name for one in whole.found]


def chain(length: int) -> dict[str, str]:
    """A plan that uses a file that uses a file …"""
    files = {f"f{n}.comp": f'use "f{n + 1}.comp"' for n in range(1, length)}
    return {"plan.comp": 'use "f1.comp"', **files, f"f{length}.comp": "let last = 1"}


def diamonds(levels: int) -> dict[str, str]:
    """Two files a level, each of which uses both of the next: 2 to the power of `levels` ways to the last."""
    both = 'use "a{0}.comp"\nuse "b{0}.comp"'
    files = {f"{side}{n}.comp": both.format(n + 1) for n in range(1, levels) for side in "ab"}
    return {"plan.comp": both.format(1), **files, f"a{levels}.comp": "let a = 1", f"b{levels}.comp": "let b = 1"}


def test_a_plan_without_use_asks_for_no_file() -> None:
    """Its source is what it was."""
    files, source = Counted({}), Source("adoption 60%", "plan.comp")
    assert read_files(source, files).source is source
    assert files.asked == []


def test_what_is_used_stands_in_the_place_of_the_use() -> None:
    """Once, at the first use that leads to it, each statement with its place in its own file."""
    whole = read({
        "plan.comp": 'let before = 1\nuse "b.comp"\nuse "c.comp"\nlet after = 1',
        "b.comp": 'use "c.comp"\nlet b = 1\ntotal cap 5%\ntest "x" { expect b 1 }', "c.comp": "let c = 1",
    })  # fmt: skip
    lets = [one for one in whole.tree.statements if isinstance(one, tree.Let)]
    assert [one.name for one in lets] == ["before", "c", "b", "after"]
    assert [whole.source.path_of(one.span) for one in lets] == ["plan.comp", "c.comp", "b.comp", "plan.comp"]
    assert [whole.source.at(one.span) for one in lets][1:3] == ["let c = 1", "let b = 1"]
    assert not any(isinstance(one, tree.Total | tree.Test) for one in whole.tree.statements)
    assert names(whole) == ["left-behind"]


def test_a_diamond_is_read_once() -> None:
    """8 levels are 256 ways, 30 levels are refused without going them."""
    started = time.process_time()
    whole = read(diamonds(8))
    assert len(whole.source.files) == 17
    assert names(whole) == []
    assert names(read(diamonds(30))) == ["uses-too-deep"]
    assert time.process_time() - started < 1


def test_eight_files_stand_one_behind_the_other() -> None:
    """Also where a part of the chain was read before, by a shorter way."""
    assert names(read(chain(8))) == []
    assert names(read(chain(9))) == ["uses-too-deep"]
    shorter = {**chain(8), "plan.comp": 'use "f8.comp"\nuse "f5.comp"\nuse "x.comp"', "x.comp": 'use "y.comp"'}
    assert names(read({**shorter, "y.comp": 'use "f1.comp"'})) == ["uses-too-deep"]


def test_there_are_at_most_64_files() -> None:
    """And the plan."""
    files = {f"f{n}.comp": f"let v{n} = 1" for n in range(65)}
    uses = [f'use "{name}"' for name in files]
    assert names(read({"plan.comp": "\n".join(uses[:64]), **files})) == []
    assert names(read({"plan.comp": "\n".join(uses), **files})) == ["too-many-files"]


def test_the_limits_of_a_plan_are_those_of_all_its_files() -> None:
    """20,000 lines and 40,000 words."""
    use = 'use "a.comp"\nuse "b.comp"\n'
    blank, words = "\n" * 10_000, "let v = " + " + ".join(["1"] * 1_000) + "\n"
    long = {"plan.comp": use, "a.comp": f"let a = 1{blank}", "b.comp": f"let b = 1{blank}"}
    assert names(read(long)) == ["files-too-long"]
    many = {"plan.comp": use, "a.comp": words * 10, "b.comp": words * 11}
    assert names(read(many)) == ["files-too-long"]


def test_a_file_that_is_no_text_is_told_once() -> None:
    """Under its own name, however often it is used; the plan is not looked at further."""
    whole = read({"plan.comp": 'use "a.comp"\nuse "b.comp"', "a.comp": "\x00", "b.comp": 'use "a.comp"'})
    assert [(one.file, one.name) for one in whole.found] == [("a.comp", "forbidden-character")]
    assert not whole.is_whole


def test_the_parameters_in_reach_are_those_of_all_files_below() -> None:
    """What `with` may set."""
    whole = read({
        "plan.comp": 'use "a.comp"', "a.comp": 'use "b.comp"\nparameter p = 1', "b.comp": "parameter q = 1",
    })  # fmt: skip
    uses = [one for one in whole.tree.statements if isinstance(one, tree.Use)]
    assert [one.names for one in uses] == [("p", "q"), ("q",)]
