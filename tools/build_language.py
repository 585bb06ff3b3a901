"""Builds src/corpusclean/lines/language.npz from running text.

usage: build_language.py PARAGRAPHS.txt[.xz] DICTIONARY.txt OUT.npz [--without LINES.txt] (--weigh LINES.txt [--more OTHER.txt ...] | --net MODEL.npz)

PARAGRAPHS has one paragraph a line, newspaper text; OTHER too, text of other kinds, for the network alone.  DICTIONARY has a word and
its count a line (jieba's dict.txt).  --without leaves out the lines of LINES.txt; --weigh finds the weights of the parts on lines
that were left out.  --net takes network and weights over from a model built so: then only the n-grams are built, from more text.
See docs/language-model.md.  The network needs torch and numba.
"""

from __future__ import annotations

import argparse
import lzma
import random
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from language_ngrams import ngram_columns

from corpusclean.lines.language import Model, features

WEIGHTS = ("goes-on", "after", "start")


def read(path: Path) -> list[str]:
    data = path.read_bytes()
    text = (lzma.decompress(data) if path.suffix == ".xz" else data).decode("utf-8")
    return [line.strip() for line in text.splitlines() if line.strip()]


def weigh(columns: dict[str, np.ndarray], paragraphs: list[str]) -> dict[str, np.ndarray]:
    """How to weigh network against n-grams, by logistic regression on cuts of text that neither has seen."""
    rng = random.Random(1)
    long = [p for p in paragraphs if len(p) >= 10] * 5
    cut = [(p, rng.randrange(1, len(p))) for p in long]
    tails, on = [p[:k] for p, k in cut], [p[k:] for p, k in cut]
    starts, elsewhere = rng.sample(long, len(long)), rng.sample(on, len(on))
    model = Model(columns | {name: np.zeros(1) for name in WEIGHTS})
    seen = {case: features(model, tails, heads) for case, heads in (("on", on), ("start", starts), ("elsewhere", elsewhere))}
    return {
        "goes-on": regression(seen["on"], seen["start"]),
        "after": regression(seen["on"][:, :4], seen["elsewhere"][:, :4]),
        "start": regression(seen["start"][:, 4:6], seen["elsewhere"][:, 4:6]),
    }


def regression(yes: np.ndarray, no: np.ndarray, ridge: float = 1.0) -> np.ndarray:
    """Weights and intercept of the log odds of `yes` against as many `no`, by Newton's method."""
    x = np.vstack([yes, no])
    x = np.hstack([x, np.ones((len(x), 1))])
    y = np.repeat([1.0, 0.0], [len(yes), len(no)])
    weights = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        slope = x.T @ (y - p) - ridge * weights
        curve = (x * (p * (1 - p))[:, None]).T @ x + ridge * np.eye(len(weights))
        weights += np.linalg.solve(curve, slope)
    return weights


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paragraphs", type=Path)
    parser.add_argument("dictionary", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--more", type=Path, nargs="*", default=[])
    parser.add_argument("--without", type=Path)
    unseen = parser.add_mutually_exclusive_group(required=True)
    unseen.add_argument("--weigh", type=Path)
    unseen.add_argument("--net", type=Path)
    asked = parser.parse_args()
    without = set(read(asked.without)) if asked.without else set()
    paragraphs = [p for p in read(asked.paragraphs) if p not in without]
    columns = ngram_columns(paragraphs)
    if asked.net:
        with np.load(asked.net) as before:
            columns = {name: before[name] for name in before.files} | columns
    else:
        from language_net import net_columns

        columns |= net_columns([paragraphs, *map(read, asked.more)], read(asked.dictionary))
        columns |= weigh(columns, read(asked.weigh))
    np.savez_compressed(asked.out, **columns)
    print(f"{len(paragraphs)} paragraphs, {asked.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
