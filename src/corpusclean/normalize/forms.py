"""Forms of characters that stand for another one: data of the width rule, no behaviour."""

from __future__ import annotations

import unicodedata

FULL_WIDTH = {0xFF00 + k: 0x20 + k for k in (*range(0x10, 0x1A), *range(0x21, 0x3B), *range(0x41, 0x5B), 0x05)}
"""Full-width digits, letters and ％ to ASCII (U+FF01 to U+FF5E stand 0xFEE0 above their ASCII form)."""

KANGXI = {chr(k): unicodedata.normalize("NFKC", chr(k)) for k in range(0x2F00, 0x2FD6)}

_SUPPLEMENT = (
    "⺁厂⺅亻⺉刂⺋㔾⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺖忄⺗㣺⺘扌⺙攵⺛旡⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺨犭⺩王⺬示⺭礻⺯糹⺰纟⺱罓⺲罒"
    "⺹耂⺺肀⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻋车⻌辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻖阝⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤"
    "⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
RADICALS = {**KANGXI, **dict(zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True))}
"""Radicals to the characters that look the same.  Kangxi radicals by NFKC; of the supplement, which NFKC leaves, those whose
equal Unicode names without doubt (forms that only exist as parts, such as ⺮ and ⻊, stay)."""

COMPATIBILITY = {
    chr(k): unicodedata.normalize("NFC", chr(k))
    for k in (*range(0xF900, 0xFA6E), *range(0xFA70, 0xFADA))
    if unicodedata.normalize("NFC", chr(k)) != chr(k)
}
"""CJK compatibility ideographs to their canonical equals.  U+2F800 on is left out: those are other shapes of a character, kept
apart by registers of names."""

PRIVATE = {
    "\ue5e5": "\u3000",  # A3A0, the blank of old web pages (WHATWG Encoding, index gb18030)
    "\ue7c7": "\u1e3f",
    **{chr(0xE78D + k): c for k, c in enumerate("，。、：；！？〖〗…")},
    **dict(zip("\ue81e\ue826\ue82b\ue82c\ue832\ue843\ue854\ue864", "龴龵龶龷龸龹龺龻", strict=True)),
}
"""Private-use places that older GB 18030 tables filled and the 2005 and 2022 editions gave their own code points; the marks of
vertical lines (U+E78D on) go to their usual form at once."""

LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}

SMALL_MARKS = dict(
    zip("﹐﹑﹒﹔﹕﹖﹗﹙﹚﹛﹜﹝﹞︐︑︒︓︔︕︖｡､｢｣", "，、。；：？！（）｛｝〔〕，、。：；！？。、「」", strict=True)
)
"""Small, half-width and vertical forms of Chinese marks; they are made whole next to a Han character."""

VERTICAL_PAIRS = dict(zip("︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄", "（）｛｝〔〕【】《》〈〉「」『』", strict=True))
"""Brackets as vertical lines show them, in what PDF extraction leaves of them; ︵ alone is a face or a thrown table."""
