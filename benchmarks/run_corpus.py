"""Makes a corpus of any size from newspaper paragraphs, for benchmarks/run.py.

usage: python benchmarks/run_corpus.py PARAGRAPHS.txt OUT.jsonl MEGABYTES [SEED]

PARAGRAPHS.txt has one paragraph a line.  A paragraph drawn again and again would make a corpus of nothing but repeats, so texts are
put together from its clauses, in most of which two characters are changed: stretches of more than ten characters then stand as
often twice as in a newspaper, not in every tenth document.  Documents have 100 to 6,000 characters, half of them less than 800.
Of 100 documents 5 are near copies of one of the 500 before (1 % of the characters changed), 3 repeat a paragraph of one, 8 have half-width
marks, 4 are hard-wrapped, 3 have stray spaces.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import deque
from collections.abc import Iterator
from pathlib import Path

MARKS = "，。；：？！、"
CLAUSE = re.compile(f"[^{MARKS}]+[{MARKS}]?")
LONGEST_CLAUSE = 14
NARROW = str.maketrans("，；：？！（）", ",;:?!()")


class Writer:
    """Draws documents."""

    def __init__(self, paragraphs: list[str], seed: int) -> None:
        self.rng = random.Random(seed)
        clauses = [clause for paragraph in paragraphs for clause in CLAUSE.findall(paragraph)]
        short = [clause for clause in clauses if 3 <= len(clause) <= LONGEST_CLAUSE and "“" not in clause and "”" not in clause]
        self.ends = [clause for clause in short if clause[-1] in "。？！"]
        self.others = [clause for clause in short if clause[-1] in "，；：、"]
        self.letters = [letter for clause in short for letter in clause if "\u4e00" <= letter <= "\u9fff"]
        self.earlier: deque[list[str]] = deque(maxlen=500)

    def documents(self) -> Iterator[str]:
        while True:
            kind = self.rng.random()
            if kind < 0.05 and self.earlier:
                paragraphs = [self.changed(paragraph, len(paragraph) // 100) for paragraph in self.rng.choice(self.earlier)]
            else:
                chars, paragraphs = min(6_000, max(100, round(self.rng.lognormvariate(6.7, 0.8)))), []
                while chars > 0:
                    paragraphs.append(self.paragraph(min(chars, self.rng.randint(60, 400))))
                    chars -= len(paragraphs[-1])
                if kind < 0.08 and self.earlier:
                    paragraphs.append(self.rng.choice(self.rng.choice(self.earlier)))
                self.earlier.append(paragraphs)
            yield self.dirty("\n".join(paragraphs))

    def paragraph(self, chars: int) -> str:
        drawn = self.rng.choices(self.others, k=chars // 8 + 1)
        drawn[3::4] = self.rng.choices(self.ends, k=len(drawn[3::4]))
        drawn[-1] = self.rng.choice(self.ends)
        return "".join(clause if self.rng.random() < 0.2 else self.changed(clause, 2) for clause in drawn)

    def changed(self, text: str, times: int) -> str:
        """The text with that many letters replaced by others."""
        for _ in range(times):
            at = int(self.rng.random() * len(text))
            if "\u4e00" <= text[at] <= "\u9fff":
                text = f"{text[:at]}{self.letters[int(self.rng.random() * len(self.letters))]}{text[at + 1 :]}"
        return text

    def dirty(self, text: str) -> str:
        kind = self.rng.random()
        if kind < 0.08:
            return text.translate(NARROW)
        if kind < 0.12:
            width = self.rng.randint(20, 40)
            return "\n".join(line[at : at + width] for line in text.split("\n") for at in range(0, len(line), width))
        if kind < 0.15:
            return "".join(letter + " " if letter not in "\n" and self.rng.random() < 0.03 else letter for letter in text)
        return text


def main(source: Path, out: Path, megabytes: float, seed: int) -> None:
    paragraphs = [line.strip() for line in source.read_text(encoding="utf-8").splitlines() if len(line) >= 20]
    written = 0
    with out.open("wb") as file:
        for number, text in enumerate(Writer(paragraphs, seed).documents()):
            record = {"id": f"d{number:08d}", "source": f"s{number % 7}", "text": text}
            written += file.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")
            if written >= megabytes * 1e6:
                print(f"{number + 1} documents, {written / 1e6:.0f} MB")
                return


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4]) if len(sys.argv) > 4 else 1)
