"""What is not Chinese prose inside Chinese text: addresses, paths, code, formulas, data, lines in other languages.

One line at a time, and only lines that hold a telling character (`_TRIGGER`): most Chinese lines hold none.
"""

from __future__ import annotations

import re

from corpusclean.characters import HAN, HANGUL, KANA
from corpusclean.patterns import lazy_pattern

_TRIGGER = lazy_pattern(
    rf"""[{KANA}{HANGUL}/@\\`{{}}\[\]=<>$&_*^|~\#A-Za-z;:!"(](?:
      (?<=[{KANA}{HANGUL}/@\\`{{}}\[\]=<>$&_*^|~\#])
    | (?<=[A-Za-z])(?=[(;]) | (?<=[a-z])(?=:) | (?<=[A-Za-z0-9{HAN}）)》”]\.[a-z])
    | (?<=[;:])(?=[-)(DP]) | (?<=")(?=\s?[:+]) | (?<=\()(?=-?[\w.]{{1,6}}\s?,|[A-Za-z0-9]{{1,3}}\s?[-+*/^]) | (?<=[!:])(?=important|wq|q!)
    )""",
    re.ASCII | re.VERBOSE,
)
"""Characters one of which stands in every fragment below.  It starts with a class, which `re` scans fast."""

_TLD = "com|cn|org|net|gov|edu|mil|int|info|io|ai|app|dev|me|tv|cc|co|us|uk|jp|hk|tw|eu|de|fr|ru|xyz|top|vip|gg|so|im"
_ADDRESS = rf"""
    (?: [A-Za-z][A-Za-z0-9+.-]*:// | (?:mailto|tel|magnet|urn|doi|data|javascript|git@[\w.-]+):(?=[!-~]) | www\.(?=[\w-]+\.)
      | (?<![\w.@-])(?:[\w-]+\.)+(?:{_TLD})\b(?![.]?\w)(?=[:/]?) )
    (?:[^\s"'<>`()\u0080-\uffff] | \([^\s"'<>`()\u0080-\uffff]*\) | '(?=[\w]))* (?<![.,;:!?'])
  | [\w.+-]+@[\w-]+(?:\.[\w-]+)+
  | 10\.\d{{4,}}/[^\s"'<>`\u0080-\uffff]*(?<![.,;:!?'])
"""
_PATH = rf"""
    [A-Za-z]:\\(?:[^\\/:*?"<>|\s]+\\)*[\w.~$%-]*(?<![.])
  | \\\\[\w.-]+(?:\\[\w.$-]+)+
  | (?<![\w/.])(?:~|\.\.?|\$\w+|%\w+%)?/(?:[\w.@%+-]+/)*[\w@%+-][\w.@%+-]*(?<![.])
  | (?<![\w.])[\w-]+(?:/[\w.-]+)+\.[A-Za-z][A-Za-z0-9]{{0,4}}\b
  | (?<=[{HAN}）)》”])\.(?!NET|com)[a-z][a-z0-9]{{1,7}}(?![\w.])
"""
_MARKUP = r"&(?:[A-Za-z]{2,8}|\#\d{1,6}|\#x[0-9A-Fa-f]{1,5});"
_CODE = r"""
    (?<![\w"'])[a-z-]{3,}\s?:\s?[\w\#.%][\w\#.%\ -]{0,30};
  | \b(?:return|break|continue|end|exit|quit|null|NULL|pass|import|export|goto|throw|yield|delete|use|package|go|begin|done|fi)(?:\s[\w.*]+)?;
  | \b(?:case\s\w+|default|else|try|finally|private|public|protected):(?!\w)
  | !important\b | :(?:wq|q|x)!?(?![\w])
  | [\[(]\s*(?!\d{4}\s*,\s*\d{4}\b)-?[\w.∞+]{1,6}\s*,\s*-?[\w.∞+]{1,6}(?:\s*,\s*-?[\w.∞+]{1,6})*\s*[\])]
"""
_FACE = r"""
    \([\^oO><=;T*._-][^A-Za-z0-9\n()]{0,5}[\^oO><=;T*._-]?\)\w? | T_T | Q_Q | >_< | \^_\^ | -_-\#?
"""
_FRAGMENT = lazy_pattern("|".join((_ADDRESS, _PATH, _MARKUP, _CODE, _FACE)), re.VERBOSE | re.ASCII)
"""Fragments of half-width characters alone; sought in one run of them."""

