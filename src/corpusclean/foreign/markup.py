"""Lines that other languages of markup set apart: reStructuredText, Org, TeX, roff, the line ends of Mandoku.

Prose between them may be wrapped and is mended like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpusclean.foreign.spans import with_line_above
from corpusclean.patterns import lazy_pattern

_LITERAL = lazy_pattern(
    r"^([ \t]*)(?:\.\. (?:code-block|sourcecode|code)::.*|\S.*(?<!:)::|::)[ \t]*\n((?:\1[ \t]+\S.*\n?|[ \t]*\n)+)", re.MULTILINE
)
_ORG = lazy_pattern(r"^(?:\*+[ \t].*|[ \t]*(?:#\+(?:(begin|end)_)?\w+|:[\w-]+:|:[ \t]).*)$", re.MULTILINE | re.IGNORECASE)
_ORG_KEYWORD = lazy_pattern(r"^[ \t]*#\+[A-Za-z_]+", re.MULTILINE)
_IS_TEX = lazy_pattern(
    r"\\(?:begin|end|(?:sub)*section|chapter|item|documentclass|usepackage)\b|^@\w+\{[^{},\s]+,[ \t]*$", re.MULTILINE
)
_TEX_COMMAND = lazy_pattern(
    r"^[ \t]*(?:%.*|\\[A-Za-z]+\*?(?:\[[^\]\n]*\]|\{[^{}\n]*\})*[ \t]*|[A-Za-z-]+[ \t]*=[ \t]*[{\"].*)$", re.MULTILINE
)
"""A comment, a command that has a line of its own, a field of a bibliography."""
_TEX_ITEM = lazy_pattern(r"^[ \t]*\\(?:item|bibitem|footnote|caption|label)\b", re.MULTILINE)
_TEX_ROW = lazy_pattern(r"^.*(?:\\\\(?:\[[^\]\n]*\])?|(?<!\\)%)[ \t]*$", re.MULTILINE)
"""Ends with a command to end the line, or a mark that keeps its end out."""
_REQUEST = lazy_pattern(r"^[.'](?:[ \t]*(?:[A-Za-z]{1,3}\b|\\|\}).*|\.?[ \t]*)$", re.MULTILINE)
_IS_ROFF = lazy_pattern(r"^\.(?:TH|SH|SS|PP|TP|IP|LP|Dd|Dt|Sh|Nm|Pp|It)\b", re.MULTILINE)
_FEWEST_REQUESTS = 3
_PILCROW = lazy_pattern("^.*¶[ \t]*$", re.MULTILINE)


def find_literal(text: str) -> Iterator[tuple[int, int]]:
    """The spans of literal blocks of reStructuredText: what stands further in below a line that ends with two colons.

    >>> text = "例如::\\n\\n    甲 = 乙\\n    丙 = 丁\\n\\n如上。"
    >>> [text[a:b].split() for a, b in find_literal(text)]
    [['甲', '=', '乙', '丙', '=', '丁']]
    """
    if "::" in text:
        yield from (m.span(2) for m in _LITERAL.finditer(text))


def find_org(text: str) -> Iterator[tuple[int, int]]:
    """The spans of Org's blocks, headings, drawers and keywords, each with the line above it.

    >>> text = "#+TITLE: 渡口\\n* 船\\n:PROPERTIES:\\n老孙撑船\\n#+BEGIN_SRC\\n甲\\n\\n乙\\n#+END_SRC"
    >>> [text[a:b].split("\\n")[-1] for a, b in find_org(text)]
    ['#+TITLE: 渡口', '* 船', ':PROPERTIES:', '#+END_SRC']
    """
    if "#+" not in text or not _ORG_KEYWORD.search(text):
        return
    block: int | None = None  # where it begins
    for m in _ORG.finditer(text):
        side = (m[1] or "").lower()
        if side == "begin":
            block = m.start()
        else:
            yield with_line_above(text, block if side == "end" and block is not None else m.start(), m.end())
            block = None if side == "end" else block


def find_tex(text: str) -> Iterator[tuple[int, int]]:
    """The spans of comments of TeX, of commands on lines of their own and of fields of its bibliographies, each with the line above it;
    of the line above an item; and of rows that say where they end.

    >>> text = "\\\\begin{tabular}{ll}\\n甲 & 乙 \\\\\\\\\\n丙 & 丁\\n\\\\hline\\n\\\\end{tabular}"
    >>> [text[a:b].split("\\n")[-1] for a, b in find_tex(text)]
    ['\\\\begin{tabular}{ll}', '\\\\hline', '\\\\end{tabular}', '甲 & 乙 \\\\\\\\']
    """
    if ("\\" in text or "@" in text) and _IS_TEX.search(text):
        yield from (with_line_above(text, *m.span()) for m in _TEX_COMMAND.finditer(text))
        yield from (with_line_above(text, m.start(), m.start()) for m in _TEX_ITEM.finditer(text))
        yield from (m.span() for m in _TEX_ROW.finditer(text))


def find_requests(text: str) -> Iterator[tuple[int, int]]:
    """The spans of requests of roff, in which manual pages are written, each with the line above it.

    >>> text = ".TH 渡 1\\n.SH 名称\\n渡 - 过河\\n.SH 描述\\n.B 渡\\n把人送过河。"
    >>> [text[a:b].split("\\n")[-1] for a, b in find_requests(text)]
    ['.TH 渡 1', '.SH 名称', '.SH 描述', '.B 渡']
    """
    if ("\n." in text or text.startswith(".")) and len(_IS_ROFF.findall(text)) >= _FEWEST_REQUESTS:
        yield from (with_line_above(text, *m.span()) for m in _REQUEST.finditer(text))


def find_pilcrows(text: str) -> Iterator[tuple[int, int]]:
    """The spans of lines that end with ¶: so Mandoku marks the lines of an edition, which are kept.

    >>> text = "道可道，¶\\n非常道；¶\\n名可名，¶"
    >>> [text[a:b] for a, b in find_pilcrows(text)]
    ['道可道，¶', '非常道；¶', '名可名，¶']
    """
    if "¶" in text:
        yield from (m.span() for m in _PILCROW.finditer(text))
