"""Fits SURE in src/corpusclean/lines/paths.py: when does a block go on after the one before it, in columns that were read across?

usage: CORPUSCLEAN_LANGUAGE_MODEL=MODEL.npz fit_column_steps.py PAGES_DIR ...

PAGES_DIRs as for fit_line_weights.py, with BASE.columns.txt; neither the model nor links.npz (fit_links.py) must have seen their text.
Steps between two paragraphs say nothing and are left out.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
from labelled_breaks import align, pages

from corpusclean.lines.columns import parts, separated
from corpusclean.lines.layout import lines_of
from corpusclean.lines.paths import SURE

RIDGE = 0.5


def steps(folder: Path) -> Iterator[tuple[np.ndarray, bool]]:
    """(what is seen, whether it goes on) of each step that leads into the middle of a paragraph, rightly or not."""
    for _, text, gold in pages(folder, ("columns",)):
        lines = lines_of(text)
        places = align([line.text for line in lines], gold)
        for starts in parts(text, lines):
            found = separated(lines, starts)
            if found is None:
                continue
            for (a, b), seen in zip(pairwise(found.path.blocks), found.path.seen, strict=True):
                tail, head = places[starts[a + 1] - 1], places[starts[b]]
                next_paragraph = head.paragraph == tail.paragraph + 1 and head.start <= 2
                if tail.paragraph >= 0 <= head.paragraph and not next_paragraph:
                    yield seen, tail.goes_on(head)


def main(*folders: str) -> None:
    seen, truth = zip(*(step for folder in folders for step in steps(Path(folder))), strict=True)
    x, y = np.array(seen), np.array(truth, dtype=float)
    weights = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ weights))
        curve = (x.T * (p * (1 - p))) @ x + RIDGE * np.eye(len(weights))
        weights += np.linalg.solve(curve, x.T @ (y - p) - RIDGE * weights)
    print(f"{len(y)} steps, {int(y.sum())} go on")
    for name, weight in zip(SURE, weights.tolist(), strict=True):
        print(f'    "{name}": {weight:.2f},')


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(*sys.argv[1:])
