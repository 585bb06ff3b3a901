"""Blocks: what a line is, from its own words: heading, byline, credit, caption, dateline, list item, furniture and so on.

One place per kind, in the order in which they are asked.  A line of a kind other than prose is not joined into prose.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from corpusclean.characters import HAN
from corpusclean.lines.layout import em
from corpusclean.patterns import lazy_pattern

PROSE, HEADING, BYLINE, CREDIT, CAPTION, DATELINE = "prose", "heading", "byline", "credit", "caption", "dateline"
ITEM, FURNITURE, JUMP, VERSE, TABLE, OTHER = "item", "furniture", "jump", "verse", "table", "other"
CODE, SPEECH = "code", "speech"
CREDITED = "credited"
"""Ends with a credit: a bare caption, or the last line of one."""

_NUMBER = "[0-9０-９一二三四五六七八九十百零〇]"
_NAME = rf"[{HAN}](?:[ 　]{{0,2}}[{HAN}·]){{1,5}}"
_NAMES = rf"{_NAME}(?:[ 　、，,/／]{{1,3}}{_NAME}){{0,5}}"
_ROLE = (
    r"(?:本报|本刊|本网|新华社|人民网|中新社|央视|光明网)?(?:特约|特派|首席|实习|见习|驻[^，。 ]{1,8})?"
    r"(?:全媒体)?(?:记者|通讯员|评论员|撰稿人?|摄影|编辑|作者)"
)

_BYLINE = lazy_pattern(
    rf"[▶►◆■●○□▲△☆★◎◇（(〈]{{0,2}}[ 　]?(?:{_ROLE}[ 　:：/／]{{0,2}}(?:{_NAMES})?(?:[ 　/／]{{1,3}}{_ROLE}[ 　:：]{{0,2}}{_NAMES})*"
    rf"|[□■◇◆文图][ 　/／:：]{{0,2}}{_NAMES}|(?:编辑|责编|责任编辑|作者|译者|来源|文|图|摄影|制图|设计|校对)[ 　]{{0,2}}[:：丨|/／][ 　]?[^。！？]{{2,24}})"
    r"[ 　]?[）)]?"
)
_CREDIT = lazy_pattern(
    rf"[（(〈]?[ 　]?(?:[^，。；！？（）(){{}}\n]{{0,14}}[/／ 　])?(?:{_ROLE})?[ 　]{{0,2}}(?:{_NAMES})?[ 　/／]{{0,2}}(?:摄(?:影(?:报道)?)?|供图|制图|绘图?|/?图|[（(]?资料(?:图片|照片)[）)]?)[ 　]?[）)]?"
    r"|[（(]?(?:新华社|中新社|视觉中国|人民视觉|影像中国)发?(?:[（(][^）)]{2,12}[）)])?[）)]?"
)
_CAPTION = lazy_pattern(
    r"[▲▼►◄△▽◀▶↑↓←→][^▲▼]{4,}|图[0-9０-９①-⑳一二三四五六七八九十]{0,3}[为：:]|(?:上|下|左|右|题)图[为：:，]|图片[：:]"
)
_CAPTION_END = lazy_pattern(
    rf"[（(〈][ 　]?(?:{_ROLE})?[ 　]?(?:[^，。（）()]{{2,14}})[ 　/／]?(?:摄(?:影(?:报道)?)?|供图|制图)[ 　]?[）)]$|(?:记者|通讯员)[ 　]{{0,2}}{_NAMES}[/／ 　]?摄[ 　]?[）)]?$"
)
_DATELINE = lazy_pattern(
    r"[（(〈【]?[ 　]?(?:据)?(?:新华社|本报|中新社|人民网|本刊|新华网)[^，。；：]{0,12}[0-9０-９]{1,2}月[0-9０-９\]]{1,2}日(?:电|讯)?(?:[ 　（(〈]{0,2}记者[^，。）) ]{2,16})?[ 　]?[）)】]?"
    r"|[（(〈]来源[：:][^）)]{2,40}[）)]|[0-9]{4}[年./-][0-9]{1,2}[月./-][0-9]{1,2}日?(?:[ 　]{1,2}[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?)?"
)
_ITEM = lazy_pattern(
    rf"[（(〈《]{{1,2}}{_NUMBER}{{1,4}}[）)〉》]|[一二三四五六七八九十]{{1,3}}[、．.]|[0-9０-９]{{1,3}}(?:[、）)．]|[ ]?\.(?![0-9]))|[①-⑳⑴-⒇㈠-㈩]"
    rf"|[●•◆■▪◇○□★☆√※·▶►][^·]|[-*+][ ]|第{_NUMBER}{{1,4}}[条章节款编篇讲课回]|[A-Da-d][.、．）)](?![A-Za-z])|其[一二三四五六七八九十][，、：]"
)
_PAGE = lazy_pattern(
    r"[—\-–·•~～_一 　]{0,4}(?:第[ ]?[0-9０-９一二三四五六七八九十]{1,4}[ ]?[版页](?:[ 　/／]{0,2}(?:共[ ]?[0-9]{1,4}[ ]?[版页])?)?|[0-9]{1,4})[—\-–·•~～_一 　]{0,4}"
)
_RUNNING = lazy_pattern(
    r"(?:[0-9０-９]{4}年)?(?:[0-9０-９]{1,2}月)?[0-9０-９]{1,2}日[ 　]{0,3}星期[一二三四五六日天].{0,12}|[0-9]{1,3}[ 　]{1,4}(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日[ 　]{0,3}星期[一二三四五六日天]"
)
_JUMP = lazy_pattern(
    r"[（(〈《▲▼►]?[ ]?(?:上接|下转|紧接|转|接)第?[ ]?[0-9０-９一二三四五六七八九十]{1,3}[ ]?[版页][^。，]{0,10}[）)〉》]?|[（(]?未完待续[）)]?"
)
_TABLE = lazy_pattern(
    r"[|｜]|^(?=[^。；！？，]{5,80}$)(?=(?:.*,)?[0-9A-Za-z.%-]+(?:,|$))[^,]{1,24}(?:,[^,]{0,24}){2,}$|\t|[^\s][ 　]{2,}[^\s].*[^\s][ 　]{2,}[^\s]|[─━│┃┌┐└┘├┤┬┴┼═║]"
)
_CODE = lazy_pattern(
    r"""[{}\[\]<].*[{}\[\]>",:;]$|"[^"]*"[ ]?:|.*[;{}]$(?<=[)\]"'0-9a-z ][;{}])|(?:def|class|import|from|for|if|elif|else|while|return|var|let|const|function"""
    r"""|select|insert|update|create|print|public|private|static|void|int|float|try|except|catch|end)\b[^\u4e00-\u9fff]*[=({:;]|//|/\*|#include|#!|\$ |>>> |```|<[a-z/!]""",
    re.IGNORECASE,
)
_LATIN_ONLY = lazy_pattern(rf"[^{HAN}]*")
_END = lazy_pattern(r"[。！？!?…][”’\"'）)》」』]{0,2}$")
_SENTENCE_MARK = lazy_pattern(r"[，。；！？,;]")
_LIST_ROW = lazy_pattern(rf"[{HAN}·]{{2,4}}(?:[ 　]{{1,3}}[{HAN}·]{{1,4}}){{2,}}")

MAX_HEADING_EM = 34.0
"""A heading of one line; longer lines without an end mark are taken for paragraphs."""


def is_byline(line: str) -> bool:
    return len(line) < 60 and _BYLINE.fullmatch(line) is not None


def is_credit(line: str) -> bool:
    return len(line) < 40 and _CREDIT.fullmatch(line) is not None


def is_caption(line: str) -> bool:
    """Begins with the mark of a caption: 图为, ▲, 图1:."""
    return _CAPTION.match(line) is not None


def ends_with_credit(line: str) -> bool:
    """…图为工人在检修设备。新华社记者 张伟摄"""
    return _CAPTION_END.search(line, max(0, len(line) - 40)) is not None


def is_dateline(line: str) -> bool:
    return len(line) < 50 and _DATELINE.fullmatch(line) is not None


def is_item(line: str) -> bool:
    return _ITEM.match(line) is not None


def is_furniture(line: str) -> bool:
    """A page number or a running head by its form; whether it stands at the edge of a page is the caller's question."""
    return len(line) < 40 and (_RUNNING.fullmatch(line) is not None or _PAGE.fullmatch(line) is not None)


def is_jump(line: str) -> bool:
    """上接第一版, 下转第四版."""
    return len(line) < 24 and _JUMP.fullmatch(line) is not None


def is_table_row(line: str) -> bool:
    return _TABLE.search(line) is not None or _LIST_ROW.fullmatch(line) is not None


def is_code(line: str) -> bool:
    """A line of code, of JSON or of markup by its beginning or end."""
    return _CODE.match(line) is not None


def is_latin(line: str) -> bool:
    """No Han character: English, code, formulas, numbers."""
    return _LATIN_ONLY.fullmatch(line) is not None


def is_heading(line: str) -> bool:
    """Looks like a heading: short, no end mark, hardly a mark inside; or marked as one."""
    if line.startswith("#"):
        return True
    return (
        len(line) <= MAX_HEADING_EM
        and _END.search(line) is None
        and not line.endswith(("，", "、", "；", ",", ";", "：", ":"))
        and len(_SENTENCE_MARK.findall(line)) <= 1
    )


_HINT = lazy_pattern(
    r"[记摄电讯版页图编作译责来文校设供绘0-9０-９a-zA-Z|｜\t─-╿（(〈《▲▼►◄△▽◀▶↑↓←→●•◆■□○★☆※▪√◎◇·①-⑳⑴-⒇㈠-㈩\"{}\[\]<>#`$*+_—~～-]|[ 　]|日[ 　]*星期|转|接"
    r"|^(?:[一二三四五六七八九十第其]|[^\u4e00-\u9fff]*$)"
)
"""Without one of these a line is prose or a heading: nine lines in ten are told at once."""

KINDS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    (FURNITURE, is_furniture),
    (JUMP, is_jump),
    (CREDIT, is_credit),
    (BYLINE, is_byline),
    (CAPTION, is_caption),
    (CREDITED, lambda line: len(line) < 90 and ends_with_credit(line)),
    (DATELINE, is_dateline),
    (ITEM, is_item),
    (CODE, is_code),
    (TABLE, is_table_row),
    (OTHER, is_latin),
    (HEADING, is_heading),
)


