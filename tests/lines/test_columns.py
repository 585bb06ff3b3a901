"""Columns read across: put in order where they are, left alone where they are not."""

from __future__ import annotations

from itertools import zip_longest

import numpy as np
import pytest

import corpusclean as cc
from corpusclean.config import CleanConfig, Switch
from corpusclean.edits import apply, inverse
from corpusclean.lines.columns import find, interleaved, separated
from corpusclean.lines.layout import em, lines_of
from corpusclean.lines.links import Links
from corpusclean.protect import Protected

WATER = [
    "市第三水厂的扩建工程上个月完成了设备安装，从下周起开始分批调试。工程负责人介绍，新车间采用了两级过滤，每天可以多供十二万吨水，城东一带夏季水压不足的老问题有望缓解。",
    "调试期间，部分小区在夜里可能短时降压，水务公司会提前一天在楼道里张贴通知，也会通过短信提醒订阅的用户。",
    "水厂还打算在年底前开放一条参观路线，孩子们可以隔着玻璃看到沉淀池怎样工作，学校可以打电话预约，不收费用。",
]
MARKET = [
    "清晨五点，古城墙下的早市已经挤满了人。卖豆腐的老周把木板一掀，热气扑到买主脸上，他一边切一边算账，嘴里报出的数目从来没有错过。",
    "老周的摊子摆了二十六年，隔壁修鞋的师傅换了三任，只有他没有挪过地方。去年早市整修，街道给每个摊位装了雨棚和水龙头，他高兴得请邻居吃了一锅豆花。",
    "有人劝他把摊子交给儿子，他摇摇头说，机器点的豆腐不香，手艺还得自己看着才放心。",
]
BEES = [
    "蜜蜂怎样记住回家的路，研究者争论了很久。一种看法认为它们靠太阳的方位，另一种看法认为它们记得沿途的树和屋顶。",
    "今年春天，一个小组在蜜蜂背上贴了不到一毫克的标签，追踪它们在阴天里的飞行，结果发现两种办法它们都会，天气好的时候看太阳，天阴了就改看地面上的标志。",
    "小组的下一步，是把蜂箱搬到没有高树的草原上去，再看它们会不会迷路。",
]


def wrapped(paragraph: str, column_em: float = 20) -> list[str]:
    """The paragraph's lines as a narrow column sets them, the first indented by two em (the indent itself is lost)."""
    lines, line, room = [], "", column_em - 2
    for char in paragraph:
        if em(line + char) > room and char not in "，。、":
            lines, line, room = [*lines, line], "", column_em
        line += char
    return [*lines, line]


def column(paragraphs: list[str]) -> list[str]:
    return [line for paragraph in paragraphs for line in wrapped(paragraph)]


def read_across(columns: list[list[str]]) -> str:
    return "\n\n".join(line for row in zip_longest(*columns) for line in row if line) + "\n"


@pytest.mark.parametrize("texts", [[WATER, MARKET], [WATER, MARKET, BEES], [WATER, BEES]])
def test_every_line_finds_its_place(texts: list[list[str]]) -> None:
    columns = [column(text) for text in texts]
    text = read_across(columns)
    layer = find(text, Switch(), Protected(text))
    after = apply(text, layer)
    assert [line for line in after.split("\n") if line] == [line for lines in columns for line in lines]
    layer.check(len(text))
    assert apply(after, inverse(text, layer)) == text
    assert all(text[layer.locate(place)] == char for place, char in enumerate(after) if not char.isspace())
    assert not find(after, Switch(), Protected(after))


def test_a_line_that_was_put_out_late_is_brought_back() -> None:
    columns = [column(WATER), column(MARKET), column(BEES)]
    rows = read_across(columns).split("\n\n")
    late = rows.pop(7)
    text = "\n\n".join([*rows[:19], late, *rows[19:]])
    after = apply(text, find(text, Switch(), Protected(text)))
    assert [line for line in after.split("\n") if line] == [line for lines in columns for line in lines]


def test_a_part_that_was_written_from_the_bottom_up_is_turned() -> None:
    """Extractors that sort lines by what must come first leave some pages so."""
    columns = [column(WATER), column(MARKET), column(BEES)]
    rows = read_across(columns).rstrip("\n").split("\n\n")
    text = "\n\n".join([*rows[:8], *reversed(rows[8:])]) + "\n"
    layer = find(text, Switch(), Protected(text))
    after = apply(text, layer)
    assert [line for line in after.split("\n") if line] == [line for lines in columns for line in lines]
    assert apply(after, inverse(text, layer)) == text


