"""What the language evidence alone is worth: its curve on paragraphs cut at random places, and its speed.

usage: random_cuts.py PARAGRAPHS.txt [SEED]

PARAGRAPHS.txt has one paragraph a line; the language model must not have seen it (CORPUSCLEAN_LANGUAGE_MODEL names another one,
see docs/language-model.md).  Every paragraph is cut between any two characters; after a third of the cuts the rest is dropped, so
that the next paragraph follows.  benchmarks/cuts.py measures the whole decision on the like.
"""

from __future__ import annotations

import random
import sys
import time
from itertools import pairwise
from pathlib import Path

import numpy as np

from corpusclean.lines.language import continues, continues_all

DRAWS = 5
PRECISIONS = (0.999, 0.995, 0.99, 0.98, 0.95)


def cuts(paragraphs: list[str], rng: random.Random) -> tuple[list[tuple[str, str]], list[bool]]:
    """-> (tail, head) pairs, and whether the text goes on there."""
    pairs, on = [], []
    for paragraph, following in pairwise(paragraphs):
        at = rng.randrange(1, len(paragraph))
        goes_on = rng.random() < 2 / 3
        pairs.append((paragraph[:at], paragraph[at:] if goes_on else following))
        on.append(goes_on)
    return pairs, on


def main(path: str, seed: str = "1") -> None:
    paragraphs = [line.strip() for line in Path(path).read_text(encoding="utf-8").splitlines() if len(line.strip()) >= 10]
    rng = random.Random(int(seed))
    drawn = [cuts(paragraphs, rng) for _ in range(DRAWS)]
    pairs = [pair for found, _ in drawn for pair in found]
    on = np.array([goes_on for _, found in drawn for goes_on in found])
    continues("甲", "乙")  # loads the model
    begun = time.perf_counter()
    nats = continues_all(pairs)
    seconds = time.perf_counter() - begun
    order = np.argsort(-nats, kind="stable")
    right = np.cumsum(on[order])
    precision, recall = right / np.arange(1, len(on) + 1), right / on.sum()
    print(f"{len(paragraphs)} paragraphs, {len(on)} cuts, {len(on) / seconds:,.0f} a second")
    for least in PRECISIONS:
        reached = np.nonzero(precision >= least)[0]
        if len(reached):
            print(f"precision {least}: recall {recall[reached[-1]]:.3f}, from {nats[order][reached[-1]]:.2f} nats")
    f1 = 2 * precision * recall / (precision + recall)
    print(f"best F1 {f1.max():.3f}, from {nats[order][f1.argmax()]:.2f} nats")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(*sys.argv[1:])
