"""Names of two characters set wide, so that they are as long as names of three: 方 喆, 刘 坤."""

from __future__ import annotations

import re

from corpusclean.characters import BLANKS, HAN, SURNAMES
from corpusclean.patterns import lazy_pattern

_IS_SURNAME = frozenset(SURNAMES)
_OPENS = lazy_pattern(rf"(?:^|[^{HAN}]|记者|讯员|论员|编辑|作者|摄影|责编|校对|翻译|导演|主任|主编|策划|统筹)$", re.MULTILINE)
_GIVEN = lazy_pattern(rf"[{HAN}](?=摄影报道|摄影|摄|文并摄|图/?文|文|图|报道|[/／、，,。；;）)|]|[{BLANKS}]|$)", re.MULTILINE)
_CREDIT = lazy_pattern(
    r"记者|通讯员|特派员|评论员|观察员|作者|编辑|责编|主编|校对|摄影|美编|供图|撰文|制图|编译|策划|统筹|摄$|摄[）)]|[/／]摄"
)
_LIST = lazy_pattern(rf"(?<![{HAN}])[{SURNAMES}][{BLANKS}]{{1,4}}[{HAN}](?:、|$)", re.MULTILINE)


def is_in_name(line: str, start: int, end: int) -> bool:
    """Whether the blanks [start, end) of a line stand within a name set wide, if it `has_names`.

    新华社记者 方 喆摄 has one; 本报记者 张伟 李娜 has none.
    """
    return bool(
        line[start - 1] in _IS_SURNAME
        and _GIVEN.match(line, end)
        and _OPENS.search(line[max(start - 5, 0) : start - 1])
    )  # fmt: skip


def has_names(line: str) -> bool:
    """Whether a line says that it names people (记者 and the like), or lists names set wide."""
    return bool(_CREDIT.search(line)) or len(_LIST.findall(line)) > 1
