"""Which quotation marks of a paragraph open and which close: the price of every reading, and the cheapest."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from corpusclean.characters import BLANKS, HAN
from corpusclean.patterns import lazy_pattern
from corpusclean.protect import Protected

_HAN = lazy_pattern(rf"[{HAN}]")
_BLANK = frozenset(BLANKS)
_QUOTE = lazy_pattern('["＂“”]')
_GOES_ON = lazy_pattern(" [a-z]")
"""After a closing quote: the English sentence goes on."""
_ENDS = frozenset("，。！？；：、）》〉】』」,.!?;:)")
_INCHES = lazy_pattern(r"(?:^|[^\d\"'.])\d{1,3}(?:\.\d+)?(?:'\d{1,2})?$")
_MINUTES = lazy_pattern(r"\d['′]\d{1,2}$")
_ASCII_WORD = lazy_pattern("[A-Za-z]")

NEVER = 100
"""The cost of reading a quote against its surroundings."""


class Token(NamedTuple):
    """A double quotation mark and what it costs to read it as opening, closing, or no quotation mark (inches)."""

    at: int
    opening: int
    closing: int
    neither: int


def read_tokens(text: str, start: int, end: int, protected: Protected, *, trusted: bool = True) -> list[Token]:
    """The quotation marks of the Chinese in one paragraph; `trusted`: curly ones say themselves whether they open."""
    if not _HAN.search(text, start, end):
        return []
    places = [m.start() for m in _QUOTE.finditer(text, start, end)]
    if protected.spans[0]:
        places = [i for i in places if not protected.covers(i)]
    latin = _latin_pairs(text, start, end, places)
    fixed = {"“": (0, NEVER), "”": (NEVER, 0)} if trusted else {}
    return [
        Token(i, *fixed[text[i]], NEVER) if text[i] in fixed else _weigh(text, start, end, i) for i in places if i not in latin
    ]


def _latin_pairs(text: str, start: int, end: int, places: list[int]) -> set[int]:
    """Pairs of straight quotes that stand inside a stretch of English: said "no" to it."""
    found: set[int] = set()
    for i, j in pairwise(places):
        if i in found or text[i] != '"' or text[j] != '"' or not text[i + 1 : j].isascii():
            continue
        if _ASCII_WORD.match(text[max(start, i - 4) : i].rstrip(" (=,")[-1:]) or _GOES_ON.match(text, j + 1):
            found |= {i, j}
    return found


def _weigh(text: str, start: int, end: int, i: int) -> Token:
    """What the surroundings of one mark say."""
    before = text[i - 1] if i > start else ""
    after = text[i + 1] if i + 1 < end else ""
    opening = closing = 0
    neither = NEVER
    if not before.strip(BLANKS) and not text[start:i].strip(BLANKS):
        closing = NEVER
    elif before in "（《【『「(:：“":
        closing = 20
    elif before in _BLANK and after not in _BLANK:
        closing += 2
    elif before in "，、,；;":
        closing += 1
    elif before.isdigit():
        opening += 3
        if _INCHES.search(text, max(start, i - 8), i):
            neither = 1
            opening, closing = (NEVER, NEVER) if _MINUTES.search(text, max(start, i - 4), i) else (opening, closing)
    if not after.strip(BLANKS) and not text[i:end].strip(BLANKS + '"＂'):
        opening = NEVER
    elif after in _ENDS:
        opening += 20
    elif after in _BLANK and before not in _BLANK:
        opening += 2
    if before in "。！？!?…":
        opening += 1
    return Token(i, opening, closing, neither)


def best(tokens: list[Token], *, inside: bool, ends_inside: bool) -> str | None:
    """The cheapest reading that starts and ends outside or inside a quotation; None if every one goes against the surroundings."""
    states: dict[int, tuple[int, str]] = {int(inside): (0, "")}
    for token in tokens:
        following: dict[int, tuple[int, str]] = {}
        for depth, (cost, path) in states.items():
            for then, price, sign in (
                (depth + 1, token.opening + 5 * depth, "("),
                (depth - 1, token.closing, ")"),
                (depth, token.neither, "."),
            ):
                known = following.get(then)
                if 0 <= then <= 2 and price < NEVER and (known is None or cost + price < known[0]):
                    following[then] = cost + price, path + sign
        states = following
    best = states.get(int(ends_inside))
    return best[1] if best and best[0] < 20 else None
