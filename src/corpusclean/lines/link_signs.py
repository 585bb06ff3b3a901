"""Link signs: what is seen of two blocks, one of which may follow the other, as numbers that `link_net.py` weighs.

Some are seen of the lines by themselves (how far they are from the edge of the column, how they end), some of both together: the
language model's opinion, brackets that one leaves open and the other closes, items whose numbers follow.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from corpusclean.lines.blocks import BYLINE, DATELINE, ITEM, JUMP, kind
from corpusclean.lines.layout import columns_of, em, units
from corpusclean.patterns import lazy_pattern
from corpusclean.simplified import simplify

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Places = NDArray[np.int64]

Block = Sequence[str]
"""The lines between two blank lines."""

KINDS = (BYLINE, DATELINE, ITEM, JUMP)
MOST_NATS, MOST_BRACKETS = 12.0, 2
WIDEST_GAP, WIDEST_UNIT, MOST_ROOM = 12.0, 4.0, 3.0
FULL_EM, INDENTED_EM = 1.1, 3.1
"""A line nearer to the edge of the column is full; one nearer than the second may be a paragraph's first, which is indented by two em."""

_END = lazy_pattern(r"[。！？…”）』」][”』」）]{0,2}$")
_ON = lazy_pattern(r"[，、；]$")
_OPENING, _CLOSING = "“‘《（『「(〈【", "”’》）』」)〉】"
_NUMBERED = lazy_pattern(
    r"第(?P<a>[一二三四五六七八九十百零]{1,5})[条章节款]|[（(](?P<b>[一二三四五六七八九十]{1,3}|[0-9]{1,2})[）)]"
    r"|(?P<c>[一二三四五六七八九十]{1,3}|[0-9]{1,2})[、．]"
)
_DIGITS = "零一二三四五六七八九"


