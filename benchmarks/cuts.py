"""Recall and precision of line repair on text cut at random, and wrong joins on clean text.

usage: cuts.py PARAGRAPHS.txt [SEED]

PARAGRAPHS.txt has one paragraph a line; the language model must not have seen it (CORPUSCLEAN_LANGUAGE_MODEL names another one,
see tools/build_language.py).  A third of the long paragraphs is cut between any two characters and a blank line put there; after
a third of the cuts the rest is dropped, so that another paragraph follows.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from corpusclean.config import LinesConfig
from corpusclean.lines.arrange import Rows
from corpusclean.lines.breaks import probability, weigh
from corpusclean.lines.language import continues_all
from corpusclean.lines.layout import survey
from corpusclean.lines.reading import Reading
from corpusclean.lines.repair import find
from corpusclean.protect import Protected

PARAGRAPHS = 12
WIDE = {c: c - 0xFEE0 for c in [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF05, 0xFF0E]}


def documents(paragraphs: list[str]) -> list[list[str]]:
    return [paragraphs[at : at + PARAGRAPHS] for at in range(0, len(paragraphs), PARAGRAPHS)]


def cut(paragraphs: list[str], rng: random.Random) -> tuple[str, dict[int, bool]]:
    """The text, and for each cut its offset and whether the text goes on there."""
    text, cuts = "", {}
    for paragraph in paragraphs:
        if len(paragraph) >= 30 and rng.random() < 1 / 3:
            at = rng.randrange(5, len(paragraph) - 5)
            text += paragraph[:at]
            cuts[len(text)] = rng.random() < 2 / 3
            text += "\n\n" + (paragraph[at:] + "\n" if cuts[len(text)] else "")
        else:
            text += paragraph + "\n"
    return text, cuts


def scored(text: str, cuts: dict[int, bool]) -> list[tuple[float, bool]]:
    """(probability, goes on) of every break of the text."""
    lines = survey(text).lines()
    reading = Reading(Rows.of(lines))
    odds = weigh(reading, continues_all, None)
    return [(probability(logit), cuts.get(line.end, False)) for logit, line in zip(odds, lines, strict=False)]


def curve(points: list[tuple[float, bool]], real: int) -> tuple[float, float, float]:
    """Recall at precision .995, best F1, and the threshold of the former."""
    points = sorted(points, reverse=True)
    right, best_recall, best_f1, at = 0, 0.0, 0.0, 1.0
    for made, (p, goes_on) in enumerate(points, start=1):
        right += goes_on
        precision, recall = right / made, right / real
        best_f1 = max(best_f1, 2 * precision * recall / max(precision + recall, 1e-9))
        if precision >= 0.995 and recall > best_recall:
            best_recall, at = recall, p
    return best_recall, best_f1, at


def main(path: str, seed: str = "7") -> None:
    paragraphs = [line.strip().translate(WIDE) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]
    rng = random.Random(int(seed))
    points: list[tuple[float, bool]] = []
    made = right = real = 0
    for document in documents(paragraphs):
        text, cuts = cut(document, rng)
        points += scored(text, cuts)
        layer = find(text, LinesConfig(), Protected(text))
        real += sum(cuts.values())
        made += sum("p =" in reason for reason in layer.reasons)
        right += sum(cuts.get(start, False) for start in layer.starts)
    recall, f1, at = curve(points, real)
    print(f"cuts: {real} of {len(points)} breaks go on; recall at precision .995: {recall:.3f} (p >= {at:.3f}), best F1 {f1:.3f}")
    print(f"cuts, the rule as it is: recall {right / real:.3f}, precision {right / max(made, 1):.4f} ({made} joins)")
    wrong = 0
    for document in documents(paragraphs):
        text = "\n".join(document)
        layer = find(text, LinesConfig(), Protected(text))
        wrong += len(layer)
        for edit in layer.edits(text):
            print("  wrong:", text[max(0, edit.start - 12) : edit.start], "|", text[edit.end : edit.end + 12], edit.reason)
    print(f"clean: {wrong} wrong joins in {len(paragraphs)} paragraphs ({1000 * wrong / len(paragraphs):.2f} per 1,000)")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(*sys.argv[1:])
