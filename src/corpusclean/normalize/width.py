"""Width: one form for each character; full-width digits and letters, radicals, compatibility forms and ligatures."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence

from corpusclean.characters import HAN
from corpusclean.config import Switch
from corpusclean.edits import Layer, nothing, touched
from corpusclean.joined import parts
from corpusclean.kinds import IS_FORM, IS_OTHER_EAST_ASIAN, IS_SIGN
from corpusclean.normalize.forms import COMPATIBILITY, FULL_WIDTH, LIGATURES, PRIVATE, RADICALS, SMALL_MARKS, VERTICAL_PAIRS
from corpusclean.normalize.verbatim import verbatim
from corpusclean.patterns import lazy_pattern
from corpusclean.protect import Protected
from corpusclean.rules import Risk, Rule
from corpusclean.views import view_of

_ALNUM = "0-9A-Za-z０-９Ａ-Ｚａ-ｚﬀ-ﬆ"
_HAN = rf"{HAN}\u2e80-\u2fd5\ue81e-\ue864"  # and what becomes Han here, so that a second pass sees the same neighbours
_FULL = lazy_pattern("[０-９Ａ-Ｚａ-ｚ％][０-９Ａ-Ｚａ-ｚ％]*(?![\u0300-\u036f])")
_FOREIGN = lazy_pattern("[\u3041-\u3096\u30a1-\u30fa\u30fc\uac00-\ud7a3][\u3041-\u3096\u30a1-\u30fa\u30fc\uac00-\ud7a3]")

_JOINERS = "＆＋－．／＝＠＿"
_JOINS = lazy_pattern(
    rf"(?<=[{_ALNUM}])[＆＋－．／＝＠＿](?=[{_ALNUM}])"
    r"|(?<=[CＣ])＋＋|(?<=[pPｐＰsSｓＳ])：／／"
    r"|(?<![A-Za-zＡ-Ｚａ-ｚ][A-ZＡ-Ｚ])(?<=[A-ZＡ-Ｚ])．"  # initials: Ｊ．Ｋ．罗琳
    r"|(?:(?<=^[0-9０-９])|(?<=^[0-9０-９]{2})|(?<=^\u3000\u3000[0-9０-９])|(?<=^\u3000\u3000[0-9０-９]{2}))．",  # an item's number
    re.MULTILINE,
)
_JOINED = {ord(c): ord(c) - 0xFEE0 for c in "＆＋－．／＝＠＿："}

_RADICAL_RUN = lazy_pattern("[\u2e80-\u2fd5][\u2e80-\u2fd5]*")
_BESIDE_RADICAL = lazy_pattern(f"[{HAN}\ue81e-\ue864{_ALNUM}]")
_TRADITIONAL = lazy_pattern("[這們為國來時對說發過會業產東車門問間戶]")
_LONGEST_RADICAL_RUN = 3

_SMALL = lazy_pattern(f"[{''.join(SMALL_MARKS)}]")
_BESIDE_SMALL = lazy_pattern(f"[{_HAN}]")
_VERTICAL_PAIRS = [
    lazy_pattern(f"({a})[^{a}{b}\n]*[{_HAN}][^{a}{b}\n]*({b})")
    for a, b in zip("︵︷︹︻︽︿﹁﹃", "︶︸︺︼︾﹀﹂﹄", strict=True)
]
_SINGLE = lazy_pattern(f"[{''.join(COMPATIBILITY)}{''.join(PRIVATE)}]|[{''.join(LIGATURES)}](?![\u0300-\u036f])")
_SINGLES = {**COMPATIBILITY, **PRIVATE, **LIGATURES}
_COMPOSED = lazy_pattern(
    "[A-Za-z\u00c0-\u024f\u1e00-\u1eff][\u0300-\u036f][\u0300-\u036f]*|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?"
    "|[\u3041-\u30fe][\u3099\u309a]"
)


def find(text: str, options: Switch, protected: Protected) -> Layer:
    """Writes each character in its one usual form: １９９８．１ as 1998.1, ＩＢＭ as IBM, the radical ⽐ of a PDF as 比, ﬁ as fi.

    Plain NFKC is wrong for Chinese: it would narrow ，（）！, undo ①, ㎡, ℃ and Ⅳ, and split ½.  Those stay, and so do full-width
    marks, － between words or after Han (a dash, not a hyphen), the ideographic space (the rule of spaces decides), half-width kana,
    and everything but accents in lines of Japanese or Korean.

    >>> layer = find("１９９８．１，ＧＤＰ增⻓８％①", Switch(), Protected(""))
    >>> layer.starts, layer.afters
    ([0, 4, 5, 7, 11, 12], ['1998', '.', '1', 'GDP', '长', '8%'])
    """
    view = view_of(text)
    if not view.seen & IS_FORM:
        return nothing("width")
    found_at = view.places(IS_FORM)
    places = view.values(found_at, len(found_at))
    forms = {text[at] for at in places}
    found: list[tuple[int, int, str]] = []
    for touched_by, mend in _MENDS:
        if not forms.isdisjoint(touched_by):
            found += mend(text, places)
    if found and view.seen & IS_SIGN:  # among them is what addresses and code are marked with
        foreign = _foreign_lines(text) if view.seen & IS_OTHER_EAST_ASIAN else ([], [])
        found = _outside(found, foreign, verbatim(text))
    if not forms.isdisjoint(_PARTS):
        found += _composed(text)
    if not found:
        return nothing("width")
    found.sort()
    return Layer("width", [edit[0] for edit in found], [edit[1] for edit in found], [edit[2] for edit in found])


_Places = Sequence[int]
"""Of all characters that have a more usual form."""
_Edits = Iterator[tuple[int, int, str]]


def _full_width(text: str, places: _Places) -> _Edits:
    """Runs of full-width digits and letters."""
    matches = list(_FULL.finditer(text))
    afters = "\n".join([m.group() for m in matches]).translate(FULL_WIDTH).split("\n")
    for m, after in zip(matches, afters, strict=False):
        yield m.start(), m.end(), after


def _joiners(text: str, places: _Places) -> _Edits:
    """＆ ＋ － ． ／ ＝ ＠ ＿ between letters and digits, and the point of an item's number."""
    for at in places:  # a pattern that starts with a lookbehind is tried at every character
        if text[at] in _JOINERS and (m := _JOINS.match(text, at - (at > 0 and text.startswith("：／／", at - 1)))):
            yield m.start(), m.end(), m.group().translate(_JOINED)