_OPENED = lazy_pattern(
    r"""[`<\[{\\$(=:;](?:
      (?<=`)`*[^`\n]+`
    | (?<=<)(?:/?[A-Za-z][^<>\n]*> | !--.*?-->)
    | (?<=[:;])(?<![A-Za-z0-9)].)[-^o']?[)(DPp3|](?=[\s，。！？~]|\Z)
    | (?<=\[)(?:[^\]\n]*\]\([!-~]*(?:\s"[^"\n]*")?\) | /?[a-z]+(?:=[^\]\n]*)?\] | \s*(?:"[^"\n]*"|'[^'\n]*'|\[|\{)[^\]\n]*(?:\][^\]\n]*)*\])
    | (?<=\{)\s*["'][^{}\n]*["']?\s*:[^{}\n]*(?:\{[^{}\n]*\}[^{}\n]*)*\}
    | (?<=\\)(?:\(.+?\\\) | \[.+?\\\] | [a-zA-Z]+(?:\[[^\]\n]*\])?(?:\{[^{}\n]*\})+)
    | (?<=:\\)(?:[^\\/:*?"<>|\s]+\\)+[A-Za-z0-9_.~$%-]*(?<![.])
    | (?<=\$)(?:\$[^$\n]+\$\$ | (?![\d.,]+(?:[\s\u4e00-\u9fff]|$))[^$\n\u4e00-\u9fff]*[^$\s\u4e00-\u9fff]\$)
    | (?<=[A-Za-z0-9_]\()\s*(?:[a-z]?"[^"\n]*"|[a-z]?'[^'\n]*')[^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)
    | (?:(?<=[A-Za-z0-9_\])]=) | (?<=[A-Za-z0-9_\])]\x20=) | (?<=[:!=+]=))\s*(?:"[^"\n]*"|'[^'\n]*');?
    )""",
    re.VERBOSE,
)
"""Fragments that may hold Chinese: f("你好"), {"名": 1}, <a title="首页">, [首页](https://a.cn)."""

_HALF_WIDTH = lazy_pattern(r"[ -~]*")

