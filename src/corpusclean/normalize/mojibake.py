"""Text decoded with the wrong table, taken back to its bytes and decoded with the right one; one line at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from corpusclean.characters import GBK_NEXT, GBK_SIGNS
from corpusclean.patterns import lazy_pattern

_CP1252 = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_CP1252_BYTES = str.maketrans({c: c.encode("cp1252").decode("latin-1") for c in _CP1252})

LATIN_NEXT = f"[\u0080-\u00ff{_CP1252}]"
LATIN = lazy_pattern(f"[\u00a1-\u00fe]{LATIN_NEXT}")
"""Two characters in a row that Latin-1 or cp1252 gives for bytes above 0x7F: both kinds of its mojibake have them in every
word, clean Chinese text has them nearly never, so this search costs as much as reading the text."""

_PARTS = lazy_pattern("([\x00-\x7f][\x00-\x7f]*)")
_THREE_BYTE_RUN = lazy_pattern(f"[\u00e2-\u00ef][\u0080-\u00bf{_CP1252}]{{2}}(?:[\u00e2-\u00ef][\u0080-\u00bf{_CP1252}]{{2}})+")
_HIGH_LATIN = lazy_pattern("[\u00a1-\u00b6\u00b8-\u00fe]")
_OTHER_ALPHABET = lazy_pattern("[\u0250-\u1dff]")
_LATIN_RUN = lazy_pattern("[\u00a1-\u00fe][\u00a1-\u00fe]{3}[\u00a1-\u00fe]*")

GBK = lazy_pattern(f"[{GBK_SIGNS}](?={GBK_NEXT})")
"""The same before a character whose first byte can be the third: one in 10,000."""

_LOST = b"\xff"
"""Stands for U+FFFD among the bytes; no UTF-8 has it."""

FREQUENT = frozenset(
    "的国一在中人了和是有大年不为会业发上地作要出工行经民这新个家部日以到来市成进对生全我政多们产主时展本长他实建理者开方学月高动同关重力电于公报区现加下济社分自定制体化合前面事文就"
    "等过与场后法机记用天说员能农美资务设得总外北也利各好而十平之小华金元问从提企将子明其品当万心种强党改度表军委可两内目科里代位通系第入水起题导三都着基次特增活世京所省道使领管还已立"
    "向技去结交最南持安名并些今术应任保统点院解正组由西教东治决意及期性共程调界队联村战司取海达量门议干此间广收据局情育革义如计价府团步路因张比规书办口际把项集放信二指先相然更物近求认"
    "志格举职众形老山但亚无五看商话困论手研质风难件少斯克车施江想精处深式数条级受群拉观原运别县选图城创支没果族推常变服造央整气传首优投给样贫协又证争至四李住思只示专见几被周视极台查营"
    "续反神标势节流片效百积接房回纪很单做费参副尔构乡织究走率历头布亿那坚德融户真女史策再马严线助身影感必转益完快己医演每光型艺该许王非罗根或席带确具河识银清春需况九权知谈引才吧吗呢啊"
    "你她它您谁哪什么怎爱家网页您请欢迎登录注册首站务器搜索下载点击版权所有"
)
"""The commonest characters of newspapers and web pages: nine tenths of any text."""


@cache
def common() -> frozenset[str]:
    """Characters in daily use: the first level of GB 2312 (3,755) and that of Big5 (5,401), kana, Hangul and Chinese marks."""
    simplified = bytes(b for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF) for b in (lead, trail))
    traditional = bytes(
        b for lead in range(0xA4, 0xC7) for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF)) for b in (lead, trail)
    )
    han = simplified.decode("gb2312", "ignore") + traditional.decode("big5", "ignore")
    kana_and_marks = "".join(map(chr, (*range(0x3000, 0x3100), *range(0xFF01, 0xFF5F))))
    return frozenset(han + kana_and_marks + "“”‘’—…·")


Mend = tuple[int, int, str]
"""(start, end, what it says)"""


@cache
def plain() -> frozenset[str]:
    """What two or three characters alone must be: the first level of GB 2312, its marks, the commonest traditional characters."""
    simplified = bytes(b for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF) for b in (lead, trail))
    traditional = "們國會來時說這個為對過還後學長開間問點電話東車門體讀寫買賣網頁關於聯繫歡迎業產動務實經發現"
    return frozenset(simplified.decode("gb2312", "ignore") + traditional + "，。、：；？！“”（）《》…—\u3000")


def utf8_read_as_latin(text: str) -> Iterator[Mend]:
    """æˆ‘ä»¬ -> 我们, by ftfy, which also weighs whether a line looks wrong at all: the é” of “café” stays.

    ftfy runs at 3 MB/s: it is given only the lines with two high Latin characters in a row.
    """
    for start, end in lines_with(LATIN, text):
        import ftfy  # 40 ms: only for the texts that need it

        line = text[start:end]
        mended = ftfy.fix_encoding(line, _ftfy_config())
        if not (_OTHER_ALPHABET.search(mended) and _HIGH_LATIN.search(mended)):  # Öйú: half of ÖÐ¹ú taken for Cyrillic
            yield from _differences(line, mended, start)


@cache
def _ftfy_config() -> Any:
    """ftfy's mending of encodings alone: nothing that touches Chinese marks, width, quotes or line ends."""
    import ftfy

    return ftfy.TextFixerConfig(
        unescape_html=False, remove_terminal_escapes=False, fix_latin_ligatures=False, fix_character_width=False,
        uncurl_quotes=False, fix_line_breaks=False, fix_surrogates=False, remove_control_chars=False, normalization=None,
        restore_byte_a0=False, fix_c1_controls=False,
    )  # fmt: skip


