"""Columns side by side, as printed: read one after the other where they go on, left as they stand where they do not."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

import corpusclean as cc
from corpusclean.config import Switch
from corpusclean.edits import Layer, apply, inverse
from corpusclean.lines.columns import find
from corpusclean.protect import Protected

FERRY = "渡口的老孙撑了四十年，谁家有事要过河，半夜里喊一声，他也从被窝里爬起来，披上棉袄就走。河宽水急，他从没有翻过一回船。河上要修桥的消息传开，他坐在石阶上抽了一下午烟，烟灰落了一地，天黑了也不回家吃饭。"
LIBRARY = "县图书馆的新馆在老粮库的旧址上建成开放，6座圆形的粮仓改成了阅览室，开馆头一年接待读者68万人次，办证4万多张，差不多每8个县城居民就有一个办了借书证。馆里借阅最多的书是一本手抄的菜谱。"
BEES = "蜜蜂怎样记住回家的路，研究者争论了很久。今年春天，一个小组在蜜蜂背上贴了不到1毫克的标签，追踪它们在阴天里的飞行，结果发现两种办法它们都会，天气好的时候看太阳，天阴了就改看地面上的标志。"
TITLE = "渡口、图书馆和蜜蜂：这个春天我们记下的三件小事以及它们的来历"

Width = Callable[[str], int]


def half_em(text: str) -> int:
    return sum(1 if char < "\u0100" else 2 for char in text)


def wrapped(text: str, em: int = 14) -> list[str]:
    return [text[k : k + em] for k in range(0, len(text), em)]


def set_out(columns: Sequence[Sequence[str]], width: Width, gap: int = 3) -> str:
    """Rows of columns as a program sets them out that gives each character the places that `width` says."""
    places = [max(map(width, column)) + gap for column in columns]
    rows = []
    for k in range(max(map(len, columns))):
        row = ""
        for column, place in zip(columns, [0, *(sum(places[: n + 1]) for n in range(len(places)))], strict=False):
            if k < len(column) and column[k]:
                row += " " * (place - width(row)) + column[k]
        rows.append(row)
    return "\n".join(rows).rstrip("\n")


def columns_of(text: str) -> Layer:
    layer = find(text, Switch(), Protected(text))
    layer.check(len(text))
    return layer


WIDTHS = pytest.mark.parametrize("width", [len, half_em])


@WIDTHS
@pytest.mark.parametrize("texts", [[FERRY, LIBRARY], [LIBRARY, BEES], [FERRY, LIBRARY, BEES]])
def test_columns_are_read_one_after_the_other(texts: list[str], width: Width) -> None:
    text = set_out([wrapped(one) for one in texts], width)
    assert apply(text, columns_of(text)).split("\n") == [line for one in texts for line in wrapped(one)]
    assert cc.clean_text(text) == "\n".join(texts)


@WIDTHS
def test_rows_may_stand_at_different_heights(width: Width) -> None:
    """As where one column begins with a title: no row has text of both."""
    left, right = wrapped(FERRY), wrapped(LIBRARY)
    text = set_out([[line for one in left for line in (one, "")], [line for one in right for line in ("", one)]], width)
    assert cc.clean_text(text) == f"{FERRY}\n{LIBRARY}"


def test_a_title_over_both_columns_stands_before_them() -> None:
    text = f"{TITLE}\n\n" + set_out([wrapped(FERRY), wrapped(LIBRARY)], len)
    assert cc.clean_text(text) == f"{TITLE}\n\n{FERRY}\n{LIBRARY}"


def test_a_page_ends_at_a_form_feed_and_at_its_number() -> None:
    """Left and right of the first page come before left and right of the second."""
    first = set_out([wrapped(FERRY), wrapped(LIBRARY)], len)
    text = f"{first}\f{set_out([wrapped(BEES), wrapped(LIBRARY)], len)}"
    assert cc.clean_text(text).split() == [FERRY, LIBRARY, BEES, LIBRARY]
    numbered = f"{first}\n\n              — 3 —\n\n{set_out([wrapped(BEES), wrapped(LIBRARY)], len)}"
    assert "".join(cc.clean_text(numbered).split()).replace("—3—", "") == FERRY + LIBRARY + BEES + LIBRARY


@WIDTHS
def test_a_shorter_column_and_indents_keep_their_places(width: Width) -> None:
    left = ["  " + FERRY[:13], *wrapped(FERRY[13:]), "  " + BEES[:13], *wrapped(BEES[13:])]
    text = set_out([left, ["  " + LIBRARY[:13], *wrapped(LIBRARY[13:])]], width)
    assert cc.clean_text(text) == f"{FERRY}\n{BEES}\n{LIBRARY}"


def test_every_move_says_where_it_came_from_and_goes_back() -> None:
    text = set_out([wrapped(FERRY), wrapped(LIBRARY), wrapped(BEES)], len)
    layer = columns_of(text)
    after = apply(text, layer)
    assert apply(after, inverse(text, layer)) == text
    for k, line in enumerate(LIBRARY[i] for i in range(0, len(LIBRARY), 14)):
        place = after.index(wrapped(LIBRARY)[k])
        assert text[layer.locate(place)] == line
    assert "columns stood side by side: column 2 of 3" in layer.reasons
    assert not columns_of(after)


TABLES = {
    "a table of short fields": "姓名    电话\n王梅    13800000000\n李强    13900000000\n赵石    13700000000\n周川    13600000000",
    "terms and what they mean": "\n".join(
        f"{term}        {line}"
        for term, line in zip(["汛期", "    ", "凌汛", "    ", "桃汛", "    "], wrapped(FERRY, 17), strict=False)
    ),
    "verse in two columns": "\n".join(
        f"{left}      {right}"
        for left, right in zip(
            ["风把门推开又轻轻关上", "院子里落了一层槐花", "母亲在井边洗着衣裳", "黄昏从她的肩头滑下", "远处的狗叫了两三声"],
            ["河水带走了去年的冰", "渡船横在空空的滩头", "谁还记得那年的星星", "一盏灯亮在山的那头", "我把信折成一只小船"],
            strict=True,
        )
    ),
    "code with remarks": "\n".join(
        f"{code:24}# {remark}"
        for code, remark in zip(
            ["lines = read(path)", "lines = join(lines)", "for line in lines:", "    print(line)", "close(path)"],
            [
                "先把文件里的各行读进来",
                "再把断开的各行连接起来",
                "然后逐行看它们说了什么",
                "看过一行就打印出来一行",
                "最后把打开的文件关上了",
            ],
            strict=True,
        )
    ),
    "lists of names": "\n".join("    ".join(names) for names in [["王小梅", "李大强", "赵石头"]] * 6),
}


@pytest.mark.parametrize("title", TABLES)
def test_what_does_not_go_on_down_the_page_stays(title: str) -> None:
    text = TABLES[title]
    assert not len(columns_of(text)), title
    assert cc.clean_text(text) == text, title


def test_few_rows_stay() -> None:
    text = set_out([wrapped(FERRY)[:3], wrapped(LIBRARY)[:3]], len)
    assert not len(columns_of(text))


def test_what_is_separated_is_not_noted_as_left() -> None:
    text = set_out([wrapped(FERRY), wrapped(LIBRARY)], len)
    assert not columns_of(text).notes
