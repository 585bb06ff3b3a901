"""Strategies of mixed text: what newspapers, web pages and bad converters put side by side."""

from __future__ import annotations

from hypothesis import strategies as st

HAN = [
    "渠水通到了岭上", "他说", "站台上的风越来越大", "两千亩稻田", "第三方检测机构", "老人", "图书馆几点关门", "是不是", "年", "月",
    "本报记者", "王晓明", "方", "喆", "新华社", "据报道", "第一章", "一", "的", "〇", "㐂", "𠮷",
]  # fmt: skip
MARKS = [
    *"，。；：？！、（）《》〈〉“”‘’「」『』【】…—·～",
    "……",
    "——",
    *",.;:?!()<>\"'-~",
    "...",
    "......",
    "--",
    "。。。",
    "!!!",
    "<<",
    ">>",
    ", ",
    ". ",
]
BLANKS = [" ", "  ", "\u3000", "\u3000\u3000", "\t", "\n", "\n\n", "\r\n", "\u00a0", "\f", " \n"]
LATIN = [
    "Windows 11",
    "GDP",
    "it's",
    "O'Reilly",
    "Mr. Smith",
    "a",
    "café",
    "U.S.",
    "node.js",
    "Hello, world!",
    "iPhone 15 Pro",
    "km/h",
]
NUMBERS = [
    "1998",
    "3.5%",
    "1,000",
    "12:30",
    "2:1",
    "1.",
    "2.",
    "(3)",
    "v1.2.3",
    "5'11\"",
    "-5",
    "①",
    "Ⅳ",
    "½",
    "２０２４",
    "８．３％",
    "１９９８",
]
KEPT = [
    "https://example.com/a,b?c=1",
    "zhang@example.com",
    "`a, b`",
    "f(x, y)",
    "C:\\data\\a.txt",
    '{"a": 1}',
    "$x^2$",
    "ｈｔｔｐ：／／ａ．ｃｎ",
]
ODD = [
    "\ufeff", "\u200b", "\u200d", "\ufe0f", "\u00ad", "\u200e", "\u202a", "\x00", "\x07", "\x1b[31m", "\u2028", "\x85", "\ue5e5", "\ufffd",
    "👨\u200d👩\u200d👧", "❤\ufe0f", "🏴\U000e0067\U000e007f", "می\u200cخواهم", "क्\u200dष", "שלום\u200f", "東京の図書館", "서울", "ﬁ", "⽐", "⼈", "︵", "︶",
    "﹐", "｡", "e\u0301", "\u0301", "&nbsp;", "&amp;amp;", "&#x65b0;", "&", "锟斤拷", "鎴戜滑", "æˆ‘ä»¬", "ÖÐ¹ú", "ÖÐ", "鎴", "é", "\ud83d",
]  # fmt: skip

PIECES = st.one_of(*map(st.sampled_from, (HAN, HAN, MARKS, MARKS, BLANKS, LATIN, NUMBERS, KEPT, ODD)))
MIXED = st.lists(PIECES, max_size=24).map("".join)
"""Anything beside anything."""

_SENTENCE = st.tuples(
    st.lists(st.sampled_from(HAN + LATIN + NUMBERS), min_size=2, max_size=5),
    st.sampled_from(["，", ",", "。", ".", "？", "?", "；"]),
)
PROSE = st.lists(_SENTENCE.map(lambda s: "".join(s[0]) + s[1]), max_size=12).map(
    lambda sentences: "".join(s + ("\n" if k % 4 == 3 else "") for k, s in enumerate(sentences))
)
"""Sentences whose marks are half of them narrow, a line break after every fourth."""
