"""Spans marked as verbatim: code between backticks, fenced code, addresses.

The rules of encoding and width run before `Protected` can be asked: garbled or full-width text has no fragments yet.
"""

from __future__ import annotations

import re

from corpusclean.patterns import lazy_pattern

_VERBATIM = lazy_pattern(
    r"(?:^[ \t]*(?P<fence>```|~~~)[\s\S]*?^[ \t]*(?P=fence))|`[^`\n]+`|\b(?:https?|ftp)://[!-~]+", re.MULTILINE
)


def verbatim(text: str) -> tuple[list[int], list[int]]:
    """-> starts, ends, ascending and disjoint.

    >>> verbatim("写作`&nbsp;`，见http://a.cn/?b=1&amp;c=2。")
    ([2, 12], [10, 33])
    """
    if "`" not in text and "://" not in text and "~~~" not in text:
        return [], []
    spans = [m.span() for m in _VERBATIM.finditer(text)]
    return [start for start, _ in spans], [end for _, end in spans]
