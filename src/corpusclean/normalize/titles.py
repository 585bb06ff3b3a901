"""Book-title marks: always changed in pairs, by what stands in and before them."""

from __future__ import annotations

from corpusclean.characters import BLANKS, HAN
from corpusclean.patterns import lazy_pattern
from corpusclean.protect import Protected
from corpusclean.simplified import simplify

_HAN = lazy_pattern(rf"[{HAN}]")
_TITLE = lazy_pattern(rf"<<[{BLANKS}]*(?![{BLANKS}])([^<>\n]*(?:<[^<>\n]*>[^<>\n]*)*)>>")
_INNER = lazy_pattern(r"<([^<>\n]*)>")
_WORK = lazy_pattern(
    rf"(?<=电影|小说|歌曲|杂志|话剧|论文|著作|专著|文章|名著|作品|诗集|散文|条例|根据|依据|按照|参照|参见|出版|发表|周刊|日报|晚报|期刊|剧集|专辑|综艺|戏曲|昆曲|京剧)"
    rf"<(?=[{HAN}])[^<>\n]{{1,30}}(?<=[{HAN}\d）])>"
    rf"|<(?=[{HAN}])[^<>\n]{{1,30}}(?<=[{HAN}\d）])>(?=第[一二三四五六七八九十百\d]+[条章]|一书|一文|杂志社?|一剧|编辑部|等书|等片|这本书|这部)"
)

Edit = tuple[int, int, str]


def titles(text: str, protected: Protected) -> list[Edit]:
    """<<红楼梦>> -> 《红楼梦》, with 〈〉 inside; <红楼梦> only where a word says that it is a work: <姓名> is a gap to fill in."""
    edits: list[Edit] = []
    for m in _TITLE.finditer(text) if "<<" in text else ():
        if _HAN.search(m[1]) and not (protected.touches(m.start(), m.start(1)) or protected.touches(m.end() - 2, m.end())):
            inner = [
                e
                for n in _INNER.finditer(text, m.start(1), m.end(1))
                for e in ((n.start(), n.start() + 1, "〈"), (n.end() - 1, n.end(), "〉"))
            ]
            edits += [(m.start(), m.start(1), "《"), *inner, (m.end() - 2, m.end(), "》")]
    for m in _WORK.finditer(simplify(text)) if "<" in text else ():
        if not protected.covers(m.start()):
            edits += [(m.start(), m.start() + 1, "《"), (m.end() - 1, m.end(), "》")]
    return edits
