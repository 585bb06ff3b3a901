"""Lines that Markdown, and mail with it, mark as their own: code between fences, fields at the top, formulas, quotations, pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpusclean.foreign.spans import with_line_above
from corpusclean.joined import parts
from corpusclean.patterns import lazy_pattern

_FENCE = lazy_pattern(r"^[ \t>]*(`{3,}|~{3,})(.*)$", re.MULTILINE)
_FRONT_MATTER = lazy_pattern(r"---[ ]*\n(?:[\w\"'#-].*\n|[ ].*\n)*?---[ ]*$", re.MULTILINE)
_DISPLAY = lazy_pattern(r"^[ \t>]*\$\$[ \t]*$", re.MULTILINE)
_MARKED = lazy_pattern(
    r"^[ \t]*(?:>(?:[ >].*)?|(?:\?\?\?\+?|!!!)[ \t].*|:::.*|!\[[^\]\n]*\]\([^()\n]*\)|\*{1,3}[^*\s][^*\n]*\*{1,3}|([-=_*~])\1{2,})[ \t]*$",
    re.MULTILINE,
)
_CODE_IN_LINE = lazy_pattern("`[^`\n]+`|^[ \t]*```[a-z]+[ \t]*$", re.MULTILINE)
_FEWEST_CODES = 3
_BLANK_LINE = lazy_pattern(r"\n[ \t]*\n")


def find_fenced(text: str) -> Iterator[tuple[int, int]]:
    """The spans of code between fences of Markdown, with the fences.

    >>> text = "例如：\\n```js\\nlet a = {\\n  名: '张三',\\n```\\n如上。"
    >>> [text[a:b] for a, b in find_fenced(text)]
    ["```js\\nlet a = {\\n  名: '张三',\\n```"]
    """
    if "```" not in text and "~~~" not in text:
        return
    for start, end in parts(text):
        opening: re.Match[str] | None = None
        for m in _FENCE.finditer(text, start, end):
            if opening is None:
                opening = m if m[1][0] not in m[2] else None
            elif m[1].startswith(opening[1]) and not m[2].strip():
                yield opening.start(), m.end()
                opening = None


def find_front_matter(text: str) -> Iterator[tuple[int, int]]:
    """The span of the fields that a page of Markdown may begin with.

    >>> list(find_front_matter("---\\ntitle: 文档中心\\nsummary: 从这里开始\\n---\\n欢迎。"))
    [(0, 34)]
    """
    for start, end in parts(text):
        if text.startswith("---", start) and (m := _FRONT_MATTER.match(text, start, end)):
            yield m.span()


def find_displayed(text: str) -> Iterator[tuple[int, int]]:
    """The spans of formulas between lines of two dollar signs, with these.

    >>> text = "设\\n$$\\nx^k = a\\n$$\\n则称 a 为剩余。"
    >>> [text[a:b] for a, b in find_displayed(text)]
    ['$$\\nx^k = a\\n$$']
    """
    signs = _DISPLAY.finditer(text) if "$$" in text else iter(())
    yield from ((opening.start(), closing.end()) for opening, closing in zip(signs, signs, strict=False))


def find_marked(text: str) -> Iterator[tuple[int, int]]:
    """The spans of quoted lines of Markdown and mail, of titles and ends of boxes, of rulers, and of lines that are a picture, bold or slanted
    as a whole, each with the line above it.

    >>> text = "他写道：\\n> **注意：**\\n>\\n> 先备份。"
    >>> [text[a:b].split("\\n")[1] for a, b in find_marked(text)]
    ['> **注意：**', '>', '> 先备份。']
    """
    if any(sign in text for sign in (">", "???", "!!!", ":::", "![", "*", "---", "===", "___", "~~~")):
        yield from (with_line_above(text, *m.span()) for m in _MARKED.finditer(text))


def find_paragraphs_of_markdown(text: str) -> Iterator[tuple[int, int]]:
    """The spans of lines before a blank one, where the text has code between backticks: who writes so parts paragraphs by blank lines.

    >>> text = "运行`ls -l`\\n\\n看到`a.txt`和`b.txt`\\n\\n然后"
    >>> [text[a:b] for a, b in find_paragraphs_of_markdown(text)]
    ['运行`ls -l`', '看到`a.txt`和`b.txt`']
    """
    if "`" in text and len(_CODE_IN_LINE.findall(text)) >= _FEWEST_CODES:
        for m in _BLANK_LINE.finditer(text):
            yield text.rfind("\n", 0, m.start()) + 1, m.start()
