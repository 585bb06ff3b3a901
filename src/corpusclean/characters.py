"""Character classes and tables: data, no behaviour.  Class strings go between the brackets of a pattern."""

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u3007"
"""Han characters, with 〇."""

FULL_MARKS = "，。；：？！、（）《》〈〉「」『』【】“”‘’…—·"
"""Full-width marks of Chinese text."""
