"""Speed of line repair on clean and on hard-wrapped text, the share of it spent in the language model, and what `columns` takes.

usage: lines.py FOLDER_OF_CLEAN_TEXT [PARAGRAPHS.txt or .txt.xz]

The .txt files of the folder are texts of ordinary size; the paragraphs, one a line, make documents of 20 and one of 1 MB.  All are
measured as they are and wrapped at 20 em, with compiled loops, in the processor's time of the fastest of some rounds.
"""

from __future__ import annotations

import lzma
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpusclean import running
from corpusclean.config import LinesConfig, Switch
from corpusclean.lines import columns, language, repair
from corpusclean.protect import Protected

ROUNDS = 15
MB = 1e6
DOCUMENTS, PARAGRAPHS, LONG_CHARS = 100, 20, 350_000


def wrapped(text: str, width: int = 20) -> str:
    return "\n".join(row[at : at + width] for row in text.split("\n") for at in range(0, max(len(row), 1), width))


def clock(texts: Sequence[str]) -> tuple[float, float, float]:
    """Seconds of `lines` over the texts, those of them in the model, and seconds of `columns`: the least of some rounds."""
    asked = 0.0
    ask = language.answers

    def timed(cuts: Sequence[str]) -> language.Floats:
        nonlocal asked
        start = time.process_time()
        found = ask(cuts)
        asked += time.process_time() - start
        return found

    language.answers = timed
    best, least = (1e9, 0.0), 1e9
    for _ in range(ROUNDS):
        start = time.process_time()
        for text in texts:
            columns.find(text, Switch(), Protected(text))
        least = min(least, time.process_time() - start)
        asked, start = 0.0, time.process_time()
        for text in texts:
            repair.find(text, LinesConfig(), Protected(text))
        best = min(best, (time.process_time() - start, asked))
    language.answers = ask
    return *best, least


def samples(folder: str, paragraphs: str) -> Iterator[tuple[str, list[str]]]:
    yield "texts of ordinary size", [path.read_text(encoding="utf-8") for path in sorted(Path(folder).glob("*.txt"))]
    if paragraphs:
        opened = lzma.open if paragraphs.endswith(".xz") else open
        with opened(paragraphs, "rt", encoding="utf-8") as file:
            lines = [line for line in file.read().split("\n") if line]
        yield (
            f"documents of {PARAGRAPHS} paragraphs",
            ["\n".join(lines[PARAGRAPHS * k : PARAGRAPHS * (k + 1)]) for k in range(DOCUMENTS)],
        )
        whole = "\n".join(lines)
        yield "one long document", [whole[: whole.index("\n", min(LONG_CHARS, len(whole) - len(lines[-1]) - 1))]]


def main(folder: str, paragraphs: str = "") -> None:
    running.compiles_after = -1
    repair.find("预热模型的一\n行。", LinesConfig(), Protected(""))
    for name, texts in samples(folder, paragraphs):
        for form, kind in (("clean", texts), ("hard-wrapped", [wrapped(text) for text in texts])):
            size = sum(len(text.encode("utf-8")) for text in kind) / MB
            seconds, asked, beside = clock(kind)
            print(
                f"{name}, {form} ({len(kind)}, {size:.2f} MB): {size / seconds:.1f} MB/s, "
                f"{100 * asked / seconds:.0f} % in the language model; columns {size / beside:.0f} MB/s"
            )


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(*sys.argv[1:])