def _radicals(text: str, places: _Places) -> _Edits:
    """Radicals that PDF extraction leaves in running text; a list of radicals, and a radical cited by itself, stay."""
    for first, last in parts(text):
        runs = [m.span() for m in _RADICAL_RUN.finditer(text, first, last)]
        runs = [(start, end) for start, end in runs if end - start <= _LONGEST_RADICAL_RUN]
        if not any((start and _BESIDE_RADICAL.match(text, start - 1)) or _BESIDE_RADICAL.match(text, end) for start, end in runs):
            continue
        traditional = _TRADITIONAL.search(text, first, last) is not None
        for start, end in runs:
            for k in range(start, end):
                if text[k] in RADICALS:
                    yield k, k + 1, "户" if text[k] == "\u2f3e" and not traditional else RADICALS[text[k]]


def _small_marks(text: str, places: _Places) -> _Edits:
    for m in _SMALL.finditer(text):
        start = m.start()
        while start and (text[start - 1].isspace() or text[start - 1] == "\ue5e5"):  # a line may break before a mark
            start -= 1
        if _BESIDE_SMALL.match(text, m.end()) or (start and _BESIDE_SMALL.match(text, start - 1)):
            yield m.start(), m.end(), SMALL_MARKS[m.group()]


def _vertical_marks(text: str, places: _Places) -> _Edits:
    for pattern in _VERTICAL_PAIRS:
        for m in pattern.finditer(text):
            yield m.start(1), m.end(1), VERTICAL_PAIRS[m.group(1)]
            yield m.start(2), m.end(2), VERTICAL_PAIRS[m.group(2)]


def _singles(text: str, places: _Places) -> _Edits:
    for m in _SINGLE.finditer(text):
        yield m.start(), m.end(), _SINGLES[m.group()]


def _composed(text: str) -> _Edits:
    """Letters followed by their accents, split syllables of Korean and split kana, as macOS and some PDFs write them."""
    for m in _COMPOSED.finditer(text):
        whole = unicodedata.normalize("NFC", m.group())
        if whole != m.group():
            yield m.start(), m.end(), whole


_MENDS: tuple[tuple[Iterable[str], Callable[[str, _Places], _Edits]], ...] = (
    (frozenset(map(chr, FULL_WIDTH)), _full_width),
    (frozenset(_JOINERS), _joiners),
    (frozenset(RADICALS), _radicals),
    (frozenset(SMALL_MARKS), _small_marks),
    (frozenset(VERTICAL_PAIRS), _vertical_marks),
    (frozenset(_SINGLES), _singles),
)
"""Each mend with the characters without one of which it has nothing to do."""
_PARTS = frozenset(map(chr, (*range(0x300, 0x370), *range(0x1100, 0x1113), 0x3099, 0x309A)))
"""Without one of these there is nothing to compose."""


def _foreign_lines(text: str) -> tuple[list[int], list[int]]:
    """-> starts, ends of the lines with two kana in a row or with Hangul: their forms follow other habits."""
    starts, ends = [], [0]
    for m in _FOREIGN.finditer(text):
        if m.start() >= ends[-1]:
            starts.append(text.rfind("\n", 0, m.start()) + 1)
            end = text.find("\n", m.end())
            ends.append(len(text) if end < 0 else end)
    return starts, ends[1:]


def _outside(found: list[tuple[int, int, str]], *spans: tuple[Sequence[int], Sequence[int]]) -> list[tuple[int, int, str]]:
    """The edits that touch none of the spans."""
    for starts, ends in spans:
        if starts:
            found = [edit for edit in found if not touched(starts, ends, edit[0], edit[1])]
    return found


WIDTH = Rule(
    name="width",
    risk=Risk.STYLE,
    find=find,
    summary="Writes full-width letters and digits, radicals, compatibility characters and ligatures in their usual form.",
    why="Old newspapers print digits and Latin letters full width, PDF fonts give radicals and ligatures for the characters "
    "they look like: the same word then has several spellings. Forms that say more than their plain character stay.",
    source="GB/T 15835-2011 (digits); Unicode UAX 15 and UAX 11; GB 18030-2022 (private-use places)",
)
