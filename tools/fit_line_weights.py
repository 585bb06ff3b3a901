"""Fits src/corpusclean/lines/weights.json: logistic regression of labelled breaks on the observations of evidence.py.

usage: CORPUSCLEAN_LANGUAGE_MODEL=MODEL.npz fit_line_weights.py PAGES_DIR PARAGRAPHS.txt OTHER.txt OUT.json

PAGES_DIR holds pages made by make_pages.py from PARAGRAPHS.txt; OTHER.txt is text of today.  Both have one paragraph a line, in the
order of the documents, whose own words come again.  The model must not have seen either (build one with build_language.py --without), or the weights would trust it more than it deserves.  See docs/line-repair.md.
"""

from __future__ import annotations

import itertools
import json
import random
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
from labelled_breaks import align, cut_texts, interrupt, interrupted_texts, pages, wrapped_texts

from corpusclean.config import LinesConfig, Switch
from corpusclean.edits import apply
from corpusclean.lines import weights
from corpusclean.lines.arrange import Rows
from corpusclean.lines.breaks import NEVER, forget, language_group, limited, log_odds, own_name, weigh, without_language
from corpusclean.lines.columns import find as find_columns
from corpusclean.lines.distant import candidates, observed
from corpusclean.lines.evidence import observations
from corpusclean.lines.language import continues_all
from corpusclean.lines.layout import lines_of, survey
from corpusclean.lines.reading import Reading
from corpusclean.lines.signs import Signs
from corpusclean.protect import Protected

LEAST = log_odds(LinesConfig().min_probability)
"""The default threshold of the rule."""
RIDGE = 0.5
"""At 1 what is seen seldom, as a phrase that stands elsewhere, is worth far less than it shows; at .2 pages suffer."""
MIN_COUNT = 8
WEIGHT_OF_REAL_BREAKS = 2.0
"""In unwrapped text a wrong join must be rarer than in the sample, in which one paragraph in seven is cut."""
CUT_SEEDS, COLUMN_SEEDS, INTERRUPTED_SEEDS = 16, 4, 8
"""Times the paragraphs are cut at random places; breaks in a column, which are there by chance, are taken from the first few alone."""
SPACED_WEIGHT, SEPARATED_WEIGHT = 0.5, 0.4
"""A blank line of separated columns is the mark of a doubtful step, one of a scan is not, and both have one weight.  At .6 the F1 of
scans is .959 instead of .961; at 1, with an earlier model, it was .957 instead of .960."""
WRAPPED_WEIGHT, INDENTED_WEIGHT = 0.1, 1.0
"""Pages speak for themselves more truly than what was wrapped by a program; but only there indents are left to be seen."""
WEIGHT_OF_PAGE_BREAKS = {"ocr": 0.25, "pdf": 0.6}
"""On a page nearly every line goes on, and a missed join cuts a sentence; most of all in a scan, where what stands between two lines is
often misread."""
WEIGHT_OF_CUTS = 0.5
WEIGHT_OF_LOST_WORDS = 2.5
"""Glueing a word whose rest is lost to another paragraph is the worst error: it makes a sentence nobody wrote."""
WEIGHT_OF_LOST_MARKS = 0.4
"""Text is lost where a column ends, within a line: seldom just after a comma.  At 2 recall of random cuts at precision .995 would be
.04 higher, but a comma would hold nothing together unless the model is sure."""
WEIGHT_OF_CHANCE_COLUMNS = 0.1
"""Where whole paragraphs happen to be equally long, as in a list of headlines: what breaks there are like must not be learnt for the
columns of pages, which are far commoner."""
WEIGHT_OF_OTHERS = 0.3
"""Text of today, for what a document's own words are worth; at full weight recall on newspaper text suffers."""
WEIGHT_OF_STRANGERS = 4.0
"""Where nothing is wrapped, a tail whose rest stands further on is much rarer than in the sample."""


class Sample(NamedTuple):
    names: dict[str, float]
    goes_on: bool
    weight: float


def language_names(signs: Signs, nats: float) -> dict[str, float]:
    group = language_group(signs)
    nats = limited(signs, nats)
    return {f"language for, {group}": max(nats, 0.0), f"language against, {group}": min(nats, 0.0)}


def samples(text: str, truth: list[bool], weights: list[float]) -> list[Sample]:
    """One sample for each pair of neighbouring lines; `truth[i]`: line i + 1 goes on after line i."""
    reading = Reading(Rows.of(survey(text).lines()))
    count = len(reading.rows) - 1
    nats = continues_all([(reading.texts[i], reading.texts[i + 1]) for i in range(count)])
    found = []
    own = reading.own.words((i, i + 1) for i in range(count))
    for i in range(count):
        signs = reading.signs(i, i + 1)
        if without_language(signs) == NEVER:
            continue
        names = dict.fromkeys(observations(signs), 1.0) | language_names(signs, float(nats[i]))
        if own[i]:
            names[own_name(signs, own[i])] = 1.0
        found.append(Sample(names, truth[i], weights[i]))
    return found


