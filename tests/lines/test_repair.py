"""Line repair: what is laid apart stays so to its end."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpusclean as cc
from corpusclean.foreign import FINDERS, SIGNS
from corpusclean.foreign.records import find_labelled
from corpusclean.lines.arrange import Rows
from corpusclean.lines.distant import Cut
from corpusclean.lines.layout import lines_of, survey
from corpusclean.lines.repair import is_free, lines_apart


def test_a_table_within_a_fence_does_not_end_it() -> None:
    text = "说明如下。\n\n```\n姓名,年龄,城市\n王梅,34,北京\n李强,41,上海\n  size: f.size, // 大小\n  type: f.type, // 类型\n```\n完。"
    assert lines_apart(text, lines_of(text)) == {1, 2, 3, 4, 5, 6, 7}


def test_what_stands_apart_is_not_moved_out_of_a_sentence() -> None:
    rows = Rows.plain(["由于只需要考虑", "$$", "e < 4", "$$", "的情形，答案只有一个。"])
    assert not is_free(rows, Cut(0, 4), {1, 2, 3})
    assert is_free(rows, Cut(0, 4), {5})


def test_labels_hang_together_over_blank_lines() -> None:
    """A list of a cabinet with a blank line after each post was joined where its lines were as long as those of a column."""
    posts = ["船长：周大川，江西人", "大副：林秋白，江西人", "轮机长：孙有田，安徽人"]
    text = "\n\n".join([*posts, "以上是全船的人。"])
    assert [text[a:b].split() for a, b in find_labelled(text)] == [posts[:2]]
    assert not list(find_labelled("\n\n".join(posts[:2])))


def test_nothing_goes_on_in_a_label_that_begins_lines_all_over_the_text() -> None:
    """Translations under their originals were joined to them, line by line."""
    above = [f"The ferry leaves at {n} in the morning," for n in range(5)]
    text = "\n".join(f"{line}\n翻译：渡船早上{n}点开" for n, line in enumerate(above))
    assert [text[a:b].strip().split("\n")[0] for a, b in find_labelled(text)] == above
    assert not list(find_labelled(text + "，她说翻译：一个词一个词地译。" * 5)), "the label stands within lines, too"


def test_marks_that_count_pages_are_lifted_out_of_the_sentences_they_cut() -> None:
    """A book read from a PDF was taken for columns, for its sentences went on behind a ruler and a running head."""
    page = [
        "船靠了岸，人都下去了，只有",
        "老孙还在船上，他把缆绳系好，",
        "在石阶上坐了下来，等到天完",
        "全黑下来，才慢慢地站起身来",
        "往家里走，走到半路又停下了",
        "脚步，回头去看河上的那一盏",
    ]
    text = "\n\n".join(x for n in range(5) for x in ("\n".join(page), f"------ 页面 {n + 7} ------", f"渡口   ·{n + 5} ·"))
    assert "页面" not in cc.clean_text(text) and "·" not in cc.clean_text(text)
    assert cc.clean(cc.Document("a", text)).undo() == text


SIGNLESS = "".join(sorted({*string.printable, *"在，。：？！、～＞＄", "\u3000", "\ufdd0"} - {*SIGNS}))


@given(st.text(SIGNLESS))
def test_no_lines_are_foreign_without_a_sign(text: str) -> None:
    assert [find.__name__ for find in FINDERS if list(find(text))] == []


@pytest.mark.parametrize(
    "text",
    [
        "姓名,年龄,城市\n王梅,34,北京\n李强,41,上海",
        "例如：\n~~~\n名\n~~~",
        "---\n标题\n---\n欢迎。",
        "设\n$$\nx\n$$\n则",
        "他写道：\n> 先备份。",
        "你好\n张三 2024/3/5 10:23:45\n在吗\n李四 2024/3/5 10:24:01",
        "看到`甲`\n\n和`乙`与`丙`",
        "例如：\n他/在/船/上/，/",
    ],
)
def test_a_survey_sees_the_signs_of_foreign_lines(text: str) -> None:
    assert survey(text).seen.may_be_foreign
    assert not survey("他写道：\n先备份。").seen.may_be_foreign