def column_em(blocks: Sequence[Block]) -> float:
    """The width most lines of the page come near to; all columns of a page are taken to be equally wide."""
    lines = [line for block in blocks for line in block]
    columns = sorted(column for column in columns_of(lines) if column)
    return columns[len(columns) // 2] if columns else sorted(map(em, lines))[int(0.8 * len(lines))]


def gaps(lines: Sequence[str], width: float) -> NDArray[np.float64]:
    """How many em each line is short of the column."""
    import numpy as np

    return width - np.array([em(line) for line in lines])


def sizes(lines: Sequence[str], width: float) -> NDArray[np.bool_]:
    """bool[n, 2]: whether each line fills the column, and whether it is a paragraph's indent (two em) narrower than it."""
    import numpy as np

    gap = gaps(lines, width)
    return np.stack([gap < FULL_EM, (gap >= FULL_EM) & (gap < INDENTED_EM)], axis=1)


def ends(lines: Sequence[str]) -> NDArray[np.bool_]:
    """bool[n, 2]: whether each line ends as a paragraph may, and whether with a mark after which the text goes on."""
    import numpy as np

    return np.array([(bool(_END.search(line)), bool(_ON.search(line))) for line in lines])


def head_signs(heads: Sequence[str], width: float) -> Floats:
    """What is seen of first lines, float32[n, 10]."""
    import numpy as np

    own = [
        (_closed_share(line), line[:1] in "“『「‘", min(unit, WIDEST_UNIT) / 2)
        for line, unit in zip(heads, units(heads), strict=True)
    ]
    return np.hstack([_shapes(heads, width), np.array(own, dtype=np.float32)])


def tail_signs(blocks: Sequence[Block], width: float) -> Floats:
    """What is seen of last lines (of whole blocks: the brackets left open), float32[n, 12]."""
    import numpy as np

    tails = [block[-1] for block in blocks]
    own = [
        (min(len(_brackets(block)[0]), MOST_BRACKETS) / MOST_BRACKETS, tail[-1:] in "：:", tail[-1:] in "。！？")
        for block, tail in zip(blocks, tails, strict=True)
    ]
    return np.hstack([_shapes(tails, width), ends(tails), np.array(own, dtype=np.float32)], dtype=np.float32)


def _shapes(lines: Sequence[str], width: float) -> Floats:
    import numpy as np

    gap = np.clip(gaps(lines, width), -2, WIDEST_GAP) / 4
    kinds = np.array([[found == each for each in KINDS] for found in map(kind, lines)])
    return np.hstack([gap[:, np.newaxis], sizes(lines, width), kinds]).astype(np.float32)


def _closed_share(line: str) -> float:
    return min(len(_brackets([line])[1]), MOST_BRACKETS) / MOST_BRACKETS


def _brackets(block: Block) -> tuple[str, str]:
    """The brackets and quotation marks that a block leaves open, and those that it closes without having opened them.

    >>> _brackets(["他说：“今天", "天气（很好"]), _brackets(["晴）。”他说"])
    (('“（', ''), ('', '）”'))
    """
    opened = closed = ""
    for character in "".join(block):
        if character in _OPENING:
            opened += character
        elif character in _CLOSING:
            if opened and _OPENING.index(opened[-1]) == _CLOSING.index(character):
                opened = opened[:-1]
            elif not opened:
                closed += character
    return opened, closed


def room_signs(tails: Sequence[str], heads: Sequence[str], i: Places, j: Places, width: float) -> Floats:
    """For each pair, float32[n, 2]: how much room line i leaves for what begins line j, and whether it would have fitted."""
    import numpy as np

    left = gaps(tails, width)[i] - np.array(units(heads))[j]
    return np.stack([np.clip(left, -MOST_ROOM, MOST_ROOM) / 2, left >= 0], axis=1).astype(np.float32)


def bracket_signs(blocks: Sequence[Block], i: Places, j: Places) -> Floats:
    """For each pair, float32[n, 2]: block i leaves a bracket open and the first line of block j closes another kind, or the same."""
    import numpy as np

    opened = np.array([_OPENING.index(found[-1]) if (found := _brackets(block)[0]) else -1 for block in blocks])
    closed = np.array([_CLOSING.index(found[0]) if (found := _brackets(block[:1])[1]) else -2 for block in blocks])
    both = (opened[i] >= 0) & (closed[j] >= 0)
    same = opened[i] == closed[j]
    return np.stack([both & ~same, same], axis=1).astype(np.float32)


def number_signs(blocks: Sequence[Block], i: Places, j: Places) -> Floats:
    """For each pair, float32[n, 5], if block j begins with a number: none stands in block i; this is the first of a list; the last
    number in block i is of another kind; it is the one before; it is any other."""
    import numpy as np

    first = np.array([numbered(block[0]) for block in blocks])
    last = np.array([next((found for line in reversed(block) if (found := numbered(line))[0]), (0, 0)) for block in blocks])
    (kind_after, after), (kind_before, before) = first[j].T, last[i].T
    is_item, alone, alike = kind_after > 0, kind_before == 0, kind_after == kind_before
    opens = is_item & ~alone & ~alike & (after == 1)
    told = is_item & alone, opens, is_item & ~alone & ~alike & ~opens, is_item & alike & (after == before + 1)
    return np.stack([*told, is_item & alike & (after != before + 1)], axis=1).astype(np.float32)


def numbered(line: str) -> tuple[int, int]:
    """The kind of number with which an item begins (0: it has none), and the number.

    >>> numbered("第十五条 任何单位"), numbered("（三）兴建"), numbered("2、新疆"), numbered("三年来")
    ((1, 15), (2, 3), (3, 2), (0, 0))
    """
    found = _NUMBERED.match(simplify(line))
    if found is None:
        return 0, 0
    style = "abc".index(str(found.lastgroup)) + 1
    return style, _value(found[str(found.lastgroup)])


def _value(text: str) -> int:
    if text.isdecimal():
        return int(text)
    hundreds, _, rest = text.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    return (
        100 * (_DIGITS.find(hundreds[-1:]) if hundreds else "百" in text)
        + 10 * (_DIGITS.find(tens[-1:]) if tens.strip("零") else bool(ten))
        + (_DIGITS.find(ones[-1:]) if ones else 0)
    )
