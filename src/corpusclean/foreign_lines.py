"""Lines that are no Chinese prose as a whole: code, data, references, logs, other languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpusclean.characters import HAN, HANGUL, KANA
from corpusclean.joined import parts
from corpusclean.patterns import lazy_pattern

SIGNS = ",`~-$>?!:*/=_"
"""Each span that a `find_…` of this module finds has one of these, but for `find_labelled`."""

_CODE_LINE = lazy_pattern(
    r"""\s*(?:
      (?:def|class|async|public|private|protected|static|final|void|int|long|float|double|char|bool|boolean|String|var|let|const|auto|
         fn|func|function|struct|enum|interface|package|namespace|using|import|from|export|require|include|typedef|template)\b[^，。！？]*[=({;:'"]
    | (?:return|if|elif|else|for|while|switch|case|try|catch|except|finally|raise|throw|with|yield|await|print|echo|printf|assert|del|do)\b\s*[("'{:\[=!\w][^，。！？]*[(){};:="'\[\]]
    | (?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|WITH|FROM|WHERE|GROUP|ORDER|VALUES|JOIN)\s+[\w*(`"'.]
    | (?:\$|>>>|\.\.\.|%|C:\\[^>\n]*>|[\w.-]+@[\w.-]+[:~\w/]*[$\#])\s+[\w./"'(-]
    | (?<=[ \t])\#\s
    | (?://|/\*|\*/|\*\s|\#!|\#include|\#define|<!--|<\?|--\s|;;)
    | [A-Za-z_$@][\w.$\[\]"'>-]*\s*(?:=|:=|\+=|-=|==)\s*[\w"'\[{($-]
    | [A-Za-z_$][\w.$]*\([^，。！？]*\)\s*(?:[;{:,]\s*)?(?:(?://|\#).*)?$
    | [{}\[\]()]+(?:[;,][;,)]*)?\s*(?:(?://|\#).*)?$
    | ["'][\w.$ \u4e00-\u9fff-]+["']\s*:\s*(?:["'\[{\d-]|true|false|null|None)
    | [\w.-]+:\s(?:["'\[{|>&*!]|true$|false$|null$)
    | \\(?:begin|end|section|chapter|item|title|usepackage|documentclass)\b
    | </?[A-Za-z!]
    | \[[a-z]{2,8}:[^\]]*\]$
    | [A-Za-z_@.\#][\w\s.,\#:>()-]*\{
    | @\w+(?:\(.*\))?$
    )""",
    re.VERBOSE,
)
_CODE_START = lazy_pattern(r"\s*[A-Za-z_$@#{}\[\]()\"'/\\*<>%.;-]")

_LOG = lazy_pattern(r"\[?\d{4}[-/]\d\d[-/]\d\d[ T]\d\d:\d\d(?::\d\d)?.*\b(?:ERROR|WARN|WARNING|INFO|DEBUG|TRACE|FATAL)\b")
_REFERENCE = lazy_pattern(
    r"\s*(?:\[\d+\]|\d+[.)])?.{4,160}?\[(?:[JMCDRNPSAGZ]|EB|DB|CP|DS)(?:/OL|/CD|/MT)?\]\s?[.,:/．，：][^。！？]{0,80}?(?:19|20)\d\d[^。！？\u4e00-\u9fff]*(?:年第?[\d()（）卷期 ,，:：.~-]*)?$"
)
"""An entry of a bibliography after GB/T 7714, whose marks are half-width."""

_HAN = lazy_pattern(rf"[{HAN}]")
_OTHER = lazy_pattern(f"[{KANA}{HANGUL}]")
_INFLECTED = lazy_pattern(f"[\u3040-\u309f{HANGUL}]")
"""Hiragana and Hangul: without them, katakana next to Chinese grammar are a foreign word."""
_GRAMMAR = lazy_pattern("[的了是在和与及或有不也都就这那为把被从到对等者之其而且但并将由向于以我你他她它與為這個們來過對從將於]")
"""Han characters of grammar: a line with one of them is Chinese, however many English names it has."""
_ENGLISH_WORDS = lazy_pattern(
    r"\b(?:the|an?|of|in|on|at|by|to|for|from|with|is|are|was|were|be|been|has|have|had|and|or|but|not|it|that|this|as|we|they|he|she|I|"
    r"you|my|his|her|our|their|which|who|what|means|called)\b"
)
_WORD = lazy_pattern(r"[A-Za-z][A-Za-z'’-]*[A-Za-z]")
_MIXED = lazy_pattern(rf"[A-Za-z0-9][{HAN}]|[{HAN}][A-Za-z0-9]")


_FIELD = lazy_pattern(r" ?[^\s,，。！？；]{0,16}\Z")
_VALUE = lazy_pattern(r" ?[A-Za-z0-9_.%+:/@-]+\Z")
_LONGEST_FIELD = 18
"""With its blank and its comma."""
_FEWEST_ROWS = 3
_LONGEST_WORD = 4


_DATE, _CLOCK = r"[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?", r"(?:[上下]午 ?)?[0-9]{1,2}:[0-9]{2}"
_MOMENT = rf"(?:{_DATE} {{1,2}}{_CLOCK}(?::[0-9]{{2}})?|{_CLOCK}:[0-9]{{2}})"
_WHO = r"[^，。；：！？,;:!?\n]{1,24}"
_STAMP = lazy_pattern(rf"^(?:{_MOMENT} {{1,2}}{_WHO}|{_WHO} {{1,2}}{_MOMENT}):?$", re.MULTILINE)
_CUE = lazy_pattern(r"^(?:\d{1,5}[ \t]*\n)?(?:\d+:)?\d\d:\d\d[.,]\d{3} --> .*$", re.MULTILINE)
_MARKED = lazy_pattern(
    r"^[ \t]*(?:>(?:[ >].*)?|(?:\?\?\?\+?|!!!)[ \t].*|:::.*|!\[[^\]\n]*\]\([^()\n]*\)|\*{1,3}[^*\s][^*\n]*\*{1,3}|([-=_*~])\1{2,})[ \t]*$",
    re.MULTILINE,
)
_CODE_IN_LINE = lazy_pattern("`[^`\n]+`|^[ \t]*```[a-z]+[ \t]*$", re.MULTILINE)
_LABELLED = lazy_pattern(rf"\n[ \t　]*([{HAN}]{{2,8}})[ 　]?[：:]")
_FEWEST_LABELS = 3
_FEWEST_CODES = 3
_BLANK_LINE = lazy_pattern(r"\n[ \t]*\n")
_FEWEST_SLASHES, _LONGEST_SEGMENT = 4, 8
"""Of a line cut into words by slashes; the second in characters, with the slash and a tag."""
_DISPLAY = lazy_pattern(r"^[ \t>]*\$\$[ \t]*$", re.MULTILINE)
_LITERAL = lazy_pattern(
    r"^([ \t]*)(?:\.\. (?:code-block|sourcecode|code)::.*|\S.*(?<!:)::|::)[ \t]*\n((?:\1[ \t]+\S.*\n?|[ \t]*\n)+)", re.MULTILINE
)
_FENCE = lazy_pattern(r"^[ \t>]*(`{3,}|~{3,})(.*)$", re.MULTILINE)
_FRONT_MATTER = lazy_pattern(r"---[ ]*\n(?:[\w\"'#-].*\n|[ ].*\n)*?---[ ]*$", re.MULTILINE)


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


def find_literal(text: str) -> Iterator[tuple[int, int]]:
    """The spans of literal blocks of reStructuredText: what stands further in below a line that ends with two colons.

    >>> text = "例如::\\n\\n    甲 = 乙\\n    丙 = 丁\\n\\n如上。"
    >>> [text[a:b].split() for a, b in find_literal(text)]
    [['甲', '=', '乙', '丙', '=', '丁']]
    """
    if "::" in text:
        yield from (m.span(2) for m in _LITERAL.finditer(text))


def find_front_matter(text: str) -> Iterator[tuple[int, int]]:
    """The span of the fields that a page of Markdown may begin with.

    >>> list(find_front_matter("---\\ntitle: 文档中心\\nsummary: 从这里开始\\n---\\n欢迎。"))
    [(0, 34)]
    """
    for start, end in parts(text):
        if text.startswith("---", start) and (m := _FRONT_MATTER.match(text, start, end)):
            yield m.span()


def find_stamped(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the lines of a chat that say who speaks at what time, each with the line above it.

    >>> text = "你好\\n张三 2024/3/5 10:23:45\\n在吗\\n李四 2024/3/5 10:24:01\\n在"
    >>> [text[a:b].split("\\n")[1] for a, b in find_stamped(text)]
    ['张三 2024/3/5 10:23:45', '李四 2024/3/5 10:24:01']
    """
    stamps = list(_STAMP.finditer(text)) if text.count(":") > 1 else []
    if len(stamps) > 1:  # one alone can be the end of a sentence
        yield from (_with_line_above(text, *m.span()) for m in stamps)


def find_cues(text: str) -> Iterator[tuple[int, int]]:
    """The spans of numbers and times of subtitles, each with the line above: a sentence may go on within what is shown at one time.

    >>> text = "1\\n00:00:01,000 --> 00:00:02,500\\n渡口的灯\\n还亮着\\n\\n2\\n00:00:03,000 --> 00:00:04,000\\n没有人"
    >>> [text[a:b].split("\\n")[0] for a, b in find_cues(text)]
    ['1', '还亮着']
    """
    if " --> " in text:
        yield from (_with_line_above(text, *m.span()) for m in _CUE.finditer(text))


def find_labelled(text: str) -> Iterator[tuple[int, int]]:
    """The spans of lines that each begin with a label and a colon, up to the beginning of the last: three with no other line between
    them, or two whose labels are equally long.

    >>> text = "译者：王梅 <mei@example.org>\\n校对：李强 <li@example.org>\\n以上是名单。"
    >>> [text[a:b] for a, b in find_labelled(text)]
    ['译者：王梅 <mei@example.org>\\n']
    """
    if text.count("：") + text.count(":") < 2:
        return
    run: list[re.Match[str]] = []  # of the text with a line end before it, which begins what is looked for
    for m in (*_LABELLED.finditer(f"\n{text}"), None):
        if m is not None and run and text.count("\n", run[-1].end() - 1, m.start()) == 1:
            run.append(m)
            continue
        if len(run) >= _FEWEST_LABELS or (len(run) > 1 and len(run[0][1]) == len(run[1][1])):
            yield run[0].start(), run[-1].start()
        run = [m] if m is not None else []


def find_marked(text: str) -> Iterator[tuple[int, int]]:
    """The spans of quoted lines of Markdown and mail, of titles and ends of boxes, of rulers, and of lines that are a picture, bold or slanted
    as a whole, each with the line above it.

    >>> text = "他写道：\\n> **注意：**\\n>\\n> 先备份。"
    >>> [text[a:b].split("\\n")[1] for a, b in find_marked(text)]
    ['> **注意：**', '>', '> 先备份。']
    """
    if any(sign in text for sign in (">", "???", "!!!", ":::", "![", "*", "---", "===", "___", "~~~")):
        yield from (_with_line_above(text, *m.span()) for m in _MARKED.finditer(text))


def find_paragraphs_of_markdown(text: str) -> Iterator[tuple[int, int]]:
    """The spans of lines before a blank one, where the text has code between backticks: who writes so parts paragraphs by blank lines.

    >>> text = "运行`ls -l`\\n\\n看到`a.txt`和`b.txt`\\n\\n然后"
    >>> [text[a:b] for a, b in find_paragraphs_of_markdown(text)]
    ['运行`ls -l`', '看到`a.txt`和`b.txt`']
    """
    if "`" in text and len(_CODE_IN_LINE.findall(text)) >= _FEWEST_CODES:
        for m in _BLANK_LINE.finditer(text):
            yield text.rfind("\n", 0, m.start()) + 1, m.start()


def find_segmented(text: str) -> Iterator[tuple[int, int]]:
    """The spans of lines cut into words by slashes, each with the line above it: examples of a corpus, one a line.

    >>> text = "例如：\\n/他/在/船/上/，/\\n/风/停/了/。/"
    >>> [text[a:b].split("\\n")[1] for a, b in find_segmented(text)]
    ['/他/在/船/上/，/', '/风/停/了/。/']
    """
    if text.count("/") < _FEWEST_SLASHES:
        return
    start = 0
    for line in text.split("\n"):
        slashes = line.count("/")
        if slashes >= _FEWEST_SLASHES and slashes * _LONGEST_SEGMENT >= len(line) and _HAN.search(line):
            yield _with_line_above(text, start, start + len(line))
        start += len(line) + 1


def find_displayed(text: str) -> Iterator[tuple[int, int]]:
    """The spans of formulas between lines of two dollar signs, with these.

    >>> text = "设\\n$$\\nx^k = a\\n$$\\n则称 a 为剩余。"
    >>> [text[a:b] for a, b in find_displayed(text)]
    ['$$\\nx^k = a\\n$$']
    """
    signs = _DISPLAY.finditer(text) if "$$" in text else iter(())
    yield from ((opening.start(), closing.end()) for opening, closing in zip(signs, signs, strict=False))


def _with_line_above(text: str, start: int, end: int) -> tuple[int, int]:
    above = start
    while above and text[above - 1].isspace():
        above -= 1
    return text.rfind("\n", 0, above) + 1, end


def find_rows(text: str) -> Iterator[tuple[int, int]]:
    """The spans of comma-separated tables: at least three lines of as many short fields, some column all numbers or letters.

    >>> text = "姓名,年龄,城市\\n王梅,34,北京\\n李强,41,上海\\n以上."
    >>> [text[a:b] for a, b in find_rows(text)]
    ['姓名,年龄,城市\\n王梅,34,北京\\n李强,41,上海']
    """
    if text.count(",") < 2 * _FEWEST_ROWS or text.count("\n") < _FEWEST_ROWS - 1:
        return
    start = 0
    rows: list[list[str]] = []
    for line in (*text.split("\n"), ""):
        commas = line.count(",")
        fields = line.split(",") if commas > 1 and len(line) <= _LONGEST_FIELD * (commas + 1) else []
        row = fields if all(map(_FIELD.match, fields)) else []
        if rows and len(row) != len(rows[0]):
            if len(rows) >= _FEWEST_ROWS and _is_table(rows):
                yield start - sum(len(field) + 1 for each in rows for field in each), start - 1
            rows = []
        if row:
            rows.append(row)
        start += len(line) + 1


def _is_table(rows: list[list[str]]) -> bool:
    """Whether some column holds numbers or letters alone, or all fields are words of different lengths: verse has equal lines."""
    lengths = {len(field.strip()) for row in rows for field in row}
    words = len(lengths) > 1 and min(lengths) >= 1 and max(lengths) <= _LONGEST_WORD and len(set(map(tuple, rows))) == len(rows)
    return words or any(all(map(_VALUE.match, column[1:])) for column in zip(*rows, strict=True))


def is_foreign(line: str) -> bool:
    """Whether all of a line is to be left alone.

    >>> is_foreign("x = f(y)  # 说明,注释"), is_foreign("We went to 北京, 上海 and 广州."), is_foreign("他说,x = 1")
    (True, True, False)
    """
    return bool(
        is_east_asian(line)
        or is_english(line)
        or _LOG.match(line)
        or (_CODE_START.match(line) and _CODE_LINE.match(line))
        or ("[" in line and _REFERENCE.match(line))
    )


def is_east_asian(line: str) -> bool:
    """Whether the line is Japanese or Korean: kana or Hangul in more than a word or two of it.

    >>> is_east_asian("東京,大阪などの都市"), is_east_asian("美の味道,全城最佳,欢迎光临本店品尝")
    (True, False)
    """
    foreign = len(_OTHER.findall(line))
    return foreign > 1 and foreign * 8 > len(_HAN.findall(line)) and not (_GRAMMAR.search(line) and not _INFLECTED.search(line))


def is_english(line: str) -> bool:
    """Whether the line is English with some Chinese words in it: they are set off by blanks, and none of them is grammar.

    >>> is_english("The word for tea is cha (茶), 茶叶 means tea leaves."), is_english("The Good, the Bad and the Ugly 是一部电影.")
    (True, False)
    """
    return (
        not _GRAMMAR.search(line)
        and not _MIXED.search(line)
        and len(_ENGLISH_WORDS.findall(line)) > 1
        and 0 < len(_HAN.findall(line)) < 2 * len(_WORD.findall(line))
    )
