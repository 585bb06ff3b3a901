"""Lines: where those of a text begin and end, that are not blank."""

from __future__ import annotations

from typing import Any

from corpusclean.lines.loops.characters import INDENT, LINE_BREAK, NEWLINE, SPACE
from corpusclean.lines.loops.width_loops import width


def find_lines(marks: Any, starts: Any, ends: Any, blanks: Any, indents: Any) -> int:
    """Fills in where each line starts and ends without the spaces around it, the blank lines before it, and the width of the spaces
    before it, in half em -> how many lines there are.  The arrays must have room for one line more than there are line breaks.
    """
    count = k = 0
    while True:
        last = k
        newlines, indent = 0, k
        while k < len(marks) and marks[k] & SPACE:
            newlines += (marks[k] & NEWLINE) != 0
            k += 1
            if marks[k - 1] & LINE_BREAK:
                indent = k
        if k == len(marks):
            return count
        starts[count] = k
        blanks[count] = max(0, newlines - 1) if count else 0
        indents[count] = width(marks, indent, k) if k > last and marks[k - 1] & INDENT else 0
        while k < len(marks) and not marks[k] & LINE_BREAK:
            k += 1
        end = k
        while marks[end - 1] & SPACE:
            end -= 1
        ends[count] = end
        count += 1
