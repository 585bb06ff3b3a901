"""Captions that a PDF's extractor has put before the text of their page, brought to the paragraph whose words they repeat.

Pictures are drawn first, so `pdftotext -raw` and others write their captions first, wherever on the page they stood.  Nothing in the
layout of the text shows which paragraph a picture has cut.  Some captions do: they say again what the paragraph says.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from corpusclean.lines import blocks
from corpusclean.lines.arrange import Rows
from corpusclean.lines.layout import Line
from corpusclean.lines.pages import pages_of
from corpusclean.lines.reading import Reading

MIN_REPEATED_CHARS = 8
"""So many characters together must stand in the paragraph, and in no other of the page.  On typeset pages 51 captions before their text
share 11 or more with the paragraph that their picture has cut; the others, about twice as many, share 5 at most with any."""
MIN_REPEATED_SHARE = 0.5
"""Share of a caption's own characters that they must be: a long name that a paragraph also says does not make a caption of it."""
WHY = "moved from the head of the page to the paragraph that repeats its words"


def misplaced(rows: Rows, reading: Reading, lines: Sequence[Line], text: str) -> dict[int, int]:
    """The rows of captions that stand before the text of their page, and the row that each belongs after: a wrapped paragraph of that
    page which alone repeats its words."""
    found: dict[int, int] = {}
    for page in pages_of(text, lines, rows):
        captions = list(takewhile(lambda i: reading.kinds[i] in blocks.PICTURE, page))
        if captions:
            above = page.start
            prose = [
                i for i in range(captions[-1] + 1, page.stop) if len(rows.members(i)) > 1 and reading.kinds[i] == blocks.PROSE
            ]
            bare = {i: _bare(rows.texts[i]) for i in prose}
            for caption in _groups(captions, reading):
                host = _host(_bare(blocks.words_of_caption(rows.texts[caption[0]])), bare)
                if host is not None and host >= above:
                    found |= dict.fromkeys(caption, host)
                    above = host
    return found


def arranged(rows: Rows, moves: dict[int, int]) -> Rows:
    """The rows, those of `moves` after the rows they belong to."""
    after: dict[int, list[int]] = {}
    for i, host in sorted(moves.items()):
        after.setdefault(host, []).append(i)
    return rows.chained([[k] for i in range(len(rows)) if i not in moves for k in (i, *after.get(i, ()))], {})


def _groups(captions: Sequence[int], reading: Reading) -> list[list[int]]:
    """Each caption with the credits below it."""
    groups: list[list[int]] = []
    for i in captions:
        if reading.kinds[i] == blocks.CREDIT and groups:
            groups[-1].append(i)
        else:
            groups.append([i])
    return groups


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _host(caption: str, paragraphs: dict[int, str]) -> int | None:
    """The only paragraph that repeats enough of the caption."""
    least = max(MIN_REPEATED_CHARS, int(MIN_REPEATED_SHARE * len(caption) + 0.5))
    said = {caption[k : k + MIN_REPEATED_CHARS] for k in range(len(caption) - MIN_REPEATED_CHARS + 1)}
    near = [i for i, paragraph in paragraphs.items() if any(part in paragraph for part in said)]
    if len(near) != 1:
        return None
    parts = (caption[k : k + least] for k in range(len(caption) - least + 1))
    return near[0] if any(part in paragraphs[near[0]] for part in parts) else None
