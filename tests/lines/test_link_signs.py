"""What is seen of two blocks of a page whose columns were read across."""

import numpy as np
import pytest

from corpusclean.lines.link_signs import bracket_signs, number_signs, numbered
from corpusclean.lines.page_words import ACROSS, PageWords

NUMBERS = {
    "第十五条 任何单位或个人": (1, 15),
    "第一百零五条 本条例": (1, 105),
    "第二十条 施工": (1, 20),
    "（三）不得兴建房屋；": (2, 3),
    "(12)其他": (2, 12),
    "2、新疆和田": (3, 2),
    "十、附则": (3, 10),
    "三年来，老师傅": (0, 0),  # a number, but of no item
    "1.5亿元的设备": (0, 0),
}


@pytest.mark.parametrize(("line", "number"), NUMBERS.items(), ids=NUMBERS.keys())
def test_the_number_of_an_item(line: str, number: tuple[int, int]) -> None:
    assert numbered(line) == number


def signs(blocks: list[list[str]]) -> list[int]:
    """The number sign of the second block following the first; -1: none."""
    seen = number_signs(blocks, np.array([0]), np.array([1]))[0].tolist()
    return [k for k, value in enumerate(seen) if value] or [-1]


def test_numbers_that_follow_are_told_from_others() -> None:
    assert signs([["（二）不得烧窑；"], ["（三）不得取土；"]]) == [3]
    assert signs([["（二）不得烧窑；"], ["（五）不得放牧；"]]) == [4]
    assert signs([["第十五条 必须遵守下列规定："], ["（一）不得堆放谷物；"]]) == [1]
    assert signs([["第十五条 必须遵守下列规定："], ["（四）不得种树。"]]) == [2]
    assert signs([["渡口的老艄公收了桨，"], ["（一）不得堆放谷物；"]]) == [0]
    assert signs([["（二）不得烧窑；"], ["渡口的老艄公收了桨，"]]) == [-1]


def test_a_bracket_left_open_is_held_against_the_one_that_is_closed() -> None:
    blocks = [["他摆摆手：“今年的茶"], ["叶比去年香。”"], ["叶（明前）》一书"], ["叶》一书"], ["叶，比去年香。"]]
    tail, heads = np.zeros(4, dtype=np.int64), np.arange(1, 5)
    assert bracket_signs(blocks, tail, heads).tolist() == [[0, 1], [1, 0], [1, 0], [0, 0]]


def test_words_of_the_page_are_counted_across_the_cut() -> None:
    words = PageWords(["望潮镇的渡口", "望潮镇外", "望潮人"])
    one = np.zeros(1, dtype=np.int64)
    seen = dict(zip(ACROSS, words.together(["他到了望潮"], ["镇上"], one, one)[0].tolist(), strict=True))
    assert seen == {(1, 1): 2, (2, 1): 2, (1, 2): 0, (2, 2): 0, (3, 1): 0, (1, 3): 0, (2, 0): 3, (0, 2): 0}


def test_characters_beyond_the_first_plane_and_short_lines_do_no_harm() -> None:
    words = PageWords(["𠮷", "", "一"])
    pairs = np.zeros(1, dtype=np.int64)
    assert words.together(["𠮷"], ["一"], pairs, pairs).sum() == 0