def kind(line: str) -> str:
    """The kind of a line by its own words; a heading only looks like one, its neighbours decide.

    >>> [kind(s) for s in ("本报记者 张伟", "（新华社记者 方  喆摄）", "图为工人在检修设备。", "— 3 —", "（下转第四版）", "他说，好。")]
    ['byline', 'credit', 'caption', 'furniture', 'jump', 'prose']
    """
    if _HINT.search(line[:90]) or _HINT.search(line, max(0, len(line) - 40)):
        for name, test in KINDS:
            if test(line):
                return name
        return PROSE
    return HEADING if is_heading(line) else PROSE


def verse(lines: Sequence[str]) -> set[int]:
    """The numbers of the lines that are verse: runs of four or more short lines that all end where a phrase ends.

    A wrapped column looks alike but breaks inside phrases: of its lines one in seven ends with a mark.
    """
    if _never_ends(lines):
        return set(range(len(lines)))
    found: set[int] = set()
    start = 0
    for end in range(len(lines) + 1):
        if (
            end < len(lines)
            and len(lines[end]) <= 20
            and 2 <= em(lines[end].rstrip("，。；！？、,.;!?：:")) <= 16
            and lines[end][0] not in "（("
        ):
            continue
        while start < end and not _VERSE_END.search(lines[start]) and any(_VERSE_END.search(line) for line in lines[start:end]):
            start += 1  # its title and poet
        if _is_verse(lines[start:end]):
            found.update(range(start, end))
        start = end + 1
    return found


