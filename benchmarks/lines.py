"""Speed of line repair on clean and on hard-wrapped text, and the share of it spent in the language model.

usage: lines.py FOLDER_OF_CLEAN_TEXT [FOLDER_OF_WRAPPED_TEXT]      (.txt files; without the second the clean text is wrapped at 20 em)
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from corpusclean.config import LinesConfig
from corpusclean.lines import repair
from corpusclean.protect import Protected

ROUNDS = 3


def wrapped(text: str, width: int = 20) -> str:
    return "\n".join(row[at : at + width] for row in text.split("\n") for at in range(0, max(len(row), 1), width))


def clock(texts: Sequence[str]) -> tuple[float, float]:
    """Seconds of one pass over the texts, and those of them in the model: the best of some rounds."""
    asked = 0.0
    ask: Callable[[Sequence[tuple[str, str]]], Sequence[float]] = repair.continues

    def timed(pairs: Sequence[tuple[str, str]]) -> Sequence[float]:
        nonlocal asked
        start = time.process_time()
        answers = ask(pairs)
        asked += time.process_time() - start
        return answers

    repair.continues = timed
    best = (1e9, 0.0)
    for _ in range(ROUNDS):
        asked, start = 0.0, time.process_time()
        for text in texts:
            repair.find(text, LinesConfig(), Protected(text))
        best = min(best, (time.process_time() - start, asked))
    repair.continues = ask
    return best


def main(clean: str, other: str = "") -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(Path(clean).glob("*.txt"))]
    broken = (
        [path.read_text(encoding="utf-8") for path in sorted(Path(other).glob("*.txt"))] if other else [wrapped(t) for t in texts]
    )
    repair.find("预热模型的一\n行。", LinesConfig(), Protected(""))
    for name, kind in (("clean", texts), ("hard-wrapped", broken)):
        size = sum(len(text.encode("utf-8")) for text in kind) / 1e6
        seconds, asked = clock(kind)
        print(
            f"{name}: {size / seconds:.1f} MB/s ({len(kind)} texts, {size:.2f} MB), {100 * asked / seconds:.0f} % in the language model"
        )


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(*sys.argv[1:])
