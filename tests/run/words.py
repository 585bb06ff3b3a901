"""Pieces from which the tests of runs put together texts: some to be mended, some to be left."""

WORDS = [
    "天气",
    "渡口",
    "卖茶的老人",
    "两只船,",
    "昨夜的雨",
    "街上",
    "没有人",
    "\u200b说话.",
    "第3 号",
    "孩子们",
    "(笑)",
    "回来了。\n",
]
