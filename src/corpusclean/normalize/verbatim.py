"""Spans marked as verbatim: code between backticks, fenced code, addresses.

The rules of encoding and width run before `Protected` can be asked: garbled or full-width text has no fragments yet.
"""

from __future__ import annotations

from collections.abc import Iterator

from corpusclean.edits import merged
from corpusclean.foreign.markdown import find_fenced
from corpusclean.patterns import lazy_pattern

_CODE = lazy_pattern("`[^`\n]+`")
_SCHEME = lazy_pattern(r"(?<![A-Za-z0-9_])(?:https?|ftp)\Z")
_REST = lazy_pattern("[!-~]+")


def verbatim(text: str) -> tuple[list[int], list[int]]:
    """-> starts, ends, ascending and disjoint.

    >>> verbatim("写作`&nbsp;`，见http://a.cn/?b=1&amp;c=2。")
    ([2, 12], [10, 36])
    """
    spans = [*find_fenced(text), *_addresses(text)]
    if "`" in text:
        spans += [m.span() for m in _CODE.finditer(text)]
    return merged(spans)


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    """Addresses, from the sign that each has: a pattern that may start anywhere is tried at every character."""
    at = text.find("://")
    while at >= 0:
        end = at + 3
        scheme = _SCHEME.search(text, max(at - 5, 0), at)
        if scheme and (rest := _REST.match(text, end)):
            end = rest.end()
            yield scheme.start(), end
        at = text.find("://", end)
