"""What a document itself shows of a cut: whether its two sides meet elsewhere in the text, and how it uses the head's first character.

A document says its own names and terms again and again (新质生产力, 链), which no shipped model can know.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, islice

from corpusclean.lines.bonds import item_before

NEAR_CHARS = 6000
"""So many characters on either side are looked at: an article, and of a long file of many articles the one that counts."""
MOST = 8
"""Characters on either side of the cut that are compared."""
STRONG = 20.0
"""So many times oftener than by chance two characters must meet to be called a pair."""
OFTEN = 3
"""So often a character must stand elsewhere for its places to say anything."""

WORDS = ("phrase", "long", "short", "pair", "weak pair", "alike", "inside", "begins", "unknown")
"""What is seen, in a word.  The two sides meet elsewhere: in ten characters or more, in five to nine, in three or four, in two far oftener than by chance
or not.  They do not, and the head's first character ends the item before that of the tail (创新链、技术|链), or stands only after other
characters of Han, or begins something somewhere, or is not known well enough."""
NATS = {
    "": 0.0,
    "phrase": 8.0,
    "long": 4.7,
    "short": 3.2,
    "pair": 3.9,
    "weak pair": 1.1,
    "alike": 2.5,
    "inside": 0.0,
    "begins": -0.7,
    "unknown": 0.0,
}
"""How much likelier each is seen where a sentence goes on further below than where it does not: its logarithm, counted on the text the
weights are fitted on (971 pairs of rows that go on, 5,721 that do not).  A phrase was not seen once in 20,000 pairs that do not: it may
say as much as the model."""


class Own:
    """The rows of a document, joined; `word(i, j)` asks what it shows of row j after row i."""

    def __init__(self, rows: Sequence[str]) -> None:
        self._rows = rows
        self._text = "\n".join(rows)
        self._starts = list(accumulate((len(row) + 1 for row in rows), initial=0))

    def words(self, pairs: Iterable[tuple[int, int]]) -> list[str]:
        """One of `WORDS` for each pair of rows; "" where the cut does not lie between two characters of Han.

        >>> Own(["中试平台连接创新链、技术", "链与产业链，", "技术链由此完整。"]).words([(0, 1)])
        ['short']
        """
        return [self._word(i, j) for i, j in pairs]

    def _word(self, i: int, j: int) -> str:
        tail, head = self._rows[i], self._rows[j]
        if not (is_han(tail[-1:]) and is_han(head[:1])):
            return ""
        at = self._starts[j]
        near = self._text[max(0, at - NEAR_CHARS) : at + NEAR_CHARS]
        last, first = tail[-1], head[0]
        met = near.count(last + first) if last != first else 0
        if not met:
            if item_before(tail) == first:
                return "alike"
            before = near.split(first)[:-1]
            if len(before) <= OFTEN:
                return "unknown"
            starts = (part for part in before if not is_han(part[-1:]))
            return "begins" if next(islice(starts, 1, None), None) is not None else "inside"  # here it begins the row itself
        reach = self._reach(near, tail, head)
        if reach > 2:
            return "phrase" if reach > 9 else "long" if reach > 4 else "short"
        return "pair" if met * len(near) >= STRONG * near.count(last) * near.count(first) else "weak pair"

    @staticmethod
    def _reach(near: str, tail: str, head: str) -> int:
        """Characters around the cut that stand together elsewhere too, 2 or more."""
        longest = 2
        for before in range(1, min(MOST, len(tail)) + 1):
            after = longest - before + 1
            while 0 < after <= min(MOST, len(head)) and tail[-before:] + head[:after] in near:
                longest, after = before + after, after + 1
        return longest


def is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"