_CODE_SIGN = lazy_pattern(
    r"[=\[\]{}\\|~^_]|[A-Za-z0-9_]\(|[<>]=?\s?[\w(-]|&&|\+\+|->|::|[+*/%-]\s?[A-Za-z(]|[A-Za-z)]\s?[+*/-]\s?[\w(]|\d\s?[+*/]\s?\d|[A-Za-z]\s?[-]\s?\d|;\s*[A-Za-z]+\s|\"\s?\+|--?[a-z]|^\.?[:!][a-z]"
)
_PLAIN_SIGN = lazy_pattern(r"[A-Z]&[A-Z]|[A-Z]+/[A-Z]+|[A-Za-z]+\+\+?$|[A-Za-z]+-\d+|[A-Za-z]+-[A-Za-z]+|C\+\+")

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
    | [A-Za-z_$][\w.$]*\([^，。！？]*\)\s*(?:;|\{|:|,)?\s*(?:(?://|\#).*)?$
    | [{}\[\]()]+[;,)]*\s*(?:(?://|\#).*)?$
    | ["'][\w.$ \u4e00-\u9fff-]+["']\s*:\s*(?:["'\[{\d-]|true|false|null|None)
    | [\w.-]+:\s(?:["'\[{|>&*!]|true$|false$|null$)
    | \\(?:begin|end|section|chapter|item|title|usepackage|documentclass)\b
    | </?[A-Za-z!]
    | [A-Za-z_@.\#][\w\s.,\#:>()-]*\{
    | @\w+(?:\(.*\))?$
    )""",
    re.VERBOSE,
)
_CODE_START = lazy_pattern(r"\s*[A-Za-z_$@#{}\[\]()\"'/\\*<>%.;-]")

_LOG = lazy_pattern(r"\[?\d{4}[-/]\d\d[-/]\d\d[ T]\d\d:\d\d(?::\d\d)?.*\b(?:ERROR|WARN|WARNING|INFO|DEBUG|TRACE|FATAL)\b")
_REFERENCE = lazy_pattern(r"\s*(?:\[\d+\]|\d+[.)])?.*\[(?:[JMCDRNPSAGZ]|EB|DB|CP|DS)(?:/OL|/CD|/MT)?\]")
"""An entry of a bibliography after GB/T 7714, whose marks are half-width."""

_FENCE = lazy_pattern(r"^[ \t]*(```|~~~).*$[\s\S]*?^[ \t]*\1[ \t]*$", re.MULTILINE)
_HAN_OR_KANA = lazy_pattern(rf"[{HAN}]")
_FOREIGN = lazy_pattern(f"[{KANA}{HANGUL}]")


def find_fragments(text: str) -> tuple[list[int], list[int]]:
    """The spans to leave alone, ascending and disjoint -> starts, ends.

    >>> find_fragments("打开https://a.cn/b,然后运行f(x, y),再看")
    ([2, 21], [16, 28])
    """
    spans: list[tuple[int, int]] = []
    line_end = done = -1
    for m in _TRIGGER.finditer(text):
        at = m.start()
        if at < done:
            continue
        if at >= line_end:
            line_start, line_end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
            line_end = len(text) if line_end < 0 else line_end
            if _is_whole(text[line_start:line_end]):
                spans.append((line_start, line_end))
                done = line_end
                continue
            spans += [m.span() for m in _OPENED.finditer(text, line_start, line_end)]
        done = _HALF_WIDTH.match(text, at).end()  # type: ignore[union-attr]
        while " " <= text[at - 1] <= "~" and at > line_start:
            at -= 1
        spans += [m.span() for m in _FRAGMENT.finditer(text, at, done)]
        code = _code(text, at, done) if done - at > 1 else None
        if code:
            spans.append(code)
    if not spans:
        return [], []
    if "```" in text or "~~~" in text:
        spans += [m.span() for m in _FENCE.finditer(text)]
    return _merged(spans)


def _is_whole(line: str) -> bool:
    """Whether all of a line is to be left alone: code, data, a reference, another language."""
    return bool(
        is_foreign(line) or _REFERENCE.match(line) or _LOG.match(line) or (_CODE_START.match(line) and _CODE_LINE.match(line))
    )


def is_foreign(line: str) -> bool:
    """Whether the line is Japanese or Korean: kana or Hangul in more than a word or two of it.

    >>> is_foreign("東京,大阪などの都市"), is_foreign("美の味道,全城最佳,欢迎光临本店品尝")
    (True, False)
    """
    foreign = len(_FOREIGN.findall(line))
    return foreign > 1 and foreign * 8 > len(_HAN_OR_KANA.findall(line))


def _code(line: str, start: int, end: int) -> tuple[int, int] | None:
    """The part of a half-width run that is code, without the marks of the sentence around it.

    >>> line = "结果,x == 1 ? a : b,请看"
    >>> _code(line, 2, 18)
    (3, 17)
    """
    while start < end and (
        line[start] in ",;?"
        or (line[start] in ".:!" and (line[start - 1 : start] == "." or not line[start + 1 : start + 2].isalpha()))
        or line[start] == " "
    ):
        start += 1
    while end > start and line[end - 1] in ",.:?! ":
        end -= 1
    start += 2 * line.startswith(">>", start)
    end -= 2 * line.endswith("<<", start, end)
    for _ in range(_MOST_STRIPPED):  # each looks at the whole run
        if end - start < 2:
            break
        run = line[start:end]
        if run[0] == "(" and _closes(run, "(", ")") == len(run) - 1 and not (_TUPLE.fullmatch(run) or _EXPRESSION.search(run)):
            start, end = start + 1, end - 1
        elif run[-1] == ")" and run.count("(") < run.count(")"):
            end -= 1
        elif run[0] == "(" and run.count("(") > run.count(")"):
            start += 1
        elif run[-1] == "(":
            end -= 1
        elif run[0] == ")" or (run[0] == ":" and run[1] != ":"):
            start += 1
        elif run[0] == '"' == run[-1] and run.count('"') == 2:
            start, end = start + 1, end - 1
        elif run[0] == '"' and run.count('"') % 2:
            start += 1
        elif run[-1] == '"' and run.count('"') % 2:
            end -= 1
        elif run[-1] in ",.:?! " or run[0] in ",;? ":
            end, start = (end - 1, start) if run[-1] in ",.:?! " else (end, start + 1)
        else:
            break
    start, end = _balanced(line, start, end)
    run = line[start:end]
    if not run or (not _CODE_SIGN.search(_PLAIN_SIGN.sub("x", run)) and not _TUPLE.fullmatch(run)):
        return None
    if run[-1] == ";" and not _STATEMENT.search(run):
        end -= 1
    elif line[end : end + 1] == ":" and _BLOCK.match(run):
        end += 1
    return start, end


_MOST_STRIPPED = 64
_TUPLE = lazy_pattern(r"[(\[]\s*-?[\w.]{1,5}\s*(?:[,;:]\s*-?[\w.∞+]{1,5}\s*)+[)\]]")
_EXPRESSION = lazy_pattern(r"&&|\|\||==|!=|->|\(\(|[a-z]\w* ?[<>] ?[a-z]|;")
_BLOCK = lazy_pattern(r"(?:def|class|if|elif|else|for|while|try|except|with|case|switch)\b")
_STATEMENT = lazy_pattern(r"[=()+{}\[\]]|<<|->|::|^(?:return|break|continue|import|goto|use)\b")


def _balanced(line: str, start: int, end: int) -> tuple[int, int]:
    """[start, end) cut short at a round bracket whose other half stands outside: Python(3.11版) is not all code."""
    opened: list[int] = []
    for i in range(start, end):
        if line[i] == "(":
            opened.append(i)
        elif line[i] == ")":
            if not opened:
                start = i + 1
            else:
                opened.pop()
    return start, opened[0] if opened else end


def _closes(run: str, opener: str, closer: str) -> int:
    """Where the bracket that opens `run` closes, or -1."""
    depth = 0
    for i, c in enumerate(run):
        depth += (c == opener) - (c == closer)
        if not depth:
            return i
    return -1


def _merged(spans: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(spans):
        if ends and start < ends[-1]:
            ends[-1] = max(ends[-1], end)
        elif start < end:
            starts.append(start)
            ends.append(end)
    return starts, ends
