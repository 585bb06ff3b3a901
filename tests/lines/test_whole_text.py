"""Text that is otherwise whole: one paragraph a line, hundreds of them; what looks torn there seldom is."""

from __future__ import annotations

import pytest

import corpusclean as cc
from corpusclean.lines.loops.break_loops import MIN_WHOLE_ROWS

PARAGRAPH = "第{}天的早上，老孙照旧把船撑到对岸，等着第一个要过河的人。雾还没有散，岸上只听见狗叫。"


def book(*rows: str) -> str:
    """A text of whole paragraphs with these rows in their midst."""
    prose = [PARAGRAPH.format(n) for n in range(3 * MIN_WHOLE_ROWS)]
    return "\n".join([*prose[:20], *rows, *prose[20:]])


STAY = {
    "lines of a poem with a comma": ("我把船桨交给了流水，", "流水又把它交给远方，", "岸上的灯一盏盏地灭，"),
    "free verse whose lines are as long as a narrow column's": (
        "老孙的船停在柳树旁",
        "他说，船也有睡着的时候",
        "风从上游慢慢走下来",
        "吹过空了的石阶，吹过",
        "没有人等候的那一岸",
        "水记得每一个脚印",
        "桨记得每一夜的月亮",
        "一半归河，一半归人",
        "水鸟，认得回家的路",
        "石阶认得每一双鞋",
        "整个河岸没有人说话",
        "只有对岸的灯，在等",
    ),
    "a song in brackets": ("〖撑船的人不问你从哪里来，", "只问你今夜要到哪里去，", "水声盖过了一切。〗"),
    "a chapter's title and its number": ("渡口九", "天继续在旱着，河滩上起了土，所有的狗都整晌地卧在石阶上。"),
    "a list of posts as long as a column's lines": (
        "船长：周大川，字子明，江西九江人，四十二岁",
        "大副：林秋白，字远山，江西湖口人，三十八岁",
        "轮机长：孙有田，字耕之，安徽安庆人，四十岁",
        "水手长：赵石头，字坚之，湖北黄梅人，三十岁",
    ),
    "a bibliography": (
        "【1】渡口的历史，周大川著，江边出版社，1979年，第12页",
        "【2】长江的船，林秋白著，江边出版社，1983年，第109页",
        "【3】老桥与新桥，孙有田著，江边出版社，1985年，第50页",
        "【4】水上人家，赵石头著，江边出版社，1986年，第9页",
    ),
}
GOES_ON = {
    "a paragraph cut within a word": ("公司去年推出的这款传感器已经用于高铁轴承的状态监", "测，准确率超过百分之九十八。"),
    "a paragraph cut between clauses": (
        "船靠了岸，人都下去了。老孙把缆绳系好，在石阶上坐了一下午，等到天完全黑下来，",
        "才慢慢地站起身来往家里走，一路上没有遇到一个人。",
    ),
}


@pytest.mark.parametrize("rows", STAY.values(), ids=list(STAY))
def test_what_looks_torn_in_a_whole_text_stays(rows: tuple[str, ...]) -> None:
    text = book(*rows)
    assert cc.clean_text(text) == text


@pytest.mark.parametrize("rows", GOES_ON.values(), ids=list(GOES_ON))
def test_what_is_surely_torn_is_joined_in_a_whole_text(rows: tuple[str, ...]) -> None:
    assert cc.clean_text(book(*rows)) == book("".join(rows))


def test_a_text_of_few_lines_is_not_called_whole() -> None:
    """Nothing is known of it: what the model says counts in full."""
    rows = GOES_ON["a paragraph cut within a word"]
    assert cc.clean_text("\n".join(rows)) == "".join(rows)