def utf8_read_as_latin_in_part(text: str) -> Iterator[Mend]:
    """æˆ‘ä»¬ -> 我们 in a line that ftfy leaves because its other characters fit no table: runs that say two Han characters or
    marks and nothing else."""
    for m in _THREE_BYTE_RUN.finditer(text):
        mended = m.group().translate(_CP1252_BYTES).encode("latin-1").decode("utf-8", "replace")
        if all(c in common() for c in mended):
            yield m.start(), m.end(), mended


def gbk_read_as_latin(text: str) -> Iterator[Mend]:
    """ÖÐ¹ú -> 中国, for lines that are nothing else: bytes of GBK read as Latin-1 or cp1252.

    Any such line decodes to something, so the result must read well; ÀÁÂÃ in a table of letters stays.
    """
    for start, end in lines_with(LATIN, text):
        line = text[start:end]
        whole = _from_gbk(line.translate(_CP1252_BYTES))
        if whole and not LATIN.search(whole) and _reads_well(whole):
            yield from _differences(line, whole, start)


def gbk_read_as_latin_in_part(text: str) -> Iterator[Mend]:
    """ÖÐ¹ú -> 中国 within a line that also has clean Chinese: runs of four high characters or more."""
    if LATIN.search(text) is not None:
        for m in _LATIN_RUN.finditer(text):
            run = m.group()
            for start, end in (
                (0, len(run)),
                (0, len(run) - 1),
                (1, len(run)),
            ):  # an odd one is a neighbour, such as a soft hyphen
                mended = "" if (end - start) % 2 else _from_gbk(run[start:end])
                if mended and _reads_well(mended):
                    yield m.start() + start, m.start() + end, mended
                    break


def _from_gbk(characters: str) -> str:
    """What the bytes of Latin-1 `characters` say in GB 18030; empty if nothing."""
    try:
        return characters.encode("latin-1").decode("gb18030")
    except UnicodeError:
        return ""


def lines_with(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """The lines in which `pattern` is found: (start, end)."""
    end = -1
    for m in pattern.finditer(text):
        if m.start() > end:
            start = text.rfind("\n", 0, m.start()) + 1
            end = text.find("\n", m.start())
            end = len(text) if end < 0 else end
            yield start, end


def _differences(before: str, after: str, offset: int) -> Iterator[Mend]:
    """The edits that turn `before` into `after`, parted at the ASCII runs both have: no table for bytes changes those."""
    if before == after:
        return
    lefts, rights = _PARTS.split(before), _PARTS.split(after)
    if lefts[1::2] != rights[1::2]:
        lefts, rights = [before], [after]
    at = offset
    for left, right in zip(lefts, rights, strict=True):
        if left != right:
            yield at, at + len(left), right
        at += len(left)


def _reads_well(text: str) -> bool:
    """Whether enough of its Han characters are frequent: all of two, half of four, a third of six or more.

    Any two Latin-1 letters decode to some Han character, a sixth of them to a frequent one; newspapers have eight in ten.
    Marks count as frequent: £¬ and ¡£ mean nothing but ，and 。.
    """
    read = [c for c in text if c > "\x7f"]
    frequent = sum(c in FREQUENT or not "\u3400" <= c <= "\u9fff" for c in read)
    needed = {0: 2, 1: 2, 2: 2, 3: 2, 4: 2, 5: 3}.get(len(read), len(read) * 0.35)
    rare = sum(c >= "\u3400" and c not in common() for c in read)
    return (
        frequent - rare >= needed
        and rare <= 0.15 * len(read)
        and (any(c in FREQUENT for c in read) or sum("\uff01" <= c <= "\uff5e" for c in read) > 3)
    )


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
_WINDOW = 6
_LONGEST = 300
"""Characters of a first look, and of the longest run that is taken in one piece."""


def _utf8_from(text: str, start: int, line_end: int) -> tuple[str, int]:
    """-> (what the run from `start` says, where it ends); ("", start) if it is none."""
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
    if len(before) < 3 or len(high) < 2 or after == before:
        return False
    share = sum(c in (common() if len(high) > 3 else plain()) for c in high) / len(high)
    lost = after.count("\ufffd")
    if lost and (len(high) < 4 or lost > len(high)):
        return False
    was = [c for c in before if c > "\x7f"]
    return share >= (0.8 if len(high) > 3 else 1.0) and share > sum(c in common() for c in was) / len(was) + 0.15