@pytest.mark.parametrize("texts", [[MARKET, WATER], [WATER, MARKET]], ids=["on the left", "on the right"])
@pytest.mark.parametrize("row", [2, 3, 7])
def test_a_caption_stays_in_its_column_and_the_sentence_goes_on_over_it(texts: list[list[str]], row: int) -> None:
    """Its picture has cut the sentence; in the other column rows go on as before."""
    columns, caption = [column(text) for text in texts], "▲早市上的豆腐摊。（方小雨摄）"
    columns[texts.index(MARKET)].insert(row, caption)
    text = read_across(columns)
    after = apply(text, find(text, Switch(), Protected(text)))
    assert [line for line in after.split("\n") if line] == [line for lines in columns for line in lines]
    paragraphs = cc.clean_text(text).split("\n")
    assert caption in paragraphs and WATER[0] in paragraphs


def test_a_byline_follows_a_title_and_the_first_line_of_a_paragraph_a_byline() -> None:
    first, second, *_ = column(WATER)
    blocks = [["古城墙下的早市"], ["本报记者 李小明"], [first], [second], *([line] for line in column(MARKET))]
    title, byline, head, later = range(4)
    links = Links(blocks)
    tails, heads = np.array([title, title, byline, byline]), np.array([byline, later, head, later])
    to_byline, past_it, to_head, to_later = links.between(tails, heads).tolist()
    assert to_byline > past_it + 3 and to_head > to_later + 1


def test_a_page_of_nothing_but_captions_has_no_columns() -> None:
    """Words do not go on from one to the next, so nothing says how to read them."""
    lines = lines_of("\n\n".join(f"图为第{n}号展柜里的一只青花大碗的碗底，" for n in "一二三四五六七八九" * 20))
    assert separated(lines, range(len(lines) + 1)) is None


def test_where_the_words_do_not_go_on_a_blank_line_stays() -> None:
    lost = column(WATER)
    lost[3] = column(BEES)[3]
    text = read_across([lost, column(MARKET)])
    after = apply(text, find(text, Switch(), Protected(text)))
    assert f"{lost[2]}\n\n" in after and f"\n{lost[3]}" in after


def test_columns_that_alternate_by_blocks_of_two_lines_are_separated() -> None:
    """Extractors keep some lines of a column together; none of them stands alone then."""
    columns = [column(WATER), column(MARKET)]
    pairs = [["\n".join(lines[k : k + 2]) for k in range(0, len(lines), 2)] for lines in columns]
    text = read_across(pairs)
    after = apply(text, find(text, Switch(), Protected(text)))
    assert [line for line in after.split("\n") if line] == [line for lines in columns for line in lines]


def test_a_page_of_a_few_blocks_of_many_lines_is_put_in_order() -> None:
    """As `pdftotext` leaves two columns that stand level: what is above, then what is below."""
    left, right = column(WATER), column(MARKET)
    blocks = [left[:3], right[:4], left[3:6], right[4:8], left[6:], right[8:]]
    text = "\n\n".join("\n".join(block) for block in blocks) + "\n"
    after = apply(text, find(text, Switch(), Protected(text)))
    assert [line for line in after.split("\n") if line] == [*left, *right]


def test_the_reason_names_the_column() -> None:
    text = read_across([column(WATER), column(MARKET)])
    layer = find(text, Switch(), Protected(text))
    assert any(reason.endswith("column 2 of 2") for reason in layer.reasons)


IN_ORDER = {
    "nothing but blank lines": "  \n\n\ufeff\n\n" * 40,
    "one column, a blank line after each line": "\n\n".join(column(WATER) + column(MARKET)),
    "one column, a caption after every two lines": "\n\n".join(line + "\n\n▲早市上的豆腐摊。（方小雨摄）" * (n % 2) for n, line in enumerate(column(WATER) + column(MARKET) + column(BEES))),
    "paragraphs wider than any column, between short lines": read_across([column(WATER), [*MARKET, *BEES], column(MARKET)]),
    "columns one after the other": "\n".join(column(WATER)) + "\n\n" + "\n".join(column(MARKET)),
    "paragraphs": "\n\n".join(WATER + MARKET + BEES),
    "verse, line by line": "\n\n".join(["山外的雨停了", "桥上没有行人", "一盏灯照着水", "水照着旧的门", "谁在门里咳嗽", "像翻一页经文", "等天亮的渡船", "载走半船星辰"]),
    "a list": "\n\n".join(["报名材料", "身份证复印件", "近期一寸照片", "学历证明", "体检表", "推荐信两封", "个人陈述", "成绩单原件"]),
}  # fmt: skip


@pytest.mark.parametrize("text", IN_ORDER.values(), ids=IN_ORDER.keys())
def test_what_is_in_order_is_left_alone(text: str) -> None:
    assert not find(text, Switch(), Protected(text))


def test_nothing_is_joined_while_columns_are_read_across() -> None:
    """With the rule switched off its neighbour must not glue the lines of different columns."""
    text = read_across([column(WATER), column(MARKET)])
    off = CleanConfig(columns=Switch(enabled=False))
    spans = interleaved(text)
    assert len(spans) == len(column(WATER) + column(MARKET)) and spans[0][0] == 0 and spans[-1][1] == len(text) - 1
    assert not any(layer.rule == "lines" and len(layer) for layer in cc.clean(cc.Document("a", text), config=off).layers)
