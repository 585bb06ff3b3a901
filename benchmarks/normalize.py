"""Compares all normalization rules together with other cleaners on the same documents, in one run, on one core.

usage: python benchmarks/normalize.py [MEGABYTES] [--interpreted]

Peers are measured where they are installed (`pip install autocorrect-py==2.14.0 pangu==6.1.0 ftfy==6.3.1 zhconv==1.4.3`).
Rates are MB of UTF-8 a second of CPU time, the best of five rounds in which the tools take turns; what counts is the ratio.
Ours is measured as in bulk work, with its loops compiled (`running`): many documents at once (`clean_many`, which is what a run
does) and one at a time (`clean`); `--interpreted` shows it as it runs on a few texts.  The peers take one text at a time.
Documents of 2 to 6 kB are drawn from quality/text: `clean` as it is, `mixed` with names, numbers and addresses and a dirty
paragraph in four, `dirty` with narrow marks, straight quotes, full-width digits, stray blanks and invisible characters throughout.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import corpusclean as cc
from corpusclean import running
from corpusclean.config import CleanConfig, LinesConfig, Switch

PARAGRAPHS = Path(__file__).parents[1] / "quality" / "text"
ROUNDS = 5
NARROW = str.maketrans(dict(zip("，。；：？！（）“”", ',.;:?!()""', strict=True)))
FULL = {0x30 + k: 0xFF10 + k for k in range(10)}
SET_IN = ["iPhone 15", "GDP", "3,000", "12:30", "https://example.com/a,b?c=1", "Windows 11", "U.S.", "v1.2.3", "node.js", "35%"]
RULES_OF_LINES = {"columns": Switch(enabled=False), "lines": LinesConfig(enabled=False)}
"""Line repair is no normalization, and no peer does it."""


def paragraphs() -> list[str]:
    lines = (line.strip() for path in sorted(PARAGRAPHS.glob("*.txt")) for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if len(line) > 20]


def as_it_is(text: str, rng: random.Random) -> str:
    return text


def dirtied(text: str, rng: random.Random) -> str:
    text = "".join(c.translate(NARROW) if rng.random() < 0.6 else c for c in text)
    if rng.random() < 0.3:
        text = text.translate(FULL)
    spoiled = []
    for c in text:
        spoiled.append(c)
        if c in ",.;:?!" and rng.random() < 0.5:
            spoiled.append(" ")
        elif rng.random() < 0.01:
            spoiled.append(rng.choice((" ", " ", "\u3000", "\u200b")))
    return "".join(spoiled)


def mixed(text: str, rng: random.Random) -> str:
    if rng.random() < 0.25:
        return dirtied(text, rng)
    if rng.random() < 0.5:
        at = rng.randrange(len(text))
        return text[:at] + rng.choice(("", " ")) + rng.choice(SET_IN) + rng.choice(("", " ")) + text[at:]
    return text


def documents(spoil: Callable[[str, random.Random], str], *, megabytes: float, seed: int) -> list[str]:
    rng, pool = random.Random(seed), paragraphs()
    docs, size = [], 0
    while size < megabytes * 1e6:
        wanted, doc = rng.randint(700, 2_000), []
        while sum(map(len, doc)) < wanted:
            doc.append(spoil(rng.choice(pool), rng))
        docs.append("\n".join(doc))
        size += len(docs[-1].encode())
    return docs


OURS, OURS_ALONE, AUTOCORRECT = "corpusclean", "corpusclean alone", "autocorrect-py"
Tool = Callable[[list[str]], object]


def tools() -> dict[str, Tool]:
    """Ours, then the peers that are installed."""
    config = replace(CleanConfig(), **RULES_OF_LINES)
    found: dict[str, Tool] = {
        OURS: lambda docs: list(cc.clean_many((cc.Document("", text) for text in docs), config=config)),
        OURS_ALONE: lambda docs: [cc.clean(cc.Document("", text), config=config) for text in docs],
    }
    try:
        import autocorrect_py

        found[AUTOCORRECT] = lambda docs: list(map(autocorrect_py.format, docs))
    except ImportError:
        pass
    try:
        import pangu

        space = pangu.spacing_text if hasattr(pangu, "spacing_text") else pangu.space_text
        found["pangu"] = lambda docs: list(map(space, docs))
    except ImportError:
        pass
    try:
        import ftfy

        found["ftfy"] = lambda docs: list(map(ftfy.fix_text, docs))
    except ImportError:
        pass
    try:
        import zhconv

        found["zhconv"] = lambda docs: [zhconv.convert(text, "zh-cn") for text in docs]
    except ImportError:
        pass
    return found


def measure(tool: Tool, docs: list[str]) -> float:
    started = time.process_time()
    tool(docs)
    return time.process_time() - started


def main(megabytes: float) -> None:
    print(f"{'':18}" + "".join(f"{kind:>16}" for kind in ("clean", "mixed", "dirty")))
    rates: dict[str, list[float]] = {}
    for seed, spoil in enumerate((as_it_is, mixed, dirtied)):
        docs = documents(spoil, megabytes=megabytes, seed=seed)
        size = sum(len(doc.encode()) for doc in docs) / 1e6
        best = dict.fromkeys(tools(), float("inf"))
        for name, tool in tools().items():
            tool(docs[:2])
            slow = name not in (OURS, OURS_ALONE, AUTOCORRECT)
            few = docs[: max(1, len(docs) // 10)] if slow else docs
            scale = sum(len(doc.encode()) for doc in few) / 1e6 / size
            best[name] = min(best[name], measure(tool, few) / scale)
        for _ in range(ROUNDS):
            for name in (OURS, OURS_ALONE, AUTOCORRECT):
                if name in best:
                    best[name] = min(best[name], measure(tools()[name], docs))
        for name, seconds in best.items():
            rates.setdefault(name, []).append(size / seconds)
    for name, row in rates.items():
        ratios = [rate / other for rate, other in zip(row, rates[OURS], strict=True)]
        cells = (f"{rate:7.1f} ({ratio:4.2f})" for rate, ratio in zip(row, ratios, strict=True))
        print(f"{name:18}" + "".join(f"{cell:>16}" for cell in cells))
    print("MB/s of CPU time; in brackets the ratio to corpusclean")


if __name__ == "__main__":
    interpreted = "--interpreted" in sys.argv
    running.compiles_after = float("inf") if interpreted else 0
    sizes = [float(word) for word in sys.argv[1:] if not word.startswith("--")]
    main(sizes[0] if sizes else 2.0)
