"""Lines that are no Chinese prose by their own words: code, data, references, logs, other languages."""

from __future__ import annotations

import re

from corpusclean.characters import HAN, HANGUL, KANA
from corpusclean.patterns import lazy_pattern

_CODE_LINE = lazy_pattern(
    r"""\s*(?:
      (?:def|class|async|public|private|protected|static|final|void|int|long|float|double|char|bool|boolean|String|var|let|const|auto|
         fn|func|function|struct|enum|interface|package|namespace|using|import|from|export|require|include|typedef|template)\b[^，。！？]*[=({;:'"]
    | (?:return|if|elif|else|for|while|switch|case|try|catch|except|finally|raise|throw|with|yield|await|print|echo|printf|assert|del|do)\b\s*[("'{:\[=!\w][^，。！？]*[(){};:="'\[\]]
    | (?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|DROP|WITH|FROM|WHERE|GROUP|ORDER|VALUES|JOIN)\s+[\w*(`"'.]
    | (?:\$|>>>|\.\.\.|%|C:\\[^>\n]*>|[\w.-]+@[\w.-]+[:~\w/]*[$\#])\s+[\w./"'(-]
    | (?<=[ \t])\#\s
    | (?://|/\*|\*/|\*\s|\#!|\#include|\#define|<!--|<\?|--\s|;;)
    | [A-Za-z_$@][\w.$\[\]"'>-]*\s*(?:=|:=|\+=|-=|==)\s*[\w"'\[{($-]
    | [A-Za-z_$][\w.$]*\([^，。！？]*\)\s*(?:[;{:,]\s*)?(?:(?://|\#).*)?$
    | [{}\[\]()]+(?:[;,][;,)]*)?\s*(?:(?://|\#).*)?$
    | \#\+[A-Za-z_]+:?\s | \.[A-Z][A-Za-z]?\s
    | ["'][\w.$ \u4e00-\u9fff-]+["']\s*:\s*(?:["'\[{\d-]|true|false|null|None)
    | [\w.-]+:\s(?:["'\[{|>&*!]|true$|false$|null$)
    | \\(?:begin|end|section|chapter|item|title|usepackage|documentclass)\b
    | </?[A-Za-z!]
    | \[[a-z]{2,8}:[^\]]*\]$
    | [A-Za-z_@.\#][\w\s.,\#:>()-]*\{
    | @\w+(?:\(.*\))?$
    )""",
    re.VERBOSE,
)
_CODE_START = lazy_pattern(r"\s*[A-Za-z_$@#{}\[\]()\"'/\\*<>%.;-]")

_LOG = lazy_pattern(r"\[?\d{4}[-/]\d\d[-/]\d\d[ T]\d\d:\d\d(?::\d\d)?.*\b(?:ERROR|WARN|WARNING|INFO|DEBUG|TRACE|FATAL)\b")
_REFERENCE = lazy_pattern(
    r"\s*(?:\[\d+\]|\d+[.)])?.{4,160}?\[(?:[JMCDRNPSAGZ]|EB|DB|CP|DS)(?:/OL|/CD|/MT)?\]\s?[.,:/．，：][^。！？]{0,80}?(?:19|20)\d\d[^。！？\u4e00-\u9fff]*(?:年第?[\d()（）卷期 ,，:：.~-]*)?$"
)
"""An entry of a bibliography after GB/T 7714, whose marks are half-width."""

_HAN = lazy_pattern(rf"[{HAN}]")
_OTHER = lazy_pattern(f"[{KANA}{HANGUL}]")
_INFLECTED = lazy_pattern(f"[\u3040-\u309f{HANGUL}]")
"""Hiragana and Hangul: without them, katakana next to Chinese grammar are a foreign word."""
_GRAMMAR = lazy_pattern("[的了是在和与及或有不也都就这那为把被从到对等者之其而且但并将由向于以我你他她它與為這個們來過對從將於]")
"""Han characters of grammar: a line with one of them is Chinese, however many English names it has."""
_ENGLISH_WORDS = lazy_pattern(
    r"\b(?:the|an?|of|in|on|at|by|to|for|from|with|is|are|was|were|be|been|has|have|had|and|or|but|not|it|that|this|as|we|they|he|she|I|"
    r"you|my|his|her|our|their|which|who|what|means|called)\b"
)
_WORD = lazy_pattern(r"[A-Za-z][A-Za-z'’-]*[A-Za-z]")
_MIXED = lazy_pattern(rf"[A-Za-z0-9][{HAN}]|[{HAN}][A-Za-z0-9]")


def is_foreign(line: str) -> bool:
    """Whether all of a line is to be left alone.

    >>> is_foreign("x = f(y)  # 说明,注释"), is_foreign("We went to 北京, 上海 and 广州."), is_foreign("他说,x = 1")
    (True, True, False)
    """
    return bool(
        is_east_asian(line)
        or is_english(line)
        or _LOG.match(line)
        or (_CODE_START.match(line) and _CODE_LINE.match(line))
        or ("[" in line and _REFERENCE.match(line))
    )


def is_east_asian(line: str) -> bool:
    """Whether the line is Japanese or Korean: kana or Hangul in more than a word or two of it.

    >>> is_east_asian("東京,大阪などの都市"), is_east_asian("美の味道,全城最佳,欢迎光临本店品尝")
    (True, False)
    """
    foreign = len(_OTHER.findall(line))
    return foreign > 1 and foreign * 8 > len(_HAN.findall(line)) and not (_GRAMMAR.search(line) and not _INFLECTED.search(line))


def is_english(line: str) -> bool:
    """Whether the line is English with some Chinese words in it: they are set off by blanks, and none of them is grammar.

    >>> is_english("The word for tea is cha (茶), 茶叶 means tea leaves."), is_english("The Good, the Bad and the Ugly 是一部电影.")
    (True, False)
    """
    return (
        not _GRAMMAR.search(line)
        and not _MIXED.search(line)
        and len(_ENGLISH_WORDS.findall(line)) > 1
        and 0 < len(_HAN.findall(line)) < 2 * len(_WORD.findall(line))
    )
