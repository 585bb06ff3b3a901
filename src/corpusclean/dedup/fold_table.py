"""The table behind the fold: built from OpenCC and Unicode by `python -m corpusclean.dedup.fold_table`, shipped as fold.npz.

It is shipped, not built at the user's: Unicode tables differ between Python versions and OpenCC's between releases, and a
signature in an index has to mean the same next year.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

FILE = Path(__file__).with_name("fold.npz")
LIMIT = 0x323B0
"""Code points from here on are folded to nothing: no letter or digit is assigned there (Unicode 14 to 16)."""
EXPANDS = 0x110000
"""An entry of at least this is EXPANDS + the place of its expansion."""
LONGEST = 6
"""Expansions are cut here, which only two ligatures of Arabic phrases exceed, so that a text never folds to more than two
characters a byte."""

RADICALS = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇𠘨⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑𡯂⺒巳⺓幺⺔彑⺕𫜹⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪𤴔⺫目⺬示⺭礻⺮𥫗⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺵𦉫⺶羊⺷𦍌⺸𦍋⺹耂⺺肀"
    "⺻聿⺼肉⺽𦥑⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇𧢲⻈讠⻉贝⻊𧾷⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻕𨸏⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞𩙿⻟飠⻠饣⻡𩠐⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀"
)
"""Each radical of the CJK Radicals Supplement, then the ideograph it is drawn like (EquivalentUnifiedIdeograph.txt); PDF
extraction writes them for whole characters.  Unicode's NFKC knows only the Kangxi radicals."""


class FoldTable(NamedTuple):
    """`codes[c]` is the folded code point of c, 0 where c is dropped, or EXPANDS + p: `expansions[p]` characters stand after p."""

    codes: npt.NDArray[np.uint32]
    expansions: npt.NDArray[np.uint32]


@cache
def load() -> FoldTable:
    """The shipped table."""
    with np.load(FILE) as file:
        return FoldTable(file["codes"], file["expansions"])


def build() -> FoldTable:
    """The table made from the OpenCC and the Unicode of this Python."""
    import opencc

    letters = [c for c in map(chr, range(0x80, LIMIT)) if c.isalnum()]
    simplified = dict(zip(letters, opencc.OpenCC("t2s").convert("\n".join(letters)).split("\n"), strict=True))
    simplified |= dict(zip(RADICALS[::2], RADICALS[1::2], strict=True))
    codes, expansions = np.zeros(LIMIT, np.uint32), [0]
    for code in range(LIMIT):
        folded = _fold_one(chr(code), simplified) if not 0xD800 <= code < 0xE000 else ""
        if len(folded) > 1:
            codes[code] = EXPANDS + len(expansions)
            expansions += [len(folded), *map(ord, folded)]
        elif folded:
            codes[code] = ord(folded)
    return FoldTable(codes, np.array(expansions, np.uint32))


def _fold_one(char: str, simplified: dict[str, str]) -> str:
    """Folds until nothing changes: a compatibility ideograph may be traditional, and OpenCC's answer may have one of its own."""
    folded, before = char, ""
    while folded != before:
        before = folded
        folded = "".join(simplified.get(c, c) for c in folded)
        bare = (c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.category(c).startswith("M"))
        folded = unicodedata.normalize("NFKC", "".join(bare).casefold())
    return "".join(c for c in folded if c.isalnum())[:LONGEST]


if __name__ == "__main__":
    table = build()
    np.savez_compressed(FILE, codes=table.codes, expansions=table.expansions)
    print(f"{FILE}: {np.count_nonzero(table.codes)} characters, {FILE.stat().st_size} bytes")
