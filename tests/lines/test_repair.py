"""Line repair: what is laid apart stays so to its end."""

from __future__ import annotations

from corpusclean.lines.arrange import Rows
from corpusclean.lines.distant import Cut
from corpusclean.lines.layout import lines_of
from corpusclean.lines.repair import is_free, lines_apart


def test_a_table_within_a_fence_does_not_end_it() -> None:
    text = "说明如下。\n\n```\n姓名,年龄,城市\n王梅,34,北京\n李强,41,上海\n  size: f.size, // 大小\n  type: f.type, // 类型\n```\n完。"
    assert lines_apart(text, lines_of(text)) == {1, 2, 3, 4, 5, 6, 7}


def test_what_stands_apart_is_not_moved_out_of_a_sentence() -> None:
    rows = Rows.plain(["由于只需要考虑", "$$", "e < 4", "$$", "的情形，答案只有一个。"])
    assert not is_free(rows, Cut(0, 4), {1, 2, 3})
    assert is_free(rows, Cut(0, 4), {5})