def gather_pages(folder: Path) -> list[Sample]:
    """Samples of pages, but where a row was misread beyond recognition; of those whose columns were separated only the breaks at blank
    lines, where the separation was in doubt."""
    found = []
    for name, text, gold in pages(folder):
        places = align([line.text for line in lines_of(text)], gold)
        truth = [a.goes_on(b) for a, b in itertools.pairwise(places)]
        known = [a.paragraph >= 0 and b.paragraph >= 0 for a, b in itertools.pairwise(places)]
        weight_of_breaks = WEIGHT_OF_PAGE_BREAKS[name.split(".")[1]]
        weights = [(1.0 if yes else weight_of_breaks) if told else 0.0 for yes, told in zip(truth, known, strict=True)]
        found += samples(text, truth, weights)
        if name.endswith("pdf.txt"):  # the same with a blank line at every break, as many extractions leave it
            found += samples(text.replace("\n", "\n\n"), truth, [SPACED_WEIGHT * weight for weight in weights])
    for _, text, gold in pages(folder, ("columns",)):
        separated = apply(text, find_columns(text, Switch(), Protected(text)))
        places = align([line.text for line in lines_of(separated)], gold)
        truth = [a.goes_on(b) for a, b in itertools.pairwise(places)]
        here = samples(separated, truth, [SEPARATED_WEIGHT] * len(truth))
        found += [sample for sample in here if any(name.startswith("blank,") for name in sample.names)]
    return found


def gather(paragraphs: list[str]) -> list[Sample]:
    """Samples of paragraphs cut at random, and wrapped."""
    found = []
    for seed, (text, going_on, lost) in ((k, cut) for k in range(CUT_SEEDS) for cut in cut_texts(paragraphs, seed=k)):
        ends = [line.end for line in lines_of(text)[:-1]]
        weights = [
            WEIGHT_OF_CUTS if end in going_on else lost_weight(text[:end]) if end in lost else WEIGHT_OF_REAL_BREAKS
            for end in ends
        ]
        here = samples(text, [end in going_on for end in ends], weights)
        found += [sample for sample in here if "always, none" in sample.names]
        if seed < COLUMN_SEEDS:
            by_chance = [sample for sample in here if "always, none" not in sample.names]
            found += [sample._replace(weight=WEIGHT_OF_CHANCE_COLUMNS * sample.weight) for sample in by_chance]
    for seed in range(2):
        for text, going_on in wrapped_texts(paragraphs, seed=seed):
            truth = [line.end in going_on for line in lines_of(text)[:-1]]
            found += samples(text, truth, [INDENTED_WEIGHT if "　" in text else WRAPPED_WEIGHT] * len(truth))
    return found


def gather_cuts(folder: Path, paragraphs: list[str], other: list[str]) -> list[Sample]:
    """Samples of distant continuation, weighed with the weights just fitted: real ones, and lines interrupted on purpose."""
    said = [p for p in paragraphs if 20 < len(p) < 120 and p.endswith("。")]
    rng = random.Random(1)
    found = []
    for name, text, gold in pages(folder):
        lines = survey(text).lines()
        places = align([line.text for line in lines], gold)
        found += cut_samples(Rows.of(lines), lambda i, j, at=places: at[i].goes_on(at[j]))
        if name.endswith("pdf.txt"):
            goes_on = [a.goes_on(b) for a, b in itertools.pairwise(places)]
            for _ in range(3):
                texts, truth = interrupt([line.text for line in lines], goes_on, said, rng)
                found += cut_samples(Rows.plain(texts), lambda i, j, truth=truth: truth.get(i) == j)
    for kind, seed in itertools.product((paragraphs, other), range(INTERRUPTED_SEEDS)):
        for texts, truth in interrupted_texts(kind, said, seed=seed):
            here = cut_samples(Rows.plain(texts), lambda i, j, truth=truth: truth.get(i) == j)
            found += [sample if sample.goes_on else sample._replace(weight=WEIGHT_OF_STRANGERS) for sample in here]
    return found


def cut_samples(rows: Rows, goes_on: Callable[[int, int], bool]) -> list[Sample]:
    reading = Reading(rows)
    odds = weigh(reading, continues_all, LEAST)
    cuts = list(candidates(reading, odds))
    return [
        Sample(seen, goes_on(*cut), 1.0) for cut, seen in zip(cuts, observed(reading, odds, cuts, continues_all), strict=True)
    ]


def lost_weight(tail: str) -> float:
    return WEIGHT_OF_LOST_MARKS if tail.endswith(("，", "、", ",", "､")) else WEIGHT_OF_LOST_WORDS


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


def write(tables: dict[str, dict[str, float]], path: Path) -> None:
    rounded = {name: {key: round(value, 2) for key, value in sorted(table.items())} for name, table in tables.items()}
    path.write_text(json.dumps(rounded, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main(folder: str, paragraphs: str, other: str, out: str) -> None:
    texts, of_today = (Path(path).read_text(encoding="utf-8").splitlines() for path in (paragraphs, other))
    data = gather_pages(Path(folder)) + gather(texts)
    data += [sample._replace(weight=WEIGHT_OF_OTHERS * sample.weight) for sample in gather(of_today)]
    weights.WEIGHTS.clear()
    weights.WEIGHTS.update(fit(data))
    forget()
    cuts = gather_cuts(Path(folder), texts, of_today)
    write({"WEIGHTS": weights.WEIGHTS, "DISTANT": fit(cuts)}, Path(out))
    for name, rows in (("breaks", data), ("cuts", cuts)):
        print(f"{len(rows)} {name}, {sum(row.goes_on for row in rows)} go on")


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
