"""Text decoded with the wrong table, taken back to its bytes and decoded with the right one; one line at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

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
_HIGH_PAIR = lazy_pattern("[\u00a1-\u00b6\u00b8-\u00fe]{2}")
_LATIN_LETTER = lazy_pattern("[A-Za-z]")
_OTHER_ALPHABET = lazy_pattern("[\u0250-\u1dff]")
_LATIN_PAIR = lazy_pattern("(?<![A-Za-z\u00a1-\u00fe])[\u00b0-\u00f7][\u00a1-\u00fe](?![A-Za-z\u00a1-\u00fe])")
_LATIN_RUN = lazy_pattern("[\u00a1-\u00fe][\u00a1-\u00fe]{3}[\u00a1-\u00fe]*")


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


def utf8_read_as_latin(text: str) -> Iterator[Mend]:
    """æˆ‘ä»¬ -> 我们, by ftfy, which also weighs whether a line looks wrong at all: the é” of “café” stays.

    ftfy runs at 3 MB/s: it is given only the lines with two high Latin characters in a row.
    """
    for start, end in lines_with(LATIN, text):
        import ftfy  # 40 ms: only for the texts that need it

        line = text[start:end]
        mended = ftfy.fix_encoding(line, _ftfy_config())
        if not (_OTHER_ALPHABET.search(mended) and _HIGH_LATIN.search(mended)):  # Öйú: half of ÖÐ¹ú taken for Cyrillic
            mends = list(_differences(line, mended, start))
            latin = _LATIN_LETTER.search(line)
            said = [c for at, stop, after in mends for c in _said(text[at:stop], after) if latin or c >= "\u0250"]
            if len(said) >= _FEWEST_SAID:
                yield from mends
            elif not _HIGH_PAIR.search(mended):  # ÊÂ£º: Â£ is half of each of two characters of GBK, not the UTF-8 of £
                yield from (mend for mend in mends if not _is_chance(text, *mend, line))


_FEWEST_SAID = 3
"""Characters that a line must say in all for each of them to be believed."""


def _said(before: str, after: str) -> list[str]:
    return [c for c in after if c > "\x7f" and c not in before]


def _is_chance(text: str, start: int, end: int, after: str, line: str) -> bool:
    """Whether a mend says nothing likely: one rare Han character, or one after a Latin letter (the é”“ of “été”“…” is the UTF-8 of
    锓, the é”£ of “café”£5 that of 锣), a letter of an alphabet that is neither Latin nor Greek (Ê± is GBK for 时, not ʱ), or
    accented letters in a line without a Latin word (Ä¾ÅÆ is GBK for 木牌, not ľů)."""
    said = _said(text[start:end], after)
    if any(c >= "\u3040" for c in said):
        return said[0] not in common() or bool(_LATIN_LETTER.match(text[max(start - 1, 0) : start]))
    if said and all("\u0250" <= c <= "\u1dff" and not "\u0391" <= c <= "\u03c9" for c in said):
        return True
    return bool(said) and all(c < "\u0250" and (c.isalpha() or c in "¯´¨¸") for c in said) and not _LATIN_LETTER.search(line)


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


_FEWEST_LETTERS = 8
"""Fewer letters of one case can be an alphabet: ÈÉÊËÄÖÜ."""


def gbk_read_as_latin_in_part(text: str) -> Iterator[Mend]:
    """ÖÐ¹ú -> 中国 within a line that also has clean Chinese: runs of four high characters or more, and the pairs of such a line
    that stand alone (8ÔÂ)."""
    if LATIN.search(text) is None:
        return
    mends = [mend for m in _LATIN_RUN.finditer(text) if (mend := _run_of_gbk(m.group(), m.start()))]
    for start, end in lines_with(LATIN, text):
        here = [mend for mend in mends if start <= mend[0] < end]
        pairs = _LATIN_PAIR.finditer(text, start, end) if here else ()
        alone = [(m.start(), m.end(), _from_gbk(m.group())) for m in pairs]
        yield from sorted([*here, *(mend for mend in alone if mend[2] in common())])


def _run_of_gbk(run: str, at: int) -> Mend | None:
    short = len(run) < _FEWEST_LETTERS
    letters = short and run.isalpha() and (run.isupper() or run.islower())
    for start, end in ((0, len(run)), (0, len(run) - 1), (1, len(run))):  # an odd one is a neighbour, such as a soft hyphen
        mended = "" if (end - start) % 2 or (short and run.upper() == run.lower()) else _from_gbk(run[start:end])
        if mended and _reads_well(mended) and not (letters and any(c not in FREQUENT for c in mended)):
            return at + start, at + end, mended
    return None


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
    frequent = sum(c in FREQUENT or not ("\u3400" <= c <= "\u9fff" or "\u2500" <= c <= "\u25ff") for c in read)
    needed = {0: 2, 1: 2, 2: 2, 3: 2, 4: 2, 5: 3}.get(len(read), len(read) * 0.35)
    rare = sum((c >= "\u3400" or "\u2500" <= c <= "\u25ff") and c not in common() for c in read)
    return (
        frequent - rare >= needed
        and rare <= 0.15 * len(read)
        and (any(c in FREQUENT for c in read) or sum("\uff01" <= c <= "\uff5e" for c in read) > 3)
    )
