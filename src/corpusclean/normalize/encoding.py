"""Encoding: text that was decoded with the wrong table, and characters written as HTML entities or escapes."""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import replace

from corpusclean.characters import GARBLED, GBK_NEXT, GBK_SIGNS, LATIN_SIGNS, WRECKS
from corpusclean.config import EncodingConfig
from corpusclean.edits import Layer, Note, apply, compose, nothing, touched
from corpusclean.joined import SEPARATOR, parts, together
from corpusclean.kinds import IS_GARBLED
from corpusclean.normalize.mojibake import (
    LATIN_NEXT,
    Mend,
    gbk_read_as_latin,
    gbk_read_as_latin_in_part,
    lines_with,
    utf8_read_as_latin,
    utf8_read_as_latin_in_part,
)
from corpusclean.normalize.utf8_as_gbk import breaks_off, utf8_read_as_gbk
from corpusclean.normalize.verbatim import verbatim
from corpusclean.patterns import lazy_pattern
from corpusclean.protect import Protected
from corpusclean.rules import Risk, Rule
from corpusclean.views import view_of

_ENTITY = lazy_pattern(r"&(?:(?:amp|AMP|#0*38|#[xX]0*26);)*(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_SIGN = lazy_pattern(
    f"[{GARBLED}](?:(?<=[\ufffd\ud800-\udfff\x80-\x9f])|(?<=锟)(?=斤拷)|(?<=烫)(?=烫烫)"
    f"|(?<=屯)(?=屯屯)|(?<=[{GBK_SIGNS}])(?={GBK_NEXT})|(?<=[{LATIN_SIGNS}])(?={LATIN_NEXT})|(?<={LATIN_NEXT}[{LATIN_SIGNS}]))"
)
"""One search of the text tells which mends to try: every garbled line has one of these, clean text nearly none.  It starts with
a class, which `re` scans at 1 GB/s."""
_WRECK = lazy_pattern(f"[{WRECKS}]")
_ESCAPE = lazy_pattern(r"(?<!\\)\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<!\\)\\u[0-9a-fA-F]{4}")
_TAG = lazy_pattern(r"</?[A-Za-z][^<>\n]*>")
_C1 = lazy_pattern("[\x80\x82-\x84\x86-\x8c\x8e\x91-\x9c\x9e\x9f]")
_SURROGATE_PAIR = lazy_pattern("[\ud800-\udbff][\udc00-\udfff]")
_GARBLED = lazy_pattern("\ufffd[\ufffd]*|锟斤拷[锟斤拷]*|烫烫烫[烫]*|屯屯屯[屯]*|[\ud800-\udfff][\ud800-\udfff]*")
_NAMELESS = ("Cc", "Cs", "Co", "Cn")
_CITED = {"“": "”", '"': '"', "‘": "’", "'": "'", "「": "」", "《": "》", "（": "）", "(": ")", "【": "】"}
_LONGEST_CITATION = 24
_MOST_ROUNDS = 8


def find(text: str, options: EncodingConfig, protected: Protected) -> Layer:
    """Mends text decoded with the wrong table (æˆ‘ä»¬, 鎴戜滑, ÖÐ¹ú) and characters spelt as entities (&nbsp; &#x65b0;).

    A mend is a strict round trip: the characters go back to their bytes, the bytes decode by the right table, and the share of
    common characters rises clearly.  Rare characters of clean text (张骞, café, 繁體字) stay; so does what stands in code, or
    alone between quotes or brackets, where it is spoken of.  What lost its bytes (锟斤拷, U+FFFD) is noted as `garbled`.

    >>> text = "鎴戜滑说&amp;ÖÐ¹ú，“&amp;”"
    >>> layer = find(text, EncodingConfig(), Protected(text))
    >>> layer.starts, layer.afters
    ([0, 4, 9], ['我们', '&', '中国'])
    """
    if SEPARATOR in text:
        return together("encoding", _of_parts(text, options))
    signs = _signs(text)
    return _mended(text, signs, options) if signs else nothing("encoding")


def _of_parts(text: str, options: EncodingConfig) -> Iterator[tuple[int, Layer]]:
    """Where each part with a sign of garbling starts, and its layer: what occurs anywhere in a text says which mends are tried."""
    places = _places(text)
    if places or "&" in text or "\\" in text:
        for start, end in parts(text):
            here = {text[i] for i in places[bisect_left(places, start) : bisect_left(places, end)]}
            part = text[start:end]
            signs = _with_marks(here, part)
            if signs:
                yield start, _mended(part, signs, options)


def _mended(text: str, signs: str, options: EncodingConfig) -> Layer:
    first, whole = signs, nothing("encoding")
    now, spans = text, verbatim(text)
    for _ in range(_MOST_ROUNDS):  # text can be garbled twice; every mend shortens it
        before = now
        for reason, sign, mend in _MENDS:
            found = sign.search(signs) and [edit for edit in mend(now, options) if not _is_meant(now, edit, spans)]
            if found:
                layer = _layer(found, reason)
                whole = compose(text, whole, layer)
                now = apply(now, layer)
                signs, spans = _signs(now), verbatim(now)
        if now == before:
            break
    notes = _notes(text, first, whole)
    return replace(whole, notes=notes) if notes else whole


