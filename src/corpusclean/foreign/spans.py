"""Spans of lines."""

from __future__ import annotations


def with_line_above(text: str, start: int, end: int) -> tuple[int, int]:
    """The span, from the beginning of the line above it that is not blank.

    >>> with_line_above("甲\\n乙\\n\\n丙", 5, 6)
    (2, 6)
    """
    above = start
    while above and text[above - 1].isspace():
        above -= 1
    return text.rfind("\n", 0, above) + 1, end


def line_end(text: str, start: int) -> int:
    """Where the line ends that has the place `start`."""
    end = text.find("\n", start)
    return end if end >= 0 else len(text)
