"""UTF-8 decoded as GBK or GB 18030, taken back to its bytes, run by run: 鎴戜滑 -> 我们."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from corpusclean.characters import GBK_NEXT, GBK_SIGNS
from corpusclean.normalize.mojibake import Mend, common
from corpusclean.patterns import lazy_pattern

GBK = lazy_pattern(f"[{GBK_SIGNS}](?={GBK_NEXT})")
"""The same before a character whose first byte can be the third: one in 10,000."""

_SIGNS = frozenset(GBK_SIGNS)
_LOST = b"\xff"
"""Stands for U+FFFD among the bytes; no UTF-8 has it."""


@cache
def plain() -> frozenset[str]:
    """What two or three characters alone must be: the first level of GB 2312, its marks, the commonest traditional characters."""
    simplified = bytes(b for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF) for b in (lead, trail))
    traditional = "們國會來時說這個為對過還後學長開間問點電話東車門體讀寫買賣網頁關於聯繫歡迎業產動務實經發現"
    return frozenset(simplified.decode("gb2312", "ignore") + traditional + "，。、：；？！“”（）《》…—\u3000")


def utf8_read_as_gbk(text: str) -> Iterator[Mend]:
    """鎴戜滑 -> 我们: from each character that can begin such a run, as far as its bytes are UTF-8.

    A run must be three characters or more whose bytes decode strictly to at least two characters, nearly all of them common,
    and more of them common than before.  琛 or 浒 in a clean line is followed by bytes that are no UTF-8 and stays.  Where the
    wrong decoder lost a byte, its character becomes U+FFFD and the run goes on.
    """
    at = 0
    for m in GBK.finditer(text):
        if m.start() >= at:
            line_end = text.find("\n", m.start())
            mended, at = _utf8_from(text, m.start(), len(text) if line_end < 0 else line_end)
            if mended:
                yield m.start(), at, mended


_TWO_BYTES = "·×÷°±§"
_LATIN_LETTER = lazy_pattern("[A-Za-z]")
_FEWEST, _WINDOW, _LONGEST = 3, 6, 300
"""Characters of the shortest run, of a first look, and of the longest run that is taken in one piece."""


def _utf8_from(text: str, start: int, line_end: int) -> tuple[str, int]:
    """-> (what the run from `start` says, where it ends); ("", start) if it is none."""
    if breaks_off(text, start):
        return "", start
    size = _WINDOW
    while True:  # most candidates are clean text and fail within a few characters
        run = text[start : min(start + size, line_end)]
        units = [_bytes_of(c) for c in run]
        reached = _decode(b"".join(units))
        if size > _LONGEST or start + size >= line_end or reached[-1][0] < sum(map(len, units)) - _WINDOW:
            break
        size *= 8
    if start + len(run) < line_end and reached[-1][1] == "\ufffd":  # cut by the window, not lost
        reached.pop()
    losses = [k for k, (_, c) in enumerate(reached) if c == "\ufffd"]
    ends = []
    for steps in (reached, reached[: losses[0]]) if losses else (reached,):
        end, mended = _last_common_boundary(units, steps)
        if _is_better(run[:end], mended):
            return mended, start + end
        ends.append(end)
    return "", start + (ends[0] if size > _LONGEST else 0)  # a long wreck is not looked at again from each of its characters


def breaks_off(text: str, start: int) -> bool:
    """Whether a run that begins with such a sign stops being UTF-8 before its fewest characters, and none is lost there: so it is
    nearly always."""
    run = text[start : start + _FEWEST + 1].split("\n", 1)[0]
    if run[0] not in _SIGNS or any(c in "€\ufffd" or "\ud800" <= c <= "\udfff" for c in run):
        return False
    data = run.encode("gb18030")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        short = error.start < len(run[:_FEWEST].encode("gb18030"))
        return short and (error.end - error.start < 2 or data[error.end : error.end + 1] >= b"\x80")
    return False


def _bytes_of(character: str) -> bytes:
    """The bytes a GB 18030 decoder read for `character`; € is a lone 0x80 in cp936, U+FFFD stands for lost ones."""
    if character == "€":
        return b"\x80"
    if character == "\ufffd" or "\ud800" <= character <= "\udfff":
        return _LOST
    return character.encode("gb18030")


def _decode(data: bytes) -> list[tuple[int, str]]:
    """-> (bytes read, text they say) for each step of UTF-8 decoding, up to the first byte that is no UTF-8.

    A sequence that breaks off before a lost byte, an ASCII character or the end gives U+FFFD.  One character of clean Chinese in
    three is two bytes of valid UTF-8 (说 is ˵), so of such only marks and accented letters of a Latin word are believed.
    """
    steps, at = [(0, "")], 0
    while at < len(data):
        try:
            text, stop, bad = data[at:].decode("utf-8"), len(data), 0
        except UnicodeDecodeError as error:
            text, stop, bad = data[at : at + error.start].decode("utf-8"), at + error.start, error.end - error.start
        for c in text:
            if "\x80" <= c < "\u0800" and c not in _TWO_BYTES and not _LATIN_LETTER.match(steps[-1][1]):
                return steps
            at += 1 if c < "\x80" else 2 if c < "\u0800" else 3 if c < "\U00010000" else 4
            steps.append((at, c))
        if not bad:
            break
        after = data[stop + bad : stop + bad + 1]
        lost = data[stop : stop + 1] == _LOST or (after == _LOST and data[stop] >= 0xC2)
        if not lost and (bad < 2 or (after and after[0] >= 0x80)):
            break
        at = stop + bad
        while data[at : at + 1] == _LOST:
            at += 1
        while at < len(data) and lost and 0x80 <= data[at] < 0xC0:  # the rest of a character whose first byte is lost
            at += 1
        steps.append((at, "\ufffd"))
    return steps


def _last_common_boundary(units: list[bytes], reached: list[tuple[int, str]]) -> tuple[int, str]:
    """-> (characters of the run, text they say) up to the last place where a character ends in both readings."""
    ends, total = {0: 0}, 0
    for k, unit in enumerate(units, 1):
        total += len(unit)
        ends[total] = k
    last = max(k for k, (position, _) in enumerate(reached) if position in ends)
    return ends[reached[last][0]], "".join(c for _, c in reached[: last + 1])


def _is_better(before: str, after: str) -> bool:
    high = [c for c in after if c > "\x7f" and not "\u2000" <= c <= "\u2fff" and c not in "\ufffd\ufeff"]
    if len(before) < _FEWEST or len(high) < 2 or after == before:
        return False
    share = sum(c in (common() if len(high) > 3 else plain()) for c in high) / len(high)
    lost = after.count("\ufffd")
    if lost and (len(high) < 4 or lost > len(high)):
        return False
    was = [c for c in before if c > "\x7f"]
    return share >= (0.8 if len(high) > 3 else 1.0) and share > sum(c in common() for c in was) / len(was) + 0.15
