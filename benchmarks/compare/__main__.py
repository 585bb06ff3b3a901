"""Runs deduplication by corpusclean and its peers on the same file, each in a process of its own, and prints what it took.

usage: python -m benchmarks.compare CORPUS.jsonl [--peers-python PATH] [--only NAME ...] [--repeat N] [--save]

CORPUS.jsonl comes from `python benchmarks/dedup_corpus.py`.  Peers run in an interpreter that has
benchmarks/compare/requirements.txt installed; a peer that is not installed is left out and said so.

Time is wall clock of the whole process, reading and writing included, the best of N runs; CPU is user + system time of that
run, which says more on a machine that others use.  Memory is the peak of the resident set.  Precision: dropped documents that
are near-duplicates (Jaccard >= .66 of character 5-grams) of a kept one of their family.  Recall: pairs of a family with Jaccard
>= .74 of which not both were kept.
"""

from __future__ import annotations

import argparse
import datetime
import itertools
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
PEERS = HERE / "peers"
RESULTS = HERE.parent / "results" / "dedup.md"
OURS = "corpusclean_dedup"


class Run(NamedTuple):
    wall: float
    cpu: float
    megabytes: float


def run(name: str, python: str, corpus: Path, out: Path) -> Run:
    """One run; CalledProcessError where the peer fails."""
    environment = {**os.environ, "PYTHONPATH": f"{HERE.parents[1] / 'src'}"} if name == OURS else dict(os.environ)
    with (out.with_suffix(".log")).open("wb") as log:
        start = time.perf_counter()
        process = subprocess.Popen(
            [python, str(PEERS / f"{name}.py"), str(corpus), str(out)], stdout=log, stderr=log, env=environment
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, name)
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def grams(text: str) -> set[str]:
    letters = "".join(c for c in text if c.isalnum())
    return {letters[k : k + 5] for k in range(max(1, len(letters) - 4))}


class Truth:
    """Families of the corpus, every tenth of them with its similarities."""

    def __init__(self, corpus: Path) -> None:
        families = json.loads(corpus.with_suffix(".families.json").read_text())
        self.families = families[::10]
        self.related = {k for family in families for k in family}
        wanted = {k for family in self.families for k in family}
        with corpus.open(encoding="utf-8") as file:
            sets = {k: grams(json.loads(line)["text"]) for k, line in enumerate(file) if k in wanted}
        self.near = {
            pair: len(sets[pair[0]] & sets[pair[1]]) / len(sets[pair[0]] | sets[pair[1]])
            for family in self.families
            for pair in itertools.combinations(sorted(family), 2)
        }

    def score(self, kept: set[int], documents: int) -> tuple[float, float]:
        """-> precision, recall."""
        dropped = wrong = pairs = missed = 0
        for family in self.families:
            for k in family:
                if k not in kept:
                    dropped += 1
                    near = (self.near[min(k, other), max(k, other)] for other in family if other != k and other in kept)
                    wrong += not any(similarity >= 0.66 for similarity in near)
            for one, other in itertools.combinations(sorted(family), 2):
                if self.near[one, other] >= 0.74:
                    pairs += 1
                    missed += one in kept and other in kept
        alone = sum(1 for k in range(0, documents, 10) if k not in kept and k not in self.related)
        return 1 - (wrong + alone) / max(1, dropped + alone), 1 - missed / max(1, pairs)


def kept_numbers(out: Path) -> set[int]:
    with out.open("rb") as file:
        return {int(line[9 : line.index(b'"', 8)]) for line in file}  # {"id": "d0000012", …


def table(rows: list[tuple[str, Run, float, float]]) -> str:
    lines = ["| | seconds | CPU seconds | memory (MB) | precision | recall |", "|---|--:|--:|--:|--:|--:|"]
    for name, took, precision, recall in sorted(rows, key=lambda row: row[1].cpu):
        lines.append(f"| {name} | {took.wall:.1f} | {took.cpu:.1f} | {took.megabytes:.0f} | {precision:.3f} | {recall:.3f} |")
    return "\n".join(lines)


def machine() -> str:
    model = next(
        (line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line), ""
    )
    return f"{os.cpu_count()} cores {model or platform.machine()}, Python {platform.python_version()}, {datetime.date.today()}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--peers-python", default=sys.executable)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--save", action="store_true", help=f"write the table to {RESULTS.relative_to(HERE.parents[1])}")
    given = parser.parse_args()
    names = given.only or sorted(path.stem for path in PEERS.glob("*_*.py"))
    with given.corpus.open("rb") as file:
        documents = sum(1 for _ in file)
    runs: dict[str, Run] = {}
    with tempfile.TemporaryDirectory(dir=given.corpus.parent) as folder:
        if OURS in names:  # compiles its kernels, which it does once after installation
            run(OURS, sys.executable, given.corpus, Path(folder) / "warm.jsonl")
        for name in names * given.repeat:  # turn by turn, so that a busy minute hits all alike
            out = Path(folder) / f"{name}.jsonl"
            try:
                took = run(name, sys.executable if name == OURS else given.peers_python, given.corpus, out)
            except subprocess.CalledProcessError:
                print(f"{name} did not run:\n{out.with_suffix('.log').read_text(errors='replace')[-400:]}", flush=True)
                continue
            print(f"{name}: {took.wall:.2f} s, CPU {took.cpu:.2f} s, {took.megabytes:.0f} MB", flush=True)
            runs[name] = min(took, runs.get(name, took))
            out.replace(out.with_suffix(".kept"))
        # only now: a process starts with the peak memory of the one that starts it
        kept = {name: kept_numbers(Path(folder) / f"{name}.kept") for name in runs}
    truth = Truth(given.corpus)
    text = table([(name, took, *truth.score(kept[name], documents)) for name, took in runs.items()])
    size = given.corpus.stat().st_size / 1e6
    print(f"\n{documents} documents, {size:.0f} MB; {machine()}\n\n{text}")
    if given.save:
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(
            f"{documents:,} documents, {size:.0f} MB; {machine()}; best of {given.repeat}; load {os.getloadavg()[2]:.1f} from other "
            f"work, so compare the CPU seconds.\n\n{text}\n"
        )


if __name__ == "__main__":
    main()
