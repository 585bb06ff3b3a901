"""Makes the corpus of the deduplication benchmarks, the same on every machine.

usage: python benchmarks/dedup_corpus.py OUT.jsonl DOCUMENTS [SEED]

Texts of about 600 characters: words of one to four characters drawn by rank (Zipf) from a vocabulary made at random, in
sentences with marks.  20 % of the documents are near copies (2 to 8 % of the characters changed), 5 % exact copies, 10 % hard
negatives (40 to 65 % of the text is another's).  Copies stand anywhere in the corpus.  OUT.families.json holds, for each family,
the line numbers of its members.
"""

from __future__ import annotations

import itertools
import json
import random
import sys
from pathlib import Path

COMMON = "".join(chr(c) for c in range(0x4E00, 0x4E00 + 5000, 2))


class Writer:
    """Draws texts."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.words = ["".join(self.rng.choices(COMMON, k=self.rng.choice((1, 2, 2, 2, 3, 4)))) for _ in range(30_000)]
        self.weights = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(self.words))))

    def text(self, chars: int) -> str:
        words = self.rng.choices(self.words, cum_weights=self.weights, k=chars // 2 + 1)
        for k in range(6, len(words), 9):
            words[k] += "，" if k % 4 else "。"
        return "".join(words)[:chars]

    def edited(self, text: str) -> str:
        chars = list(text)
        for k in self.rng.sample(range(len(chars)), round(len(chars) * self.rng.uniform(0.02, 0.08))):
            chars[k] = self.rng.choice(("", self.rng.choice(COMMON), chars[k] + self.rng.choice(COMMON)))
        return "".join(chars)

    def family(self) -> list[str]:
        """A text and its kin: per 20 documents 4 near copies, 1 exact copy, 2 hard negatives."""
        base = self.text(self.rng.randint(300, 900))
        kind = self.rng.choices(("alone", "near", "exact", "hard"), (6, 4, 1, 2))[0]
        if kind == "near":
            return [base, self.edited(base)]
        if kind == "exact":
            return [base, base]
        if kind == "hard":
            cut = round(len(base) * self.rng.uniform(0.55, 0.78))
            return [base, base[:cut] + self.text(len(base) - cut)]
        return [base]


def main(out: Path, documents: int, seed: int) -> None:
    writer = Writer(seed)
    texts: list[str] = []
    families: list[list[int]] = []
    while len(texts) < documents:
        members = writer.family()[: documents - len(texts)]
        if len(members) > 1:
            families.append(list(range(len(texts), len(texts) + len(members))))
        texts += members
    places = list(range(documents))
    writer.rng.shuffle(places)  # text k stands on line places[k]
    lines = [""] * documents
    for k, place in enumerate(places):
        lines[place] = texts[k]
    with out.open("w", encoding="utf-8") as file:
        for k, text in enumerate(lines):
            file.write(json.dumps({"id": f"d{k:07d}", "text": text}, ensure_ascii=False) + "\n")
    out.with_suffix(".families.json").write_text(json.dumps([[places[k] for k in family] for family in families]))
    print(f"{out}: {documents} documents, {out.stat().st_size / 1e6:.1f} MB, {len(families)} families")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1)
