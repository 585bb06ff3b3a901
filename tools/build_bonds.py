"""Builds src/corpusclean/lines/bonds.txt.xz: pairs of neighbouring characters that belong together, from running text.

usage: build_bonds.py PARAGRAPHS.txt[.xz] OUT.txt.xz

A pair is kept if it was seen MIN_COUNT times and MIN_RATIO times as often as chance would have it.  One line for each first
character: it and all its second ones.
"""

from __future__ import annotations

import lzma
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

MIN_COUNT, MIN_RATIO = 3, 2.0


def main(path: str, out: str) -> None:
    data = Path(path).read_bytes()
    text = (lzma.decompress(data) if path.endswith(".xz") else data).decode("utf-8")
    single: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    for line in text.splitlines():
        row = line.strip()
        single.update(row)
        pairs.update(a + b for a, b in pairwise(row))
    total = sum(single.values())
    seconds: dict[str, list[str]] = {}
    for (a, b), count in sorted(pairs.items()):
        if count >= MIN_COUNT and count * total >= MIN_RATIO * single[a] * single[b] and a > "\u2fff" and b > "\u2fff":
            seconds.setdefault(a, []).append(b)
    table = "\n".join(a + "".join(after) for a, after in seconds.items())
    Path(out).write_bytes(lzma.compress(table.encode("utf-16-le"), preset=9))
    print(sum(map(len, seconds.values())), "pairs,", Path(out).stat().st_size, "bytes")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
