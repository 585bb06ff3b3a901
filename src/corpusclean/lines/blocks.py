"""Blocks: what a line is, from its own words: heading, byline, credit, caption, dateline, list item, furniture and so on.

One place per kind, in the order in which they are asked.  A line of a kind other than prose is not joined into prose.
Patterns are written in simplified characters, and lines are read so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from corpusclean.characters import HAN, SURNAMES
from corpusclean.patterns import lazy_pattern
from corpusclean.simplified import simplify

PROSE, HEADING, BYLINE, CREDIT, CAPTION, DATELINE = "prose", "heading", "byline", "credit", "caption", "dateline"
ITEM, FURNITURE, JUMP, VERSE, TABLE, OTHER = "item", "furniture", "jump", "verse", "table", "other"
CODE, SPEECH = "code", "speech"
SIGNED = "signed"
"""Nothing but names in brackets: the author, where a report ends."""
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
    rf"[ 　]?[）)]?|[〔【（(](?:{_ROLE}|编译)[ 　]?{_NAMES}[ 　／/]?[{HAN}]{{0,8}}(?:报[导道]|特稿|专访)[〕】）)]"
)
_CLOSING_FORMULA = lazy_pattern(rf"(?:此[ 　]*致|敬[ 　]*礼|(?:顺|敬|即|谨)颂[{HAN}]{{0,3}}|谨启|敬启|敬上)[！!。]?")
"""Closes a letter; in the place of a byline, and as seldom a part of the prose around it."""
_TIME = r"(?:[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?[ ]{1,2})?(?:[上下]午|[AaPp][Mm])?[ ]?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:[ ]?[AaPp][Mm])?"
_MEASURES = "年月日号时点分秒天周岁世届期个名位人元亿万千百十多余几家项次种条件只台套张座级度米公里吨克斤倍成折后前以至到和与"
"""After a number and a blank they go on with a sentence: 3 个月; other words make it a heading: 3 结论."""
_ALONE = lazy_pattern(
    rf"第{_NUMBER}{{1,6}}[章回节卷集部篇幕折](?:[ 　]+[^，。；！？,;!?]{{1,24}})?"
    rf"|(?:{_NUMBER}{{1,3}}[、．.]|[（(]{_NUMBER}{{1,3}}[）)])"
    rf"|[0-9]{{1,2}}(?:\.[0-9]{{1,2}}){{0,3}}[ 　]{{1,2}}(?![{_MEASURES}])[{HAN}][^，。、；：！？…,;:!?]{{1,22}}"
    rf"|{_TIME}[ 　]{{1,2}}[^，。；：！？,;!?]{{1,24}}|[^，。；：！？,;:!?]{{1,24}}[ 　]{{1,2}}{_TIME}"
)
"""The heading of a chapter, the number of what follows, who says at what time what follows: as much a line of its own."""
_CREDIT = lazy_pattern(
    rf"[（(〈]?[ 　]?(?:[^，。；！？（）(){{}}\n]{{0,14}}[/／ 　])?(?:{_ROLE})?[ 　]{{0,2}}(?:{_NAMES})?[ 　/／]{{0,2}}(?:摄(?:影(?:报道)?)?|供图|制图|绘图?|/?图|[（(]?资料(?:图片|照片)[）)]?)[ 　]?[）)]?"
    r"|[（(]?(?:新华社|中新社|视觉中国|人民视觉|影像中国)发?(?:[（(][^）)]{2,12}[）)])?[）)]?"
)
_SIGNED = lazy_pattern(rf"[（(〈][{HAN} 　、·]{{2,}}[）)〉]")
_ARROW = "[▲▼►◄△▽◀▶↑↓←→]"
_SHOWS = r"图[0-9０-９①-⑳一二三四五六七八九十]{0,3}[为：:]|(?:上|下|左|右|题)图[为：:，]|图片[：:]"
_CAPTION = lazy_pattern(rf"{_ARROW}[^▲▼]{{4,}}|{_SHOWS}")
_CAPTION_MARK = lazy_pattern(rf"{_ARROW}(?:{_SHOWS})?|{_SHOWS}")
_SALUTATION = lazy_pattern(
    rf"(?:(?:亲爱|敬爱|尊敬)的|[各诸]位)[{HAN}A-Za-z ]{{0,10}}[，,]|(?:同志|朋友|同学|老师|战友|乡亲|网友|读者|大家)(?:们|好)[，,]|[老小][{SURNAMES}][，,]"
)
"""Opens a letter, likewise."""
_CAPTION_END = lazy_pattern(
    rf"[（(〈][ 　]?(?:{_ROLE})?[ 　]?(?:[^，。（）()]{{2,14}})[ 　/／]?(?:摄(?:影(?:报道)?)?|供图|制图)[ 　]?[）)]$|(?:记者|通讯员)[ 　]{{0,2}}{_NAMES}[/／ 　]?摄[ 　]?[）)]?$"
)
_DATELINE = lazy_pattern(
    r"[（(〈【]?[ 　]?(?:据)?(?:新华社|本报|中新社|人民网|本刊|新华网)[^，。；：]{0,12}[0-9０-９]{1,2}月[0-9０-９\]]{1,2}日(?:电|讯)?(?:[ 　（(〈]{0,2}记者[^，。）) ]{2,16})?[ 　]?[）)】]?"
    r"|[（(〔【]?[ 　]?中央社[^，。；：]{2,20}日(?:综合)?外?电[ 　]?[）)〕】]?|[（(〈]来源[：:][^）)]{2,40}[）)]|[0-9]{4}[年./-][0-9]{1,2}[月./-][0-9]{1,2}日?(?:[ 　]{1,2}[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?)?"
)
_ITEM = lazy_pattern(
    rf"[（(〈《]{{1,2}}{_NUMBER}{{1,4}}[）)〉》]|[一二三四五六七八九十]{{1,3}}[、．.]|[0-9０-９]{{1,3}}(?:[、）)．]|[ ]?\.(?![0-9]))|[①-⑳⑴-⒇㈠-㈩]"
    rf"|(?:【[0-9]{{1,3}}】|〔[0-9]{{1,3}}〕|［[0-9]{{1,3}}］|\[[0-9]{{1,3}}\])[ 　]?[{HAN}A-Za-z《“]"
    rf"|[●•◆■▪◇○□★☆√※·▶►][^·]|[-*+][ ]|第{_NUMBER}{{1,4}}[条章节款编篇讲课回]|[A-Da-d][.、．）)](?![A-Za-z])|其[一二三四五六七八九十][，、：]"
    r"|[A-Za-z][A-Za-z0-9_-]{0,30}:[ ]"
)
"""Items of lists, and fields: `title: 文档中心`."""
_PAGE = lazy_pattern(
    r"[—\-–·•~～_一 　]{0,4}(?:第[ 　]{0,4}[0-9０-９一二三四五六七八九十]{1,4}[ 　]{0,4}[版页](?:[ 　/／，,]{0,3}共[ 　]{0,4}[0-9]{1,4}[ 　]{0,4}[版页])?"
    r"|[0-9]{1,4}(?:[ ]?[/／][ ]?[0-9]{1,4})?)[—\-–·•~～_一 　]{0,4}"
)
_RUNNING = lazy_pattern(
    r"(?:[0-9０-９]{4}年)?(?:[0-9０-９]{1,2}月)?[0-9０-９\]]{1,2}日[ 　]{0,3}星期[一二三四五六日天].{0,12}|[0-9]{1,3}[ 　]{1,4}(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日[ 　]{0,3}星期[一二三四五六日天]"
    r"|_?分节阅读[ _]?[0-9]{1,4}_?"
)
_JUMP = lazy_pattern(
    r"[（(〈《▲▼►]?[ ]?(?:上接|下转|紧接|转|接)第?[ ]?[0-9０-９一二三四五六七八九十]{1,3}[ ]?[版页][^。，]{0,10}[）)〉》]?|[（(]?未完待续[）)]?"
)
_TABLE = lazy_pattern(
    r"(?:^|[ 　\t])[|｜]|[|｜](?:$|[ 　\t])|^[^。；！？，|｜]{1,24}(?:[|｜][^。；！？，|｜]{0,24}){2,}$|^(?=[^。；！？，]{5,80}$)(?=(?:.*,)?[0-9A-Za-z.%-]+(?:,|$))[^,]{1,24}(?:,[^,]{0,24}){2,}$|\t|[^\s][ 　]{2,}[^\s].*[^\s][ 　]{2,}[^\s]|[─━│┃┌┐└┘├┤┬┴┼═║]"
)
_RULERS = "※◇◆○●◎☆★□■△▲▽▼§%#+=*~_—-"
_RULER = lazy_pattern(rf"[ 　{_RULERS}]*")
"""Nothing but signs: what parts two pieces of text, as the lines of a table do."""
_CODE = lazy_pattern(
    r"""(?:[{}\[<]|\](?![月年日0-9])).*[{}\[\]>",:;]$|"[^"]*"[ ]?:|.*[;{}]$(?<=[)\]"'0-9a-z ][;{}])|(?:def|class|import|from|for|if|elif|else|while|return|var|let|const|function"""
    r"""|select|insert|update|create|print|public|private|static|void|int|float|try|except|catch|end)\b[^\u4e00-\u9fff]*[=({:;]|//|/\*|#include|#!|\$ |>>> |```|<[a-z/!]""",
    re.IGNORECASE,
)
_LATIN_ONLY = lazy_pattern(rf"(?![，。、；：？！）》」』”’,.;:?!)]{{1,4}}[\"'”’）)]?$)[^{HAN}]*")
_LIST_ROW = lazy_pattern(rf"[{HAN}·]{{2,4}}(?:[ 　]{{1,3}}[{HAN}·]{{1,4}}){{2,}}")

PICTURE = frozenset({CAPTION, CREDIT, CREDITED})
"""The kinds that come with a picture."""
MAX_CAPTION_CHARS = 90
MAX_HEADING_EM = 34.0
"""A heading of one line; longer lines without an end mark are taken for paragraphs."""


def is_byline(line: str) -> bool:
    """Names its author, or stands as much on its own."""
    return len(line) < 60 and bool(
        _BYLINE.fullmatch(line) or _CLOSING_FORMULA.fullmatch(line) or _SALUTATION.fullmatch(line) or _ALONE.fullmatch(line)
    )


def is_credit(line: str) -> bool:
    return len(line) < 40 and _CREDIT.fullmatch(line) is not None


def is_signed(line: str) -> bool:
    """（汪新 刘玉兰）"""
    return len(line) <= 16 and _SIGNED.fullmatch(line) is not None


def is_caption(line: str) -> bool:
    """Begins with the mark of a caption: 图为, ▲, 图1:."""
    return _CAPTION.match(line) is not None


def ends_with_credit(line: str) -> bool:
    """…图为工人在检修设备。新华社记者 张伟摄"""
    return _CAPTION_END.search(simplify(line), max(0, len(line) - 40)) is not None


def words_of_caption(line: str) -> str:
    """What a caption says, without its mark and the credit at its end.

    >>> words_of_caption("图为工人在检修设备。（张伟摄）"), words_of_caption("▲工人在检修设备。新华社记者 张伟摄")
    ('工人在检修设备。', '工人在检修设备。新华社')
    """
    as_read = simplify(line)
    mark = _CAPTION_MARK.match(as_read)
    start = mark.end() if mark else 0
    credit = _CAPTION_END.search(as_read, start)
    return line[start : credit.start() if credit else None]


def is_dateline(line: str) -> bool:
    return len(line) < 50 and _DATELINE.fullmatch(simplify(line)) is not None


def is_item(line: str) -> bool:
    return _ITEM.match(line) is not None and _RULER.fullmatch(line) is None


def is_furniture(line: str) -> bool:
    """A page number or a running head by its form; whether it stands at the edge of a page is the caller's question.

    OCR reads a figure one as ].  Sites that cut books into pages number them so: 分节阅读_12.

    >>> is_furniture("— 3 —"), is_furniture("3日 星期二"), is_furniture("]日 星期六"), is_furniture("星期六去爬山")
    (True, True, True, False)
    """
    if len(line) >= 40:
        return False
    line = simplify(line)
    return _RUNNING.fullmatch(line) is not None or _PAGE.fullmatch(line) is not None


def is_jump(line: str) -> bool:
    """上接第一版, 下转第四版."""
    return len(line) < 24 and _JUMP.fullmatch(line) is not None


def is_table_row(line: str) -> bool:
    """A row of a table, or a ruler: ※※※, %, * * *."""
    return _TABLE.search(line) is not None or _LIST_ROW.fullmatch(line) is not None or _RULER.fullmatch(line) is not None


def is_code(line: str) -> bool:
    """A line of code, of JSON or of markup by its beginning or end; not one whose first figure OCR has read as ].

    >>> is_code("],"), is_code("]月8日由法院审理终结。法庭宣判:")
    (True, False)
    """
    return _CODE.match(line) is not None


def is_latin(line: str) -> bool:
    """No Han character: English, code, formulas, numbers; but not the marks alone that end what stands above."""
    return _LATIN_ONLY.fullmatch(line) is not None


class Kind(NamedTuple):
    """A kind of block, and characters of which each of its lines has one: as its first, as its last, or anywhere.

    Nine lines in ten have none of any kind: they are prose or a heading, and no pattern is tried.
    """

    name: str
    test: Callable[[str], bool]
    first: str = ""
    last: str = ""
    inside: str = ""


def _letters(first: str, last: str) -> str:
    return "".join(map(chr, range(ord(first), ord(last) + 1)))


_LATIN = _letters("a", "z") + _letters("A", "Z")
_DIGITS = _letters("0", "9")
_HAN_DIGITS = "一二三四五六七八九十"
_BULLETS = "▶►◆■●○□▲△☆★◎◇"
KINDS = (
    Kind(FURNITURE, is_furniture, first=f"—-–·•~～_一 　第分{_DIGITS}", inside="星"),
    Kind(JUMP, is_jump, first="（(〈《▲▼► 上下紧转接未"),
    Kind(CREDIT, is_credit, last="摄影道图绘片社国觉发）)"),
    Kind(
        BYLINE,
        is_byline,
        first=f"{_BULLETS}（(〈〔【文图编责作译来摄制设校此敬顺即谨亲尊各诸同朋老战乡网读大小第{_HAN_DIGITS}百千零〇{_DIGITS}０１２３４５６７８９",
        inside="者讯评撰摄辑:",
    ),
    Kind(CAPTION, is_caption, first="▲▼►◄△▽◀▶↑↓←→图上下左右题"),
    Kind(CREDITED, lambda line: len(line) < MAX_CAPTION_CHARS and ends_with_credit(line), last="摄）)"),
    Kind(DATELINE, is_dateline, first=f"（(〈【〔据新本中人{_DIGITS}"),
    Kind(
        ITEM,
        is_item,
        first=f"（(〈《【〔［[{_HAN_DIGITS}{_DIGITS}０１２３４５６７８９●•◆■▪◇○□★☆√※·▶►-*+第其{_LATIN}"
        + _letters("①", "⑳")
        + _letters("⑴", "⒇")
        + _letters("㈠", "㈩"),
    ),
    Kind(SIGNED, is_signed, last="）)〉"),
    Kind(CODE, is_code, first=f'{{}}[]<"/#$>`{_LATIN}', last=";{}"),
    Kind(TABLE, is_table_row, first=_RULERS, inside="|｜\t, 　─━│┃┌┐└┘├┤┬┴┼═║"),
    Kind(OTHER, is_latin),
)
"""In the order in which they are asked; `OTHER` has no Han character."""
KIND_NAMES = (PROSE, HEADING, VERSE, SPEECH, *(kind.name for kind in KINDS))


def kind(line: str, *, maybe: int = -1) -> str:
    """The kind of a line by its own words, of those whose bits are set in `maybe`; `PROSE` if it is none of them.

    Headings and verse are told by their form (`loops/row_loops.py`), and neighbours decide.

    >>> [kind(s) for s in ("本报记者 张伟", "本報記者 張偉", "（新华社记者 方  喆摄）", "图为工人在检修设备。", "— 3 —", "（下转第四版）", "（汪新 刘兰）")]
    ['byline', 'byline', 'credit', 'caption', 'furniture', 'jump', 'signed']
    """
    line = simplify(line)
    for known in _kinds(maybe):
        if known.test(line):
            return known.name
    return PROSE


@cache
def _kinds(maybe: int) -> tuple[Kind, ...]:
    return tuple(known for number, known in enumerate(KINDS) if maybe >> number & 1)


def speeches(lines: Sequence[str], maybe: Sequence[int]) -> list[int]:
    """The numbers of the lines that begin with who speaks, where most lines do: a chat, an interview, a play.

    `maybe`: the numbers of those that begin with a bracket or have a colon near their beginning.
    """
    most = 0.4 * len(lines)
    found = [i for i in maybe if _SPEAKER.match(lines[i])] if len(maybe) >= most else []
    return found if len(found) >= max(2.0, most) else []


_SPEAKER = lazy_pattern(
    rf"[{HAN}A-Za-z0-9_·](?:[ 　]{{0,3}}[{HAN}A-Za-z0-9_·]){{0,7}}[ 　]{{0,2}}[：:]|[【\[][^】\]]{{1,12}}[】\]]"
)
