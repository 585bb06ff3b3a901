"""Notes on heads whose beginning is lost: what begins in the middle of a sentence, and what only looks like it."""

from __future__ import annotations

import pytest

import corpusclean as cc
from corpusclean.lines.arrange import Rows
from corpusclean.lines.breaks import NEVER
from corpusclean.lines.distant import Cut
from corpusclean.lines.language import continues_all
from corpusclean.lines.layout import survey
from corpusclean.lines.reading import Reading
from corpusclean.lines.remarks import remarks

CREDIT = "▲孩子们在阅览室里看书。\n\n新华社记者 李文摄\n\n"

CASES = [
    ("part of a word after a credit", CREDIT + "室，可以坐下三十个人。", True),
    ("a comma begins nothing", CREDIT + "，也是这座城市第一次承办这样的赛事。观众来自各地。", True),
    ("nor does the end of a title", CREDIT + "》的作者也到了现场，和读者谈了两个小时。", True),
    ("a call after a credit", CREDIT + "妈，我回来了，今天书店里人真多。", False),
    ("a numeral after a credit", CREDIT + "二、阅览室的开放时间延长到晚上九点。", False),
    ("a paragraph after a credit", CREDIT + "书店的老板姓陈，从前在中学教书。", False),
    ("one character and a mark where nothing was cut", "他放下书。\n\n菊，开在窗台上，是去年秋天买的。", False),
    ("a line of dots", "他没有说下去。\n\n……过了很久，他才开口，声音很低。", False),
    ("a quotation that begins", "他放下书。\n\n“室内请保持安静。”墙上的牌子这样写着。", False),
]


@pytest.mark.parametrize(("why", "text", "noted"), CASES, ids=[why for why, *_ in CASES])
def test_headless(why: str, text: str, noted: bool) -> None:
    document = cc.clean(cc.Document("a", text))
    kinds = [note.kind for _, note in document.notes]
    assert ("headless" in kinds) == noted


def test_a_doubt_is_as_likely_as_the_likeliest_of_what_may_go_on() -> None:
    lines = survey("他沿着河堤走了很远，走到桥\n“今年水位高。”站长说。\n头才停下来。").lines()
    reading = Reading(Rows.of(lines))
    (note,) = remarks(reading, [NEVER, NEVER], [(0.0, Cut(0, 2))], lines, continues_all)
    assert note.message == "may go on below (p = 0.50); left as it is"
