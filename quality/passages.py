"""Repeated passages: copies planted in documents of which nothing else repeats, judged by characters and by kind.

Every paragraph of quality/text stands in one document only.  Into half of the documents a piece of another one is copied, 40 to 400
characters from anywhere, damaged by kind: exact; edits (2 to 8 % wrong, missing and added characters); marks (narrowed, straight
quotes); wraps; traditional; scan (all but traditional, and stray spaces).  `within` prints the document's own closing again, and
what removal leaves has to be the document as it was.

`precision` and `recall` are shares of letters, digits and Han characters, of both sides; `found_KIND` the share of planted copies of
which both sides are covered by half.  `quiet` is 1 less the share of documents, none of them planted, in which anything is found.
"""

from __future__ import annotations

import random
from collections import defaultdict
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import opencc

from corpusclean.config import PassagesConfig
from corpusclean.dedup.passages import Repeats, find_passages, removable, removal
from corpusclean.documents import Document, Passage
from corpusclean.edits import apply

HERE = Path(__file__).parent
DATA = [HERE / "text"]
KINDS = ("within", "exact", "edits", "marks", "wraps", "traditional", "scan")
ROUNDS = 20
HALF = str.maketrans("，。；：？！（）“”‘’", ",.;:?!()\"\"''")


class Planted(NamedTuple):
    """A copy: where the piece stood, where its copy stands."""

    kind: str
    left: Passage
    right: Passage


class Maker:
    """Draws a corpus and plants copies in it."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.to_traditional = opencc.OpenCC("s2t").convert
        lines = [line for path in sorted(DATA[0].glob("*.txt")) for line in path.read_text(encoding="utf-8").splitlines()]
        self.lines = sorted({line.strip() for line in lines if len(line.strip()) >= 25})
        self.pool = [char for line in self.lines for char in line if "\u4e00" <= char <= "\u9fff"]

    def texts(self) -> list[str]:
        """Documents of 300 to 1,400 characters, every paragraph used once."""
        self.rng.shuffle(self.lines)
        texts, text, wanted = [], "", self.rng.randint(300, 1400)
        for line in self.lines:
            text += ("\n" if text else "") + line
            if len(text) >= wanted:
                texts.append(text)
                text, wanted = "", self.rng.randint(300, 1400)
        return texts

    def damaged(self, piece: str, kind: str) -> str:
        rng = self.rng
        if kind in ("edits", "scan"):
            chars = list(piece)
            for k in rng.sample(
                range(len(chars)), max(1, round(len(chars) * rng.uniform(0.02, 0.08 if kind == "edits" else 0.06)))
            ):
                other = rng.choice(self.pool)
                chars[k] = rng.choices((other, chars[k] + other, ""), (3, 1, 1))[0]
            piece = "".join(chars)
        if kind in ("marks", "scan"):
            piece = piece.translate(HALF)
        if kind == "scan":
            piece = "".join(char + (" " if rng.random() < 0.05 else "") for char in piece)
        if kind in ("wraps", "scan"):
            width = rng.randint(14, 24)
            piece = "\n".join(piece[k : k + width] for k in range(0, len(piece), width))
        return self.to_traditional(piece) if kind == "traditional" else piece

    def corpus(self) -> tuple[list[Document], list[Planted], dict[str, str]]:
        """-> documents, what was planted, and the texts before their closing was printed again."""
        texts = self.texts()
        hosts, sources = texts[: len(texts) // 2], texts[len(texts) // 2 :]
        planted, before = [], {}
        for k, host in enumerate(hosts):
            kind = KINDS[k % len(KINDS)]
            if kind == "within":
                start = host.rfind("\n", 0, len(host) - self.rng.randint(60, 200)) + 1
                texts[k], before[str(k)] = f"{host}\n{host[start:]}", host
                left, right = (str(k), start, len(host)), (str(k), len(host) + 1, len(texts[k]))
            else:
                source = self.rng.randrange(len(sources))
                size = self.rng.randint(40, min(400, len(sources[source]) // 2))
                start = self.rng.randrange(len(sources[source]) - size)
                piece = self.damaged(sources[source][start : start + size], kind)
                at = self.rng.choice([0, len(host), self.rng.randrange(len(host))])
                texts[k] = host[:at] + piece + host[at:]
                left = (str(len(hosts) + source), start, start + size)
                right = (str(k), at, at + len(piece))
            planted.append(Planted(kind, Passage(*left), Passage(*right)))
        return [Document(str(k), text) for k, text in enumerate(texts)], planted, before


def measure() -> dict[str, float]:
    counts: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for seed in range(ROUNDS):
        maker = Maker(seed)
        documents, planted, before = maker.corpus()
        repeats = find_passages(documents)
        _count_chars({document.id: document.text for document in documents}, planted, repeats, counts)
        for kind, group in groupby(sorted(planted), key=lambda plant: plant.kind):
            for plant in group:
                _add(counts, f"found_{kind}", any(_covers(plant, match.left, match.right) for match in repeats))
        acts = removable(repeats, config=PassagesConfig())
        for document in documents:
            layer = removal(document.text, acts.get(document.id, []))
            _add(counts, "removed_right", apply(document.text, layer) == before.get(document.id, document.text))
        plain = [Document(str(k), text) for k, text in enumerate(maker.texts())]
        loud = {side.document_id for match in find_passages(plain) for side in (match.left, match.right)}
        counts["quiet"][0] += len(plain) - len(loud)
        counts["quiet"][1] += len(plain)
    return {name: round(right / of, 4) for name, (right, of) in counts.items()}


def _count_chars(texts: dict[str, str], planted: list[Planted], repeats: Repeats, counts: dict[str, list[float]]) -> None:
    """Adds to precision and recall, over the letters, digits and Han characters of both sides."""
    gold, found = (
        {
            (side[0], at)
            for pair in pairs
            for side in (pair.left, pair.right)
            for at in range(side[1], side[2])
            if texts[side[0]][at].isalnum()
        }
        for pairs in (planted, repeats)
    )
    for name, whole in (("precision", found), ("recall", gold)):
        counts[name][0] += len(gold & found)
        counts[name][1] += len(whole)


def _covers(plant: Planted, left: Passage, right: Passage) -> bool:
    return any(_half(plant.left, a) and _half(plant.right, b) for a, b in ((left, right), (right, left)))


def _half(wanted: Passage, got: Passage) -> bool:
    shared = min(wanted.end, got.end) - max(wanted.start, got.start)
    return wanted.document_id == got.document_id and 2 * shared >= wanted.end - wanted.start


def _add(counts: dict[str, list[float]], name: str, right: bool) -> None:
    counts[name][0] += right
    counts[name][1] += 1


if __name__ == "__main__":
    for name, figure in sorted(measure().items()):
        print(f"{name:20s} {figure:.4f}")
