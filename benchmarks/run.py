"""Measures a whole run: speed, the peak memory of all its processes together, and where the time goes.

usage: python benchmarks/run.py CORPUS.jsonl [STEPS] [--workers N] [--out FOLDER]

CORPUS.jsonl comes from benchmarks/run_corpus.py.  STEPS: `run` (clean + dedup + passages), `clean`, `dedup`, or `passages`.  Memory is
the sum over the processes of their proportional set size (a page that two share counts half in each; pages of mapped files count),
looked at ten times a second; `own` is the part of it that is no file's.  The time of a step is its wall clock and the user and system
time of all processes.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SECONDS_BETWEEN = 0.1
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Usage:
    """What a tree of processes has used so far."""

    peak: int = 0
    peak_own: int = 0
    peak_by_step: dict[str, int] = field(default_factory=dict)
    cpu: dict[int, float] = field(default_factory=dict)

    def look(self, root: int, step: str) -> None:
        sizes = [size for process in tree(root) if (size := self._take(process))]
        whole, own = (sum(column) for column in zip(*sizes, strict=True)) if sizes else (0, 0)
        self.peak, self.peak_own = max(self.peak, whole), max(self.peak_own, own)
        self.peak_by_step[step] = max(self.peak_by_step.get(step, 0), whole)

    def _take(self, process: int) -> tuple[int, int] | None:
        try:
            lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()[1:]
            fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        except OSError:  # it has ended
            return None
        self.cpu[process] = (int(fields[11]) + int(fields[12])) / TICKS
        kilobytes = {name: int(size.split()[0]) for name, size in (line.split(":") for line in lines)}
        return kilobytes["Pss"], kilobytes["Pss_Anon"]


def tree(root: int) -> Iterator[int]:
    yield root
    try:
        tasks = list(Path(f"/proc/{root}/task").iterdir())
        children = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return
    for child in children:
        yield from tree(child)


def work(corpus: str, steps: str, out: Path, workers: int) -> None:
    """The run itself; says on standard output when a step begins."""
    from corpusclean.process import begin
    from corpusclean.run import Job, Steps, find_passages, run

    begin()  # as in the command
    said = ""

    def tell(step: str, documents: int, share: float | None) -> None:
        nonlocal said
        if step != said:
            said = step
            print(step, flush=True)

    does = {"run": Steps(), "clean": Steps(dedup=False, passages=False), "dedup": Steps(clean=False, passages=False)}
    if steps == "passages":
        find_passages(Job((corpus,), out, steps=Steps(clean=False, dedup=False), workers=workers, tell=tell))
    else:
        run(Job((corpus,), out, steps=does[steps], workers=workers, tell=tell))


def measure(corpus: Path, steps: str, out: Path, workers: int) -> None:
    begun = time.perf_counter()
    command = [sys.executable, __file__, str(corpus), steps, "--workers", str(workers), "--out", str(out), "--work"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, bufsize=0) as process:
        assert process.stdout is not None
        os.set_blocking(process.stdout.fileno(), False)
        usage, step, marks = Usage(), "start", [("start", begun, 0.0)]
        while process.poll() is None:
            usage.look(process.pid, step)
            said = (process.stdout.read() or b"").decode().split("\n")[:-1]
            for step in said:
                marks.append((step, time.perf_counter(), sum(usage.cpu.values())))
            time.sleep(SECONDS_BETWEEN)
    if process.returncode:
        sys.exit(process.returncode)
    wall, megabytes = time.perf_counter() - begun, corpus.stat().st_size / 1e6
    cpu = sum(usage.cpu.values())
    print(
        f"{steps}, {megabytes:.0f} MB, {workers} workers: {wall:.1f} s, {megabytes / wall:.2f} MB/s; {cpu:.1f} s of processors; "
        f"peak {usage.peak / 1024:.0f} MB ({usage.peak_own / 1024:.0f} own)"
    )
    for (step, start, used), (_, end, until) in zip(marks, [*marks[1:], ("", begun + wall, cpu)], strict=True):
        share, peak = (end - start) / wall, usage.peak_by_step.get(step, 0) / 1024
        print(f"  {step:20s} {end - start:7.1f} s {share:4.0%}  {until - used:7.1f} s of processors  peak {peak:5.0f} MB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("steps", nargs="?", choices=("run", "clean", "dedup", "passages"), default="run")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--work", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.work:
        work(str(given.corpus), given.steps, given.out, given.workers)
    else:
        folder = Path(tempfile.mkdtemp(dir=given.corpus.parent)) if given.out is None else given.out
        measure(given.corpus, given.steps, folder / "out", given.workers)
        if given.out is None:
            shutil.rmtree(folder)
