"""Prints what is seen of each break of a text and what it is worth: the sum that decides.

usage: explain_break.py FILE.txt [CHARACTERS OF THE TAIL]
"""

from __future__ import annotations

import sys
from pathlib import Path

from corpusclean.lines.arrange import Rows
from corpusclean.lines.breaks import (
    NEVER,
    language_group,
    language_slopes,
    limited,
    own_name,
    probability,
    weighed,
    without_language,
)
from corpusclean.lines.evidence import observations
from corpusclean.lines.language import continues
from corpusclean.lines.layout import survey
from corpusclean.lines.reading import Reading
from corpusclean.lines.weights import WEIGHTS


def main(path: str, tail: str = "") -> None:
    lines = survey(Path(path).read_text(encoding="utf-8")).lines()
    if len(lines) < 2:
        sys.exit(f"{path}: no break to explain, for it has fewer than two lines that are not blank")
    reading = Reading(Rows.of(lines))
    for i in range(len(lines) - 1):
        a, b = reading.texts[i], reading.texts[i + 1]
        if not a.endswith(tail):
            continue
        signs = reading.signs(i, i + 1)
        print(f"{a[-16:]} | {b[:16]}")
        if without_language(signs) == NEVER:
            print("    never joined: a block of its own")
            continue
        nats = continues(a, b)
        slope = language_slopes(signs)[nats < 0]
        for name in observations(signs):
            print(f"    {WEIGHTS.get(name, 0.0):+6.2f}  {name}")
        print(f"    {slope * limited(signs, nats):+6.2f}  language: {nats:+.1f} nats at {slope:.2f} ({language_group(signs)})")
        (word,) = reading.own.words([(i, i + 1)])
        if word:
            print(f"    {WEIGHTS.get(own_name(signs, word), 0.0):+6.2f}  {own_name(signs, word)}")
        weight = weighed(None)[reading.numbers([i], [i + 1])[0]]
        logit = weight.with_own(weight.with_language(nats), word)
        print(f"    {logit:+6.2f}  = {probability(logit):.3f}")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(*sys.argv[1:])
