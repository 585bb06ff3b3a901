"""Fits src/corpusclean/lines/weights.py: logistic regression of labelled breaks on the observations of evidence.py.

usage: CORPUSCLEAN_LANGUAGE_MODEL=MODEL.npz fit_line_weights.py PAGES_DIR PARAGRAPHS.txt OUT.py

PAGES_DIR holds pages made by make_pages.py from PARAGRAPHS.txt; the model must not have seen PARAGRAPHS.txt (build one with
build_language.py --without), or the weights would trust it more than it deserves.  See docs/line-repair.md.
"""

from __future__ import annotations

import itertools
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import numpy as np
from labelled_breaks import align, cut_texts, pages

from corpusclean.lines.arrange import Row
from corpusclean.lines.breaks import MAX_LANGUAGE
from corpusclean.lines.evidence import Reading, observations
from corpusclean.lines.language import continues_all
from corpusclean.lines.layout import lines_of

RIDGE = 1.0
MIN_COUNT = 4
WEIGHT_OF_REAL_BREAKS = 3.0
"""In unwrapped text a wrong join must be rarer than in the sample, in which one paragraph in seven is cut."""


class Sample(NamedTuple):
    names: dict[str, float]
    goes_on: bool
    weight: float


def language_names(edge: str, nats: float) -> dict[str, float]:
    group = {"none": "none", "over": "none", "full": "edge", "edge": "edge"}.get(edge, "short")
    return {
        f"language for, {group}": min(max(nats, 0.0), MAX_LANGUAGE),
        f"language against, {group}": max(min(nats, 0.0), -MAX_LANGUAGE),
    }


def samples(text: str, truth: list[bool], weight_of_real: float) -> list[Sample]:
    """One sample for each pair of neighbouring lines; `truth[i]`: line i + 1 goes on after line i."""
    reading = Reading([Row(line.text, line.blanks, (i,)) for i, line in enumerate(lines_of(text))])
    count = len(reading.rows) - 1
    nats = continues_all([(reading.texts[i], reading.texts[i + 1]) for i in range(count)])
    found = []
    for i in range(count):
        signs = reading.signs(i, i + 1)
        names = dict.fromkeys(observations(signs), 1.0) | language_names(signs.edge, float(nats[i])) | {"always": 1.0}
        found.append(Sample(names, truth[i], 1.0 if truth[i] else weight_of_real))
    return found


def gather(folder: Path, paragraphs: list[str]) -> list[Sample]:
    found = []
    for _, text, gold in pages(folder):
        places = align([line.text for line in lines_of(text)], gold)
        found += samples(text, [a.goes_on(b) for a, b in itertools.pairwise(places)], 1.0)
    for text, going_on in cut_texts(paragraphs, seed=1):
        lines = lines_of(text)
        found += samples(text, [line.end in going_on for line in lines[:-1]], WEIGHT_OF_REAL_BREAKS)
    return found


def fit(data: list[Sample]) -> dict[str, float]:
    """The weights of maximal likelihood with a ridge penalty, by Newton's method."""
    counts = Counter(name for sample in data for name in sample.names)
    names = sorted(name for name, count in counts.items() if count >= MIN_COUNT)
    at = {name: k for k, name in enumerate(names)}
    x = np.zeros((len(data), len(names)), dtype=np.float32)
    for row, sample in zip(x, data, strict=True):
        for name, value in sample.names.items():
            if name in at:
                row[at[name]] = value
    y = np.array([sample.goes_on for sample in data], dtype=float)
    weight = np.array([sample.weight for sample in data])
    b = np.zeros(len(names))
    for _ in range(50):
        p = 1 / (1 + np.exp(-(x @ b)))
        curve = weight * p * (1 - p) + 1e-6
        step = np.linalg.solve((x.T * curve) @ x + RIDGE * np.eye(len(names)), x.T @ (weight * (y - p)) - RIDGE * b)
        b += step
        if abs(step).max() < 1e-4:
            break
    return dict(zip(names, b.tolist(), strict=True))


def write(weights: dict[str, float], path: Path) -> None:
    rows = [f'    "{name}": {value:.2f},' for name, value in sorted(weights.items())]
    path.write_text(
        '"""What each observation is worth, in log odds that the text goes on.  Written by tools/fit_line_weights.py; do not edit."""\n\n'
        "WEIGHTS = {\n" + "\n".join(rows) + "\n}\n",
        encoding="utf-8",
    )


def main(folder: str, paragraphs: str, out: str) -> None:
    data = gather(Path(folder), Path(paragraphs).read_text(encoding="utf-8").splitlines())
    weights = fit(data)
    write(weights, Path(out))
    print(f"{len(data)} breaks, {sum(sample.goes_on for sample in data)} go on, {len(weights)} weights")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
