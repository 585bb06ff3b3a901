"""Lines that other languages of markup set apart: reStructuredText."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpusclean.patterns import lazy_pattern

_LITERAL = lazy_pattern(
    r"^([ \t]*)(?:\.\. (?:code-block|sourcecode|code)::.*|\S.*(?<!:)::|::)[ \t]*\n((?:\1[ \t]+\S.*\n?|[ \t]*\n)+)", re.MULTILINE
)


def find_literal(text: str) -> Iterator[tuple[int, int]]:
    """The spans of literal blocks of reStructuredText: what stands further in below a line that ends with two colons.

    >>> text = "例如::\\n\\n    甲 = 乙\\n    丙 = 丁\\n\\n如上。"
    >>> [text[a:b].split() for a, b in find_literal(text)]
    [['甲', '=', '乙', '丙', '=', '丁']]
    """
    if "::" in text:
        yield from (m.span(2) for m in _LITERAL.finditer(text))
