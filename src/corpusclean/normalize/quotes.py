"""quotes: straight quotes become “ ” and ‘ ’, paired over the whole paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from corpusclean.characters import BLANKS, HAN, WIDE
from corpusclean.edits import Layer, Note
from corpusclean.normalize.quotations import NEVER, Token, best, read_tokens
from corpusclean.patterns import lazy_pattern
from corpusclean.protect import Protected
from corpusclean.rules import Risk, Rule

Edit = tuple[int, int, str]

_DOUBLE = lazy_pattern('["＂]')
_OTHER = lazy_pattern("[＂“”]")
_PLAIN_PAIR = lazy_pattern(
    r""""(?<![0-9A-Za-z]")(?<![0-9A-Za-z\s(=,]\s")(?<!\s")(?=[^，。！？；：、）》〉】』」,.!?;:)\s])"""
    r"""[^"\n]*"(?<![（《【『「(:：\s]")(?!\s)"""
)
_CURLY = lazy_pattern("[“”]")
_WRONG_WAY = lazy_pattern(r"“(?:[，。！？；：、）,.;:?!)\n]|[^“”\n]*“)")
_TWO_CLOSING = lazy_pattern(r"”[^“”\n]*”")
_GAP = lazy_pattern(r"\s*")
_HAN = lazy_pattern(rf"[{HAN}]")
_CHINESE = lazy_pattern(rf"[{HAN}{WIDE}]")
_BLANK = frozenset(BLANKS)


def find(text: str, options: Any, protected: Protected) -> Layer:
    """Straight quotes of Chinese paragraphs become “ ”; of those left and right the surroundings decide, then alternation.

    他说:"好" -> 他说：“好”; in code, English sentences, 5'10" and 27" they stay.  A quotation that runs over paragraphs opens in
    each and closes in the last; curly quotes that stand the wrong way round (”好“) are turned.  A paragraph whose quotes cannot
    be paired stays as it is, with a note `unpaired_quote`.
    """
    turned = _WRONG_WAY.search(text) or _TWO_CLOSING.search(text)
    if not turned and "＂" not in text and '"' not in text and "'" not in text:
        return Layer("quotes")
    edits: list[Edit] = []
    notes: list[Note] = []
    done = 0
    for m in _DOUBLE.finditer(text):
        if m.start() < done:
            continue
        start, done = _paragraph(text, m.start())
        plain = _plain_pairs(text, start, done, protected)
        if plain is None:
            done = _weighed(text, start, done, protected, edits, notes)
        else:
            edits += plain
    if turned:
        edits += _turned(text, protected)
    if "'" in text:
        edits += _single_quotes(text, protected)
    edits.sort()
    starts, ends, afters = zip(*edits, strict=True) if edits else ((), (), ())
    return Layer("quotes", starts, ends, afters, notes=tuple(notes))


def _paragraph(text: str, at: int) -> tuple[int, int]:
    """The line that holds offset `at` -> start, end."""
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


def _plain_pairs(text: str, start: int, end: int, protected: Protected) -> list[Edit] | None:
    """The edits of a paragraph in which straight quotes simply alternate and nothing speaks against it; None if it takes weighing.

    Most paragraphs are like this; it is what `_best` would find, at a tenth of the price.
    """
    spans = [m.span() for m in _PLAIN_PAIR.finditer(text, start, end)]
    if 2 * len(spans) != text.count('"', start, end) or _OTHER.search(text, start, end):
        return None
    if protected.spans[0] and any(protected.covers(a) or protected.covers(b - 1) for a, b in spans):
        return None
    if not _HAN.search(text, start, end):
        return []
    return [edit for a, b in spans for edit in ((a, a + 1, "“"), (b - 1, b, "”"))]


def _weighed(text: str, start: int, end: int, protected: Protected, edits: list[Edit], notes: list[Note]) -> int:
    """Adds the edits or the note of a paragraph that takes weighing, with those its quotation runs on into -> where it ends."""
    tokens = read_tokens(text, start, end, protected)
    if not tokens:
        return end
    reading = best(tokens, inside=False, ends_inside=False)
    if reading is not None:
        edits += _written(text, tokens, reading)
        return end
    chain = _chain(text, tokens, end, protected)
    for paragraph, reading, paragraph_end in chain:
        edits += _written(text, paragraph, reading)
        end = paragraph_end
    if not chain:
        notes += _unpaired(text, tokens)
    return end


def _turned(text: str, protected: Protected) -> Iterator[Edit]:
    """The edits of paragraphs with curly quotes alone, some of them the wrong way round: they are read as if they were straight."""
    done = 0
    for m in _CURLY.finditer(text):
        if m.start() < done:
            continue
        start, done = _paragraph(text, m.start())
        marks = [c for c in text[start:done] if c in '“”"＂']
        if '"' in marks or "＂" in marks or len(marks) % 2 or _nests(marks):
            continue
        tokens = read_tokens(text, start, done, protected, trusted=False)
        reading = best(tokens, inside=False, ends_inside=False)
        if reading is not None and "((" not in reading:
            pairs = zip(tokens, ["“" if sign == "(" else "”" for sign in reading], strict=True)
            yield from ((t.at, t.at + 1, mark) for t, mark in pairs if text[t.at] != mark)


def _nests(marks: list[str]) -> bool:
    """Whether curly quotes open and close in order, within each other or not."""
    depth = 0
    for mark in marks:
        depth += 1 if mark == "“" else -1
        if depth < 0:
            return False
    return depth == 0


def _chain(text: str, tokens: list[Token], end: int, protected: Protected) -> list[tuple[list[Token], str, int]]:
    """The paragraphs of a quotation that opens in the first and closes in a later one -> tokens, reading and end of each, or nothing.

    Each paragraph after the first opens again (GB/T 15834-2011, 4.8.3.5); the second may also just go on, where a line broke it.
    """
    first = best(tokens, inside=False, ends_inside=True)
    if first is None:
        return []
    chain = [(tokens, first, end)]
    while end < len(text):
        start = end + len(_GAP.match(text, end)[0])  # type: ignore[index]
        start, end = _paragraph(text, start)
        tokens = read_tokens(text, start, end, protected)
        if not tokens:
            return []
        reopens = tokens[0].closing >= NEVER and not text[start : tokens[0].at].strip(BLANKS)
        if not reopens and len(chain) > 1:
            return []
        rest, lead = (tokens[1:], "(") if reopens else (tokens, "")
        last = best(rest, inside=True, ends_inside=False)
        if last is not None:
            return [*chain, (tokens, lead + last, end)]
        more = best(rest, inside=True, ends_inside=True)
        if more is None or not reopens:
            return []
        chain.append((tokens, lead + more, end))
    return []


def _written(text: str, tokens: list[Token], reading: str) -> Iterator[Edit]:
    """The edits of one paragraph; a quotation within a quotation takes ‘ ’ (GB/T 15834-2011, 4.8.3.4)."""
    depth = max(reading.count(")") - reading.count("("), 0)
    last = 0
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
            start, last = max(start, last), end
            yield start, end, ("“‘" if sign == "(" else "”’")[depth > 0]
        depth += sign == "("


def _over_blanks(text: str, i: int, step: int) -> int:
    while 0 < i < len(text) and text[i if step > 0 else i - 1] in _BLANK:
        i += step
    return i


def _single_quotes(text: str, protected: Protected) -> Iterator[Edit]:
    """'你好' -> ‘你好’: straight single quotes around Chinese, where a line has them in plain pairs; apostrophes and feet are none."""
    if "'" not in text:
        return
    for m in _SINGLE_PAIR.finditer(text):
        if not protected.covers(m.start()) and not protected.covers(m.end() - 1) and _HAN.search(m[1]):
            yield m.start(), m.start() + 1, "‘"
            yield m.end() - 1, m.end(), "’"


_SINGLE_PAIR = lazy_pattern(
    rf"(?<![A-Za-z0-9'])'(?=[{HAN}{WIDE}A-Za-z0-9])([^'‘’\"“”\n]*)(?<=[{HAN}{WIDE}A-Za-z0-9%.!?,])'(?![A-Za-z0-9'])"
)


def _unpaired(text: str, tokens: list[Token]) -> Iterator[Note]:
    straight = [token.at for token in tokens if text[token.at] not in "“”"]
    if straight:
        message = f"the {len(tokens)} quotation marks of this paragraph do not pair; left as they are"
        yield Note(straight[0], straight[0] + 1, "unpaired_quote", message)


QUOTES = Rule(
    name="quotes",
    risk=Risk.STYLE,
    find=find,
    summary="Straight quotation marks of Chinese text become “ ” and ‘ ’, paired per paragraph.",
    why="A straight mark does not say where a quotation opens; paired over the whole paragraph it can be known, and where it cannot, it is left.",
    source="GB/T 15834-2011, 4.8 (quotation marks), 4.8.3.4 (within a quotation), 4.8.3.5 (over several paragraphs)",
)
