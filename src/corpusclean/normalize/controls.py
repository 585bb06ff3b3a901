"""Controls: characters nobody sees are removed, and line ends become \\n."""

from __future__ import annotations

from corpusclean.characters import UNSEEN
from corpusclean.config import Switch
from corpusclean.edits import Layer, covered, nothing
from corpusclean.kinds import IS_UNSEEN
from corpusclean.mending import layer_of
from corpusclean.normalize import control_loops
from corpusclean.normalize.control_loops import GONE, is_unspaced
from corpusclean.patterns import lazy_pattern
from corpusclean.protect import Protected
from corpusclean.rules import Risk, Rule
from corpusclean.views import view_of

_SUSPECT = lazy_pattern(f"[{UNSEEN}]")
"""Everything the rule may touch.  Ideographic variation selectors (U+E0100 on) choose a glyph and stay; so do form feeds
(the column and line rules read them as page breaks), tabs (tables) and ruby marks (U+FFF9 to U+FFFB)."""

_UNIT = lazy_pattern(
    rf"{_SUSPECT.pattern}(?:"  # starts with the class, which `re` scans fast
    r"(?<=\x1b)\[[0-9;?]*[ -/]*[@-~]"  # a terminal's colours, whole: the letters after the escape say nothing
    r"|(?<=\r)\r?\n"  # \r\r\n: text written twice through a layer that turns \n into \r\n
    "|(?<=[\U000e0000-\U000e007f])[\U000e0000-\U000e007f]+"  # tags spell the region of a flag: all or none
    ")?"
)
_LINE_ENDS = {"\r", "\r\n", "\r\r\n", "\x0b", "\x85", "\u2028", "\u2029"}
_GONE = frozenset(GONE)
"""What goes wherever it stands; the rest is asked about."""
_LINE_END = lazy_pattern("[\n\r\x0b\x85\u2028\u2029]")

_BIDI = lazy_pattern("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_RIGHT_TO_LEFT = lazy_pattern(
    "[\u0590-\u061b\u061d-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_JOINING = lazy_pattern(
    "[\u0600-\u061b\u061d-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u180d\u180f-\u18af\u1a20-\u1aaf\u1b00-\u1bff\ua840-\ua8ff\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc]"
)
"""Scripts whose letters join, and in which a joiner or non-joiner spells another word: Arabic, the scripts of India and
their neighbours, Mongolian."""
_EMOJI = lazy_pattern("[\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff]")
_NO_VARIANT = lazy_pattern(
    r"[\s!-\"$-)+-/:-\x7f\u00c0-\u036f\u2e80-\u2fdf\u3000-\u3029\u3040-\u30ff\ufb00-\ufb06\uff00-\uffef]|[\u3400-\u9fff](?=[\ufe03-\ufe0f])"
)
"""What has no glyph variant that a selector could choose: spaces, letters, marks other than # and *, kana; Han has FE00 to FE02
only."""


def find(text: str, options: Switch, protected: Protected) -> Layer:
    """Removes the byte-order mark, zero-width characters, direction marks, soft hyphens and other control characters, and
    ends every line with \\n: nobody sees them, yet they part words, hide repeats and break every pattern after them.

    Stays: what a script or an emoji needs (👨‍👩‍👧, ❤️, Persian می‌خواهم, Thai word spaces, direction marks in lines with Hebrew or
    Arabic), tabs, form feeds.

    >>> layer = find("\\ufeff新\\u200b华社\\r\\n👨\\u200d👩", Switch(), Protected(""))
    >>> layer.starts, layer.afters
    ([0, 2, 5], ['', '', '\\n'])
    """
    view = view_of(text)
    if not view.seen & IS_UNSEEN:
        return nothing("controls")
    found = view.places(IS_UNSEEN)
    edits = view.rows(3, len(found))
    many = view.loops(control_loops).vanish(view.codes, found, edits)
    if many >= 0:
        return layer_of("controls", view, edits, many) if many else nothing("controls")
    places = view.values(found, len(found))
    right_to_left = _right_to_left_lines(text) if any(_BIDI.match(text, at) for at in places) else ([], [])
    starts, ends, afters = [], [], []
    done = 0
    for at in places:
        if at < done:
            continue
        unit = text[at]
        if unit not in _GONE and unit != "\u200b":
            unit = _UNIT.match(text, at)[0]  # type: ignore[index]
        done = at + len(unit)
        if unit in _GONE:
            after = ""
        elif unit in _LINE_ENDS:
            after = "\n"
        elif _BIDI.match(unit):
            if covered(*right_to_left, at):
                continue
            after = ""
        elif _needed(text, at, unit):
            continue
        else:
            after = ""
        starts.append(at)
        ends.append(done)
        afters.append(after)
    return Layer("controls", starts, ends, afters)


def _needed(text: str, at: int, unit: str) -> bool:
    """Whether the invisible `unit` at `at` belongs to the characters it stands between.

    It is asked of neighbours that stay themselves: else the next pass would answer otherwise.
    """
    before, after = text[at - 1 : at], text[at + len(unit) : at + len(unit) + 1]
    if unit[0] >= "\U000e0000":
        return before == "\U0001f3f4" and unit[-1] == "\U000e007f"
    if "\ufe00" <= unit <= "\ufe0f":
        return bool(before) and not _SUSPECT.match(before) and not _NO_VARIANT.match(text, at - 1)
    if unit in "\u200c\u200d":
        if _JOINING.match(before):
            return True
        emoji = _EMOJI.match(before) or (before == "\ufe0f" and _needed(text, at - 1, before))
        return unit == "\u200d" and bool(emoji) and bool(_EMOJI.match(after))
    if unit == "\u200b":
        return all(c != "" and is_unspaced(ord(c)) for c in (before, after))
    return unit == "\u180e" and "\u1800" <= before <= "\u18af" and before != unit


def _right_to_left_lines(text: str) -> tuple[list[int], list[int]]:
    """-> starts, ends of the lines with Hebrew, Arabic or another script written from right to left."""
    starts, ends = [], [0]
    for m in _RIGHT_TO_LEFT.finditer(text):
        if m.start() < ends[-1]:
            continue
        start = ends[-1]
        for end in _LINE_END.finditer(text, start, m.start()):
            start = end.end()
        following = _LINE_END.search(text, m.start())
        starts.append(start)
        ends.append(following.start() if following else len(text))
    return starts, ends[1:]


CONTROLS = Rule(
    name="controls",
    risk=Risk.EXACT,
    find=find,
    summary="Removes invisible and control characters; ends every line with \\n.",
    why="Byte-order marks, zero-width spaces, direction marks, soft hyphens and stray control characters are seen by nobody, but "
    "they part words, hide repeats and break patterns. Those an emoji or a script needs stay.",
    source="Unicode Standard 23 (special areas and format characters); UTS 51 (emoji sequences); UTR 36",
)
