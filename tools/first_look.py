"""Looks at what line repair does to a kind of text that nobody has looked at yet: counts, and samples to be read.

usage: first_look.py FOLDER [--ending .txt] [--samples 30] [--seed 1] [--few 0.02]

Prints for all files below FOLDER (UTF-8 or GB18030) how many lines are joined, moved and taken for columns; then joins chosen at
random, the doubtful ones (p < .9) first.  --few: only joins of files in which no more than this share of the lines is joined; there
most text is whole, and a join is more often wrong.  Read each sample: a wrong one is a case for tests/cases.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from corpusclean import running
from corpusclean.config import LinesConfig, Switch
from corpusclean.lines import columns, repair
from corpusclean.protect import Protected

SURE = 0.9
_PROBABILITY = re.compile(r"\(p = ([0-9.]+)\)")


class Join(NamedTuple):
    file: str
    probability: float
    tail: str
    head: str
    is_far: bool


def texts(folder: Path, ending: str) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob(f"*{ending}")):
        data = path.read_bytes()
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                yield path.name, data.decode(encoding).replace("\r\n", "\n")
                break
            except UnicodeDecodeError:
                continue
        else:
            print(f"{path}: neither UTF-8 nor GB18030, left out")


def joins(file: str, text: str) -> Iterator[Join]:
    layer = repair.find(text, LinesConfig(), Protected(text))
    for start, end, reason in zip(layer.starts, layer.ends, layer.reasons, strict=True):
        if found := _PROBABILITY.search(reason):
            yield Join(file, float(found[1]), text[max(0, start - 24) : start], text[end : end + 18], "between" in reason)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--ending", default=".txt")
    parser.add_argument("--samples", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--few", type=float, default=1.0)
    asked = parser.parse_args()
    running.compiles_after = -1
    files = lines = 0
    found: list[Join] = []
    taken_apart = []
    for file, text in texts(asked.folder, asked.ending):
        here = list(joins(file, text))
        count = text.count("\n") + 1
        if len(here) > asked.few * count:
            continue
        files, lines = files + 1, lines + count
        found += here
        if len(columns.find(text, Switch(), Protected(text))):
            taken_apart.append(file)
    far = sum(join.is_far for join in found)
    print(f"{files} files, {lines} lines: {len(found)} joins, {far} of them over what stands between; columns in {taken_apart}")
    chance = random.Random(asked.seed)
    for name, some in (
        ("doubtful", [join for join in found if join.probability < SURE]),
        ("sure", [join for join in found if join.probability >= SURE]),
    ):
        print(f"-- {len(some)} {name}")
        for join in chance.sample(some, min(asked.samples, len(some))):
            mark = "~" if join.is_far else " "
            print(f"{join.probability:.3f}{mark} {join.file[:16]:16} {join.tail!r} | {join.head!r}")


if __name__ == "__main__":
    main()
