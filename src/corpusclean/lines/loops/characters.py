"""What line repair asks about a character, as bits of one number for each: the table that the kernels look up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from corpusclean.characters import CIRCLED
from corpusclean.characters import HAN as HAN_CLASS
from corpusclean.lines.signs import HEADS, TAILS

BEYOND, BEYOND_HAN = 0x10000, 0x10001
"""Places in a table of characters beyond the basic plane, and of the Han among them."""
SIZE = 0x10002

HAN, SPACE, BLANK, INDENT, ASCII_SPACE, NEWLINE, LINE_BREAK, ASCII, LETTER, DIGIT, DECIMAL, HASH = (1 << k for k in range(12))
WIDE, NARROW, NARROW_AFTER, PAREN, UNIT_OPEN, UNIT_CLOSE, WRAP_BEFORE, WRAP_BEFORE_LATIN, WRAP_AFTER = (
    1 << k for k in range(12, 21)
)
INNER, CLOSED, SENTENCE, END, AFTER_END, QUOTE_INNER, COMMA, DOT, OPEN, SQUARE, CLOSE, HEADING_END, HEADING_MARK, NUMERAL = (
    1 << k for k in range(21, 35)
)
VERSE_MARK, VERSE_QUOTE, VERSE_STRIP, VERSE_ANY, COLON, SPEAKER_FIRST, PAREN_FIRST, CLOSE_ROUND = (1 << k for k in range(35, 43))
OPENER, CLOSER = 43, 48
"""From these bits on: whether it is the first or the second half of one of `PAIRS`."""
TAIL, HEAD = 53, 57
"""From these bits on: its class at the end and at the beginning of a line."""
GLUED = 1 << 60
"""Marks before and after which programs that set text break no line (class QU of Unicode's line breaking)."""
BULLET_MARK = 1 << 61
"""Marks that begin an item of a list, if a blank follows."""
BULLETS = "-*+•"
PAIRS = ("“”", "（）", "()", "《》", "「」")

_CLASSES = {
    BLANK: " \u3000",
    INDENT: " \u3000\t",
    ASCII_SPACE: " ",
    NEWLINE: "\n",
    LINE_BREAK: "\n\r\f",
    HASH: "#",
    DECIMAL: ".,:%",
    NARROW: ",;:?!()",
    NARROW_AFTER: ",;:?!()”’",
    PAREN: "(",
    UNIT_OPEN: "“‘《〈「『【（([",
    UNIT_CLOSE: "，。、；：？！”’》〉」』】）,.;:?!)]%",
    WRAP_BEFORE: "，。、；",
    WRAP_BEFORE_LATIN: ",;",
    WRAP_AFTER: "“‘《",
    INNER: "，。；！？、：,;!?:“”",
    CLOSED: "。！？；：，、…⋯—”’」』）!?;:,.)\"'",
    SENTENCE: "。！？!?",
    END: "。！？!?…⋯",
    AFTER_END: "”’\"'）)》」』",
    QUOTE_INNER: "”’）)\"'*_",
    COMMA: "，、,",
    DOT: ".",
    OPEN: "（(《〈【",
    SQUARE: "[",
    CLOSE: "）)》〉】",
    HEADING_END: "，、；,;：:",
    HEADING_MARK: "，。；！？,;",
    VERSE_MARK: "，。；！？、,;.!?…—：:",
    VERSE_QUOTE: "”’」』",
    VERSE_STRIP: "，。；！？、,.;!?：:",
    VERSE_ANY: "，。；！？、,;!?：:”’」』…—",
    COLON: "：:",
    SPEAKER_FIRST: "【[",
    PAREN_FIRST: "（(",
    CLOSE_ROUND: "）)",
    GLUED: "“”‘’\"'",
    BULLET_MARK: BULLETS,
    **{1 << OPENER + k: pair[0] for k, pair in enumerate(PAIRS)},
    **{1 << CLOSER + k: pair[1] for k, pair in enumerate(PAIRS)},
}
"""Bit -> the characters that have it, besides ranges and Han."""
_TAIL_CLASSES = {
    "end": "。！？!?…⋯｡",
    "comma": "，、,､",
    "semicolon": "；;",
    "colon": "：:",
    "dash": "—―─–-",
    "open": "（(《〈【[「『“‘",
    "close": "）)》〉】]」』”’\"'*_",  # * and _ close what Markdown emphasizes
}
_HEAD_CLASSES = {
    "closer": "，。、；：！？,;:!?）)》〉】]」』”’…%％·",
    "quote": "“‘「『\"'",
    "bracket": "（(《〈【[",
    "dash": "—―─–-",
}
_HAN_CLASSES = TAILS.index("han") << TAIL | HEADS.index("han") << HEAD
MAYBE_END = len(TAILS)
"""Class of a dot at the end of a line: whether it ends a sentence depends on what stands before it."""
NOTE_MARK = MAYBE_END + 1
"""Class of the mark of a footnote: a sentence ends with what stands before it."""


@cache
def characters_table() -> Sequence[int]:
    """The bits of each character: [SIZE]."""
    everything = "".join(map(chr, [*range(0x10000), BEYOND, 0x20000]))  # the last two stand for all beyond
    found = [_HAN_CLASSES] * SIZE
    letter = TAILS.index("letter") << TAIL | HEADS.index("letter") << HEAD
    for code in (*range(128), *range(ord("０"), ord("ｚ") + 1)):
        found[code] = letter
    for names, classes, at in ((TAILS, _TAIL_CLASSES, TAIL), (HEADS, _HEAD_CLASSES, HEAD)):
        for name, characters in classes.items():
            for code in map(ord, characters):
                found[code] = found[code] & ~(15 << at) | names.index(name) << at
    for code in map(ord, ".．"):
        found[code] = found[code] & ~(15 << TAIL) | MAYBE_END << TAIL
    for code in map(ord, CIRCLED):
        found[code] = found[code] & ~(15 << TAIL) | NOTE_MARK << TAIL
    for bit, characters in _CLASSES.items():
        for code in map(ord, characters):
            found[code] |= bit
    for m in re.finditer(f"[{HAN_CLASS}]+", everything):
        for code in range(m.start(), m.end()):
            found[code] |= HAN | NARROW_AFTER | WRAP_BEFORE | WRAP_AFTER
    for bit, pattern in ((SPACE, r"\s"), (ASCII, r"[\x00-\x7f]"), (LETTER, "[A-Za-z]"), (DIGIT | DECIMAL, "[0-9]")):
        for m in re.finditer(pattern, everything):
            found[m.start()] |= bit
    pairs = b"\n".join(bytes((first, second)) for first in range(0x81, 0xFF) for second in range(0x40, 0xFF))
    for code in map(ord, pairs.decode("gbk", "ignore")):
        found[code] |= WIDE if code > 127 else 0
    for code, is_numeral in enumerate(map(str.isdigit, everything)):
        if is_numeral:
            found[code] |= NUMERAL
    return found
