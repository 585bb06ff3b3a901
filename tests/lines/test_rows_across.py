"""Columns whose rows run across the page with single blanks: dealt out where the text goes on down, left as they stand elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, zip_longest

import pytest

import corpusclean as cc
from corpusclean.config import Switch
from corpusclean.edits import Layer, apply, inverse
from corpusclean.lines.columns import find
from corpusclean.lines.row_tracks import RHYTHM, _ways
from corpusclean.protect import Protected

FERRY = "渡口的老孙撑了四十年，谁家有事要过河，半夜里喊一声，他也从被窝里爬起来，披上棉袄就走。河宽水急，他从没有翻过一回船。河上要修桥的消息传开，他坐在石阶上抽了一下午烟，烟灰落了一地，天黑了也不回家吃饭。"
LIBRARY = "县图书馆的新馆在老粮库的旧址上建成开放，6座圆形的粮仓改成了阅览室，开馆头一年接待读者68万人次，办证4万多张，差不多每8个县城居民就有一个办了借书证。馆里借阅最多的书是一本手抄的菜谱。"
BEES = "蜜蜂怎样记住回家的路，研究者争论了很久。今年春天，一个小组在蜜蜂背上贴了不到1毫克的标签，追踪它们在阴天里的飞行，结果发现两种办法它们都会，天气好的时候看太阳，天阴了就改看地面上的标志。"


def wrapped(text: str, em: int = 14) -> list[str]:
    return [text[k : k + em] for k in range(0, len(text), em)]


def across(columns: Sequence[Sequence[str]]) -> str:
    """The rows of columns as a program writes them that leaves one blank between words."""
    return "\n".join(" ".join(filter(None, row)) for row in zip_longest(*columns, fillvalue=""))


def staggered(left: Sequence[str], right: Sequence[str], shared: int) -> str:
    """The same of columns whose lines stand at different heights from the row `shared` on."""
    rows = [
        across([left[:shared], right[:shared]]),
        *filter(None, chain(*zip_longest(left[shared:], right[shared:], fillvalue=""))),
    ]
    return "\n".join(rows)


def columns_of(text: str) -> Layer:
    layer = find(text, Switch(), Protected(text))
    layer.check(len(text))
    return layer


@pytest.mark.parametrize("texts", [[FERRY, LIBRARY], [LIBRARY, BEES], [FERRY, LIBRARY, BEES]])
def test_columns_are_read_one_after_the_other(texts: list[str]) -> None:
    text = across([wrapped(one) for one in texts])
    assert apply(text, columns_of(text)).split() == [line for one in texts for line in wrapped(one)]
    assert "".join(cc.clean_text(text).split()) == "".join(texts)


def test_lines_at_different_heights_take_turns() -> None:
    """Rows of one line stand in the column whose text goes on."""
    text = staggered(wrapped(FERRY), wrapped(LIBRARY), 5)
    assert apply(text, columns_of(text)).split() == [*wrapped(FERRY), *wrapped(LIBRARY)]


def test_pages_are_read_one_after_the_other() -> None:
    pages = [[FERRY, LIBRARY], [BEES, FERRY]]
    text = "\f".join(across([wrapped(one) for one in page]) for page in pages)
    assert "".join(cc.clean_text(text).split()) == "".join(one for page in pages for one in page)


def test_a_head_of_the_page_stays_above_its_columns() -> None:
    text = f"3日 星期二\n{across([wrapped(FERRY), wrapped(LIBRARY)])}"
    assert apply(text, columns_of(text)).startswith(f"3日 星期二\n\n{wrapped(FERRY)[0]}\n{wrapped(FERRY)[1]}\n")


def test_each_move_says_in_which_column_the_text_stood_and_can_be_undone() -> None:
    text = across([wrapped(FERRY), wrapped(LIBRARY)])
    layer = columns_of(text)
    assert {"rows ran across columns: column 1 of 2", "rows ran across columns: column 2 of 2"} <= set(layer.reasons)
    assert apply(apply(text, layer), inverse(text, layer)) == text
    assert cc.clean(cc.Document("page", text)).undo() == text


def test_a_second_cleaning_changes_nothing() -> None:
    cleaned = cc.clean_text(across([wrapped(FERRY), wrapped(LIBRARY), wrapped(BEES)]))
    assert cc.clean_text(cleaned) == cleaned


LEFT = [
    (
        "\n".join(" ".join(wrapped(one)[:4]) for one in (FERRY, LIBRARY, BEES)),
        "lines were put behind each other: they go on across",
    ),
    ("\n".join(f"{a}， {b}。" for a, b in zip(["山雨欲来风满楼"] * 8, ["溪云初起日沉阁"] * 8, strict=True)), "halves of verses"),
    ("\n".join(["张明远 教授", "李书文 副教授", "王海燕 讲师"] * 6), "names and what they are"),
    (
        "\n".join(["用 Python 编写的程序 可以在 Linux 上运行", "用 Rust 编写的程序 可以在 Windows 上运行"] * 6),
        "blanks beside Latin",
    ),
    (
        "\n".join(
            f"{line} {note}" for line, note in zip(wrapped(FERRY), ["见第三章", "同上", "原文如此", "见附录"] * 2, strict=True)
        ),
        "short notes",
    ),
]


@pytest.mark.parametrize(("text", "why"), LEFT, ids=[why for _, why in LEFT])
def test_other_blanks_part_no_columns(text: str, why: str) -> None:
    assert apply(text, columns_of(text)) == text


def test_pieces_of_a_row_stand_from_left_to_right() -> None:
    ways = _ways(2, 3)
    assert (0, 2) in ways and (2, 0) not in ways and (-1, 1) in ways and (-1, -1) not in ways
    assert len(RHYTHM) == 4  # no step before, one row, two, more
