"""quotes: straight quotes become “ ” and ‘ ’, paired over the whole paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from corpusclean.characters import BLANKS, HAN, WIDE
from corpusclean.edits import Layer, Note
from corpusclean.protect import Protected
from corpusclean.rules import Risk, Rule

_STRAIGHT = re.compile(r"[\"＂]|(?<![A-Za-z0-9])'(?=[^A-Za-z0-9\s])|(?<=[^A-Za-z0-9\s])'(?![A-Za-z0-9])")
_QUOTE = re.compile("[\"＂“”]|''")
_SINGLE = re.compile("['‘’]")
_HAN = re.compile(rf"[{HAN}]")
_CHINESE = re.compile(rf"[{HAN}{WIDE}]")
_BLANK = frozenset(BLANKS)
_ENDS = frozenset("，。！？；：、）》〉】』」,.!?;:)")
_LEADS = frozenset("：（《〈【『「(:，、,；")
_INCHES = re.compile(r"(?:^|[^\d\"'.])\d{1,3}(?:\.\d+)?(?:'\d{1,2})?$")

_MINUTES = re.compile(r"\d['′]\d{1,2}$")
_ASCII_WORD = re.compile("[A-Za-z]")

_NEVER = 100
"""The cost of reading a quote against its surroundings."""


class _Token(NamedTuple):
    """A double quotation mark and what it costs to read it as opening, closing, or no quotation mark (inches)."""

    at: int
    opening: int
    closing: int
    neither: int


def find(text: str, options: Any, protected: Protected) -> Layer:
    """Straight quotes of Chinese paragraphs become “ ”; of those left and right the surroundings decide, then alternation.

    他说:"好" -> 他说：“好”; in code, English sentences, 5'10" and 27" they stay.  A quotation that runs over paragraphs opens in
    each and closes in the last.  A paragraph whose quotes cannot be paired stays as it is, with a note `unpaired_quote`.
    """
    if not _STRAIGHT.search(text):
        return Layer("quotes")
    edits: list[tuple[int, int, str]] = []
    notes: list[Note] = []
    for block in _blocks(text, protected):
        readings = _read(block)
        for (start, end, tokens), reading in zip(block, readings, strict=True):
            if reading is None:
                notes += _unpaired(text, start, end, tokens)
                continue
            edits += _written(text, tokens, reading)
    edits += _single_quotes(text, protected)
    edits.sort()
    return Layer("quotes", [e[0] for e in edits], [e[1] for e in edits], [e[2] for e in edits], notes=tuple(notes))


Paragraph = tuple[int, int, list[_Token]]


def _blocks(text: str, protected: Protected) -> Iterator[list[Paragraph]]:
    """Paragraphs with quotes, those that follow each other without one between them in one block."""
    block: list[Paragraph] = []
    previous_end = -1
    done = 0
    for m in _QUOTE.finditer(text):
        if m.start() < done:
            continue
        start = text.rfind("\n", 0, m.start()) + 1
        end = text.find("\n", m.start())
        end = len(text) if end < 0 else end
        done = end
        tokens = _tokens(text, start, end, protected)
        if not tokens:
            continue
        if block and text[previous_end:start].strip():
            yield block
            block = []
        block.append((start, end, tokens))
        previous_end = end
    if block:
        yield block


def _tokens(text: str, start: int, end: int, protected: Protected) -> list[_Token]:
    """The quotation marks of the Chinese in one paragraph."""
    if not _HAN.search(text, start, end):
        return []
    places = [m.start() for m in _QUOTE.finditer(text, start, end)]
    if protected.spans[0]:
        places = [i for i in places if not protected.covers(i)]
    latin = _latin_pairs(text, start, end, places)
    return [_weigh(text, start, end, i) for i in places if i not in latin]


def _latin_pairs(text: str, start: int, end: int, places: list[int]) -> set[int]:
    """Pairs of straight quotes that stand inside a stretch of English: said "no" to it."""
    found: set[int] = set()
    for i, j in pairwise(places):
        if i in found or text[i] != '"' or text[j] != '"' or not text[i + 1 : j].isascii():
            continue
        if _ASCII_WORD.match(text[max(start, i - 2) : i].rstrip(" (=,")[-1:]):
            found |= {i, j}
    return found


def _weigh(text: str, start: int, end: int, i: int) -> _Token:
    """What the surroundings of one mark say."""
    mark = text[i]
    if mark == "“":
        return _Token(i, 0, _NEVER, _NEVER)
    if mark == "”":
        return _Token(i, _NEVER, 0, _NEVER)
    before = text[i - 1] if i > start else ""
    after = text[i + 1] if i + 1 < end else ""
    opening = closing = 0
    neither = _NEVER
    if not before.strip(BLANKS) and not text[start:i].strip(BLANKS):
        closing = _NEVER
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
            opening, closing = (_NEVER, _NEVER) if _MINUTES.search(text, max(start, i - 4), i) else (opening, closing)
    if not after.strip(BLANKS) and not text[i:end].strip(BLANKS + '"＂'):
        opening = _NEVER
    elif after in _ENDS:
        opening += 20
    elif after in _BLANK and before not in _BLANK:
        opening += 2
    if before in "。！？!?…":
        opening += 1
    return _Token(i, opening, closing, neither)


def _read(block: list[Paragraph]) -> list[str | None]:
    """For each paragraph its quotes as a string of `(`, `)` and `.` (no quotation mark); None where they contradict each other.

    A paragraph that reads well alone is read alone; one that leaves a quotation open must be taken up by the next.
    """
    readings: list[str | None] = []
    k = 0
    while k < len(block):
        alone = _best(block[k][2], inside=False, ends_inside=False)
        if alone is not None:
            readings.append(alone)
            k += 1
            continue
        chain = _chain(block, k)
        readings += chain or [None]
        k += len(chain) or 1
    return readings


def _chain(block: list[Paragraph], k: int) -> list[str | None]:
    """The readings of a quotation that opens in paragraph k and closes in a later one; empty if there is none."""
    first = _best(block[k][2], inside=False, ends_inside=True)
    if first is None:
        return []
    readings: list[str | None] = [first]
    for start, _, tokens in block[k + 1 :]:
        reopens = tokens[0].closing >= _NEVER and tokens[0].at - start < 3
        rest = tokens[1:] if reopens else tokens
        lead = "(" if reopens else ""
        last = _best(rest, inside=True, ends_inside=False)
        if last is not None and (reopens or len(readings) == 1):
            return [*readings, lead + last]
        more = _best(rest, inside=True, ends_inside=True)
        if more is None or not reopens:
            return []
        readings.append(lead + more)
    return []


def _best(tokens: list[_Token], *, inside: bool, ends_inside: bool) -> str | None:
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
                if 0 <= then <= 2 and price < _NEVER and (known is None or cost + price < known[0]):
                    following[then] = cost + price, path + sign
        states = following
    best = states.get(int(ends_inside))
    return best[1] if best and best[0] < 20 else None


def _written(text: str, tokens: list[_Token], reading: str) -> Iterator[tuple[int, int, str]]:
    """The edits of one paragraph; a quotation within a quotation takes ‘ ’ (GB/T 15834-2011, 4.8.3.4)."""
    depth = 0
    for token, sign in zip(tokens, reading, strict=True):
        depth -= sign == ")"
        if sign != "." and text[token.at] not in "“”":
            start, end = token.at, token.at + 1
            if sign == "(":
                end = _over_blanks(text, end, 1)
                if start and _CHINESE.match(text[_over_blanks(text, start, -1) - 1]):
                    start = _over_blanks(text, start, -1)
            else:
                start = _over_blanks(text, start, -1)
                beyond = _over_blanks(text, end, 1)
                if _CHINESE.match(text[beyond : beyond + 1]):
                    end = beyond
            yield start, end, ("“‘" if sign == "(" else "”’")[depth > 0]
        depth += sign == "("


def _over_blanks(text: str, i: int, step: int) -> int:
    while 0 < i < len(text) and text[i if step > 0 else i - 1] in _BLANK:
        i += step
    return i


def _single_quotes(text: str, protected: Protected) -> Iterator[tuple[int, int, str]]:
    """'你好' -> ‘你好’: straight single quotes around Chinese, where a line has them in plain pairs; apostrophes and feet are none."""
    if "'" not in text:
        return
    for m in _SINGLE_PAIR.finditer(text):
        if not protected.covers(m.start()) and not protected.covers(m.end() - 1) and _HAN.search(m[1]):
            yield m.start(), m.start() + 1, "‘"
            yield m.end() - 1, m.end(), "’"


_SINGLE_PAIR = re.compile(
    rf"(?<![A-Za-z0-9'])'(?=[{HAN}{WIDE}A-Za-z0-9])([^'‘’\"\n]*)(?<=[{HAN}{WIDE}A-Za-z0-9%.!?,])'(?![A-Za-z0-9'])"
)


def _unpaired(text: str, start: int, end: int, tokens: list[_Token]) -> list[Note]:
    if all(text[token.at] in "“”" for token in tokens):
        return []
    first = next(token.at for token in tokens if text[token.at] not in "“”")
    return [
        Note(first, first + 1, "unpaired_quote", f"{len(tokens)} quotation marks of this paragraph do not pair; left as they are")
    ]


QUOTES = Rule(
    name="quotes",
    risk=Risk.STYLE,
    find=find,
    summary="Straight quotation marks of Chinese text become “ ” and ‘ ’, paired per paragraph.",
    why="A straight mark does not say where a quotation opens; paired over the whole paragraph it can be known, and where it cannot, it is left.",
    source="GB/T 15834-2011, 4.8 (quotation marks), 4.8.3.4 (within a quotation), 4.8.3.5 (over several paragraphs)",
)
