"""Measures how likely a pair of texts of some similarity is found, beside what theory predicts, and writes table and curve.

usage: python benchmarks/dedup_curve.py            (writes docs/deduplication-curve.svg and prints the table)

Pairs of random texts of 500 characters are made to share a part of their shingles.  Similarity is exact; a pair meets
where its signatures agree in a whole band, and is compared if it comes through the screen too (`corpusclean.dedup.choose`).
"""

from __future__ import annotations

import random
from collections import defaultdict
from pathlib import Path

import numpy as np

from corpusclean.config import DedupConfig
from corpusclean.dedup.bands import Bands, bands_for
from corpusclean.dedup.choose import SCREEN_DEVIATIONS
from corpusclean.dedup.signed import LONG, Signed

SVG = Path(__file__).parents[1] / "docs" / "deduplication-curve.svg"
PAIRS = 40_000
CHARS = 500
HAN = [chr(c) for c in range(0x4E00, 0x4E00 + 2000)]
CONFIG = DedupConfig()


def pairs(seed: int) -> tuple[list[str], list[float]]:
    """-> texts, two a pair; the similarity of each pair.  Two texts with k shingles of n in common, by one stretch."""
    rng, texts, similarities = random.Random(seed), [], []
    for _ in range(PAIRS):
        shared = rng.randint(CHARS // 4, CHARS)
        stretch, rest, other = ("".join(rng.choices(HAN, k=size)) for size in (shared, CHARS - shared, CHARS - shared))
        one, two = stretch + rest, stretch + other
        sets = [{text[k : k + CONFIG.shingle_chars] for k in range(CHARS - CONFIG.shingle_chars + 1)} for text in (one, two)]
        texts += [one, two]
        similarities.append(len(sets[0] & sets[1]) / len(sets[0] | sets[1]))
    return texts, similarities


def found(texts: list[str], bands: Bands) -> list[tuple[bool, bool]]:
    """Of each pair, whether its texts share a band, and whether they are compared on their shingles."""
    with Signed(CONFIG) as signed:
        signed.add(texts)
        rows = signed.rows
        signatures = rows.signatures[rows.kinds == LONG]
    equal = signatures[::2] == signatures[1::2]
    spread = (CONFIG.permutations * CONFIG.threshold * (1 - CONFIG.threshold)) ** 0.5
    passes = equal.sum(axis=1) >= int(CONFIG.permutations * CONFIG.threshold - SCREEN_DEVIATIONS * spread)
    in_bands = equal[:, : bands.bands * bands.rows].reshape(len(equal), bands.bands, bands.rows)
    meets = in_bands.all(axis=2).any(axis=1)
    return list(zip(meets.tolist(), (meets & passes).tolist(), strict=True))


def main() -> None:
    bands = bands_for(CONFIG.threshold, CONFIG.permutations)
    texts, similarities = pairs(seed=3)
    by_bin: dict[float, list[tuple[float, bool, bool]]] = defaultdict(list)
    for similarity, hit in zip(similarities, found(texts, bands), strict=True):
        by_bin[round(similarity / 0.05) * 0.05].append((similarity, *hit))
    points = []
    print(f"{bands.bands} bands of {bands.rows} rows, {CONFIG.permutations} permutations, threshold {CONFIG.threshold}\n")
    print("| similarity | pairs | meet, predicted | meet, measured | compared |\n|--:|--:|--:|--:|--:|")
    for _, pairs_of_bin in sorted(by_bin.items()):
        mean, meet, compared = (float(np.mean(column)) for column in zip(*pairs_of_bin, strict=True))
        predicted = float(np.mean([bands.probability(similarity) for similarity, _, _ in pairs_of_bin]))
        points.append((mean, meet, compared))
        print(f"| {mean:.3f} | {len(pairs_of_bin)} | {predicted:.4f} | {meet:.4f} | {compared:.4f} |")
    SVG.write_text(drawing(bands, points), encoding="utf-8")


def drawing(bands: Bands, points: list[tuple[float, float, float]]) -> str:
    """The curve as SVG: a line for what is predicted, dots for what was measured, the threshold dashed."""
    width, height, left, top = 560, 300, 50, 15

    def at(similarity: float, probability: float) -> str:
        return f"{left + similarity * width:.1f},{top + (1 - probability) * height:.1f}"

    line = " ".join(at(k / 200, bands.probability(k / 200)) for k in range(201))
    dots = "".join(
        f'<circle cx="{at(x, y).split(",")[0]}" cy="{at(x, y).split(",")[1]}" r="3.5" fill="{color}"/>'
        for x, meet, compared in points
        for y, color in ((meet, "#c0392b"), (compared, "#2980b9"))
    )
    grid = "".join(
        f'<line x1="{left}" x2="{left + width}" y1="{top + height * k / 4}" y2="{top + height * k / 4}" stroke="#ddd"/>'
        f'<text x="{left - 6}" y="{top + height * k / 4 + 4}" text-anchor="end">{1 - k / 4:g}</text>'
        for k in range(5)
    ) + "".join(
        f'<text x="{left + width * k / 10}" y="{top + height + 18}" text-anchor="middle">{k / 10:g}</text>' for k in range(11)
    )
    threshold = left + CONFIG.threshold * width
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width + left + 20} {height + top + 45}" font-family="sans-serif" '
        f'font-size="12"><rect width="100%" height="100%" fill="white"/>{grid}'
        f'<line x1="{threshold}" x2="{threshold}" y1="{top}" y2="{top + height}" stroke="#888" stroke-dasharray="4 4"/>'
        f'<polyline points="{line}" fill="none" stroke="#2c3e50" stroke-width="2"/>{dots}'
        f'<text x="{left + width / 2}" y="{top + height + 38}" text-anchor="middle">Jaccard similarity of the pair</text>'
        f'<text x="{left + 8}" y="{top + 14}">sharing a band: line predicted, red measured; blue: compared after the screen</text></svg>\n'
    )


if __name__ == "__main__":
    main()
