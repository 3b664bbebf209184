"""The files a run over a folder leaves: those of each plan in a folder of its name, and one manifest over all."""

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from compdsl.cli.one_run import Run, manifest_of, traces, used_by
from compdsl.cli.output import MANIFEST, Content, write_files
from compdsl.cli.pay_files import LeftOut, hashed, inputs_of, tell_replaced
from compdsl.cli.places import LINES, TRACES
from compdsl.cli.terminal import Terminal

if TYPE_CHECKING:
    from compdsl.cli.folder_run import FolderRun
    from compdsl.kernel.plan import Plan
    from compdsl.records.refused import Reading


def inputs_of_all(plans: "Sequence[Plan]", data: str, readings: "Sequence[Reading]") -> list[str]:
    """Every file that a run reads, which it never writes over."""
    found: dict[str, None] = {}
    for plan, reading in zip(plans, readings, strict=True):
        assert reading.data is not None
        found |= dict.fromkeys(inputs_of(plan.source.path, used_by(plan), data, reading.data))
    return list(found)


def write_runs(
    out: str, folder: str, done: "FolderRun", inputs: Sequence[str], left_out: LeftOut | None, terminal: Terminal
) -> None:
    """Write the files of all plans, the manifest over them last, and what is left out: all of them or none."""
    from compdsl.rendered.several_to_json import manifest_of_all

    manifests: dict[str, str] = {}
    beside: dict[str, Content] = {}
    for run, _ in done.runs:
        beside |= _files_of(run, os.path.join(out, run.plan.name), manifests, terminal)  # noqa: PTH118
    beside |= left_out.files if left_out is not None else {}

    def manifest() -> Iterator[bytes]:
        yield manifest_of_all(folder, done.paid, done.not_paid, done.without, manifests).encode()

    tell_replaced(write_files(out, {MANIFEST: manifest()}, inputs, beside), terminal)


def _files_of(run: Run, folder: str, manifests: dict[str, str], terminal: Terminal) -> dict[str, Content]:
    """The three files of one plan; the hash of its manifest goes to those of all plans."""
    from compdsl.rendered.to_csv import payroll_to_csv

    digests: dict[str, str] = {}

    def manifest() -> Iterator[bytes]:
        own: dict[str, str] = {}
        yield from hashed(MANIFEST, iter([manifest_of(run, digests)]), own)
        manifests[run.plan.name] = own[MANIFEST]

    files: Mapping[str, Content] = {
        LINES: hashed(LINES, payroll_to_csv(run.plan, run.payroll), digests),
        TRACES: hashed(TRACES, traces(run, terminal), digests),
        MANIFEST: manifest(),
    }
    return {os.path.join(folder, name): content for name, content in files.items()}  # noqa: PTH118