def speeches(lines: Sequence[str]) -> set[int]:
    """The numbers of the lines that begin with who speaks, where most lines do: a chat, an interview, a play."""
    found = {i for i, line in enumerate(lines) if _SPEAKER.match(line)}
    return found if len(found) >= 2 and len(found) >= 0.4 * len(lines) else set()


_SPEAKER = lazy_pattern(
    rf"[{HAN}A-Za-z0-9_·](?:[ 　]{{0,3}}[{HAN}A-Za-z0-9_·]){{0,7}}[ 　]{{0,2}}[：:]|[【\[][^】\]]{{1,12}}[】\]]"
)
MIN_UNENDED_LINES = 5
_STOP = lazy_pattern("[。！？!?]")
_VERSE_END = lazy_pattern(r"[，。；！？、,;!?…—：:][”’」』]?$")


def _never_ends(lines: Sequence[str]) -> bool:
    """Whether a whole text is short lines, none of which ends a sentence anywhere: lyrics, a list; a column of prose would."""
    return len(lines) >= MIN_UNENDED_LINES and not any(
        len(line) > 20 or _VERSE_END.search(line) or _STOP.search(line) for line in lines
    )


def _is_verse(run: Sequence[str]) -> bool:
    lengths = {len(_ANY_MARK.sub("", line)) for line in run}
    marked = sum(1 for line in run if _VERSE_END.search(line))
    if len(run) >= 4 and marked >= 0.8 * len(run):
        return True
    regular = len(lengths) == 1 and lengths <= {4, 5, 6, 7}
    return regular and ((len(run) >= 2 and marked == len(run)) or (len(run) >= 4 and not marked))


_ANY_MARK = lazy_pattern("[，。；！？、,;!?：:”’」』…—]")