def _layer(found: list[Mend], reason: str) -> Layer:
    starts, ends, afters = zip(*found, strict=True)
    return Layer("encoding", starts, ends, afters, [reason] * len(found))


def _signs(text: str) -> str:
    """The different signs of garbling in the text, as one string."""
    return _with_marks({text[i] for i in _places(text)}, text)


def _with_marks(signs: set[str], text: str) -> str:
    return "".join(signs) + "&" * ("&" in text) + "\\" * ("\\" in text)


def _places(text: str) -> list[int]:
    """Where the signs of garbling stand.  琛 or 浒 in clean text is none: what follows tells at once."""
    view = view_of(text)
    if not view.seen & IS_GARBLED:
        return []
    found = view.places(IS_GARBLED)
    return [i for i in view.values(found, len(found)) if _SIGN.match(text, i) and not breaks_off(text, i)]


def _is_meant(text: str, mend: Mend, spans: tuple[list[int], list[int]]) -> bool:
    """Whether the characters are spoken of: in code, or a short piece alone between quotes or brackets.

    An entity for another character than those of markup (“&#25968;”) is meant by nobody.
    """
    start, end, after = mend
    if touched(*spans, start, end):
        return True
    if text[start] == "&" and not (after.isascii() or after.isspace()):
        return False
    return end - start <= _LONGEST_CITATION and start > 0 and _CITED.get(text[start - 1]) == text[end : end + 1]


def _entities(text: str, options: EncodingConfig) -> Iterator[Mend]:
    """&ldquo; and &#x65b0;, also where & was spelt as &amp; again and again.

    &#0; and the like name no character and stay; in a line with tags, entities are part of the markup and stay.
    """
    for start, end in lines_with(_ENTITY, text):
        if _TAG.search(text, start, end):
            continue
        for m in _ENTITY.finditer(text, start, end):
            spelt = f"&{m.group(1)};"
            named = html.unescape(spelt)
            named_well = named in "\t\n\r" or unicodedata.category(named[0]) not in _NAMELESS
            if named not in (spelt, "\ufffd") and named_well:
                yield m.start(), m.end(), named


def _escapes(text: str, options: EncodingConfig) -> Iterator[Mend]:
    """\\u65b0, only if asked for; escapes of ASCII and half of a surrogate pair stay."""
    if options.escapes:
        for m in _ESCAPE.finditer(text):
            units = [int(unit, 16) for unit in m.group().split("\\u")[1:]]
            named = b"".join(unit.to_bytes(2, "big") for unit in units).decode("utf-16-be", "replace")
            if named > "\x9f" and named != "\ufffd":
                yield m.start(), m.end(), named


def _controls(text: str, options: EncodingConfig) -> Iterator[Mend]:
    """C1 controls where cp1252 has a character: HTML reads them so, too."""
    for m in _C1.finditer(text):
        yield m.start(), m.end(), m.group().encode("latin-1").decode("cp1252")


def _surrogates(text: str, options: EncodingConfig) -> Iterator[Mend]:
    for m in _SURROGATE_PAIR.finditer(text):
        yield m.start(), m.end(), m.group().encode("utf-16-be", "surrogatepass").decode("utf-16-be")


_LATIN_SIGNS = lazy_pattern(f"[{LATIN_SIGNS}]")
_MENDS: tuple[tuple[str, re.Pattern[str], Callable[[str, EncodingConfig], Iterator[Mend]]], ...] = (
    ("an HTML entity", re.compile("&"), _entities),
    ("an escape", re.compile(r"\\"), _escapes),
    ("half a character each", re.compile("[\ud800-\udbff]"), _surrogates),
    ("GBK read as Latin-1", _LATIN_SIGNS, lambda text, _: gbk_read_as_latin(text)),
    ("UTF-8 read as Latin-1", _LATIN_SIGNS, lambda text, _: utf8_read_as_latin(text)),
    ("UTF-8 read as Latin-1", _LATIN_SIGNS, lambda text, _: utf8_read_as_latin_in_part(text)),
    ("GBK read as Latin-1", _LATIN_SIGNS, lambda text, _: gbk_read_as_latin_in_part(text)),
    ("UTF-8 read as GBK", re.compile(f"[{GBK_SIGNS}]"), lambda text, _: utf8_read_as_gbk(text)),
    ("a control character of cp1252", _C1, _controls),
)


def _notes(text: str, signs: str, layer: Layer) -> tuple[Note, ...]:
    """What stays unreadable: wrecks in the text, and characters that a mend could not bring back whole."""
    spans = [(start, end) for start, end, after in zip(layer.starts, layer.ends, layer.afters, strict=True) if "\ufffd" in after]
    if _WRECK.search(signs):
        wrecks = (m.span() for m in _GARBLED.finditer(text))
        spans += [(start, end) for start, end in wrecks if not touched(layer.starts, layer.ends, start, end)]
    return tuple(Note(start, end, "garbled", "the bytes of some characters are lost") for start, end in sorted(spans))


ENCODING = Rule(
    name="encoding",
    risk=Risk.GUESS,
    find=find,
    summary="Mends text decoded with the wrong table and characters spelt as HTML entities.",
    why="One wrong table makes a whole page unreadable, and all of it can be had back while the bytes are still there. A mend "
    "must be a strict round trip that makes the text clearly more usual.",
    source="WHATWG Encoding Standard; HTML Standard 13.2.5.72 to 80 (character references); ftfy",
)
