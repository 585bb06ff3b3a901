"""Running heads: what comes again at the edge of page after page is lifted out of the sentences it cuts."""

from __future__ import annotations

import pytest

import corpusclean as cc
from corpusclean.config import LinesConfig

FERRY = "渡口的老孙撑了四十年，谁家有事要过河，半夜里喊一声，他也从被窝里爬起来，披上棉袄就走。河宽水急，他从没有翻过一回船。河上要修桥的消息传开，他坐在石阶上抽了一下午烟，烟灰落了一地，天黑了也不回家吃饭。"
LIBRARY = "县图书馆的新馆在老粮库的旧址上建成开放，六座圆形的粮仓改成了阅览室，开馆头一年接待读者六十八万人次，办证四万多张，差不多每八个县城居民就有一个办了借书证。馆里借阅最多的书是一本手抄的菜谱。"
BEES = "蜜蜂怎样记住回家的路，研究者争论了很久。今年春天，一个小组在蜜蜂背上贴了不到一毫克的标签，追踪它们在阴天里的飞行，结果发现两种办法它们都会，天气好的时候看太阳，天阴了就改看地面上的标志。"
HEAD = "第三章　城里的事"


def lines(text: str, em: int = 22) -> list[str]:
    return [text[k : k + em] for k in range(0, len(text), em)]


ROW = "渡口　开放"
BODY = [*lines(FERRY), *lines(LIBRARY), *lines(BEES)]
PAGES = [BODY[k : k + 3] for k in range(0, len(BODY), 3)]


def read(text: str) -> list[str]:
    return [line for line in cc.clean_text(text).replace("\f", "\n").split("\n") if line]


@pytest.mark.parametrize("blanks", ["\n", "\n\n\n\n"], ids=["without blank lines", "with blank lines, as -layout leaves them"])
@pytest.mark.parametrize("feed", ["\f", "\n\f"])
def test_a_head_on_each_page_goes_but_the_first(feed: str, blanks: str) -> None:
    text = feed.join(f"{HEAD}{blanks}" + "\n".join(page) for page in PAGES)
    assert read(text) == [HEAD, FERRY, LIBRARY, BEES]


def test_a_foot_goes_too_and_the_page_number_beside_it() -> None:
    text = "\f".join("\n".join([*page, HEAD, str(n), ""]) for n, page in enumerate(PAGES, start=7))
    assert read(text) == [FERRY, LIBRARY, BEES]


@pytest.mark.parametrize("number", ["— {} —", "{}"])
def test_page_numbers_are_edges_where_form_feeds_were_lost(number: str) -> None:
    text = "\n".join("\n".join([*page, HEAD, number.format(n)]) for n, page in enumerate(PAGES, start=7))
    assert read(text) == [FERRY, LIBRARY, BEES]


def test_a_title_on_a_page_of_its_own_is_not_read_on() -> None:
    """Blank lines of a page break were no longer believed, and titles as wide as the column were joined to their chapters."""
    chapters = [("渡口的老孙撑船的四十年间", FERRY), ("县图书馆的新馆在老粮库里", LIBRARY), ("蜜蜂怎样记住回家的那条路", BEES)]
    text = "\n\n\f".join(f"{title}\n\n\f" + "\n".join(lines(body, 12)) for title, body in chapters)
    assert read(text.replace("\f", "\n\f\n")) == [part for chapter in chapters for part in chapter]


def test_the_change_is_explained_and_can_be_switched_off() -> None:
    document = cc.Document("book", "\f".join(f"{HEAD}\n" + "\n".join(page) for page in PAGES))
    layer = next(layer for layer in cc.clean(document).layers if layer.rule == "lines")
    assert any(HEAD in edit.before and "furniture" in edit.reason for edit in layer.edits(document.text))
    kept = cc.clean_text(document.text, config=cc.CleanConfig(lines=LinesConfig(furniture="keep")))
    assert kept.count("城里的事") == len(PAGES)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("\f".join(f"{HEAD}\n" + "\n".join(page) for page in PAGES[:2]), "twice is chance"),
        (
            "\f".join(f"本报　记者裴舟\n{body}" for body in (FERRY, LIBRARY, BEES)),
            "articles end with a full stop, pages anywhere",
        ),
        (
            "\f".join("\n".join([ROW, *(line for one in BODY[:6] for line in (one, ROW))]) for _ in range(4)),
            "a row that stands everywhere is a table's",
        ),
    ],
)
def test_what_is_no_head_stays(text: str, why: str) -> None:
    line = text.split("\n")[0].split("　")[1]
    assert cc.clean_text(text).count(line) == text.count(line), why
