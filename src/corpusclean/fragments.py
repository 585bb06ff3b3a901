"""What is not Chinese prose inside Chinese text: addresses, paths, code, formulas, data, lines in other languages.

One line at a time, and only lines that hold a telling character (`fragment_loops`): most Chinese lines hold none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpusclean import fragment_loops
from corpusclean.characters import FACE_SIGNS, HAN
from corpusclean.edits import merged
from corpusclean.foreign.markdown import find_fenced, find_front_matter
from corpusclean.foreign.records import find_rows
from corpusclean.foreign.single import is_foreign
from corpusclean.kinds import IS_MARK, IS_PART, IS_SIGN
from corpusclean.patterns import lazy_pattern
from corpusclean.views import view_of

_TLD = "com|cn|org|net|gov|edu|mil|int|info|io|ai|app|dev|me|tv|cc|co|us|uk|jp|hk|tw|eu|de|fr|ru|xyz|top|vip|gg|so|im"
_ADDRESS = rf"""
    (?: [A-Za-z][A-Za-z0-9+.-]{{0,30}}:// | (?:mailto|tel|magnet|urn|doi|data|javascript|git@[\w.-]+):(?=[!-~]) | www\.(?=[\w-]+\.)
      | (?<![\w.@-])(?:[\w-]+\.)+(?:{_TLD})\b(?![.]?\w)(?=[:/]?) )
    (?:[^\s"'<>`()\u0080-\uffff] | \([^\s"'<>`()\u0080-\uffff]*\) | '(?=[\w]))* (?<![.,;:!?'])
  | [\w.+-]{{1,64}}@[\w-]+(?:\.[\w-]+)+
  | 10\.\d{{4,}}/[^\s"'<>`\u0080-\uffff]*(?<![.,;:!?'])
"""
_PATH = rf"""
    [A-Za-z]:\\(?:[^\\/:*?"<>|\s]+\\)*[\w.~$%-]*(?<![.])
  | \\\\[\w.-]+(?:\\[\w.$-]+)+
  | (?<![\w/.])(?:~|\.\.?|\$\w+|%\w+%)?/(?:[\w.@%+-]+/)*[\w@%+-][\w.@%+-]*(?<![.])
  | (?<![\w./])[\w-]{{1,100}}(?:/[\w.-]+)+\.[A-Za-z][A-Za-z0-9]{{0,4}}\b
  | (?<=[{HAN}）)》”])\.(?!NET|com)[a-z][a-z0-9]{{1,7}}(?![\w.])
"""
_MARKUP = r"&(?:[A-Za-z]{2,8}|\#\d{1,6}|\#x[0-9A-Fa-f]{1,5});"
_NUMBER = r"(?:[-−+]|(?![-−+])|(?=\+\s*[,)\]]))(?:[\w.∞+]{1,6}|(?=[\d.]{7})\d+\.\d+)"
"""Read in one way only: where a list of them never closes, each of two ways would double the time."""
_CODE = rf"""
    (?<![\w"'])[a-z-]{{3,60}}\s?:\s?[\w\#.%][\w\#.%\ -]{{0,30}};
  | \b(?:return|break|continue|end|exit|quit|null|NULL|pass|import|export|goto|throw|yield|delete|use|package|go|begin|done|fi)(?:\s[\w.*-]+)?;
  | \b(?:static|const|unsigned|int|char|float|double|bool|let|var)\s[\w\s*]{{1,200}};
  | \b(?:(?:case|except)\s['"\w]+|default|else|try|finally|private|public|protected):(?!\w)
  | \bfor\s\w+\sin\s[^:]{{1,200}}:(?!\w)
  | \b(?:SELECT|select|INSERT\sINTO|UPDATE|DELETE\sFROM|(?:CREATE|DROP|ALTER)\s(?:TABLE|INDEX|VIEW|DATABASE))\s[^;]{{0,1000}};
  | (?<="):[A-Za-z_][\w./-]*(?=") | (?<=“):[A-Za-z_][\w./-]*
  | !important\b | :(?:wq|q|x)!?(?![\w]) | !==? | \.{{1,2}}/
  | (?<![\w"'])[a-z_]{{2,}}:\s"[^"\n]*" | "(?=[^"\n]*")[^"\n]*(?:\\[a-z0"]|%[\d.]*[dsfx])[^"\n]*"
  | [\[(]\s*(?!\d{{4}}\s*,\s*\d{{4}}\b){_NUMBER}(?:\s*,\s*{_NUMBER})+\s*[\])]
  | \.[*+]\?? | \.?\\[*+.]\? | \(\\[A-Za-z][!-'*-~]{{0,40}}\) | \(\w+\s?\*+\)\s?[\w&(]+
"""
_FORMULA = r"""
    \((?:[A-Z][a-z]?\d*)*[A-Z][a-z]?\d+\)\d+[A-Z][\w()·]*
  | [NSEW]?\d{1,3}°\s?(?:\d{1,2}(?:\.\d+)?['′]\s?(?:\d{1,2}(?:\.\d+)?["″])?)?[NSEW]?
  | \d'\s?\d{1,2}(?:"|\b) | \d"\s?[x×*]\s?\d+(?:\.\d+)?"
"""
_FACE = r"""
    \([\^oO><=;T*._-][^A-Za-z0-9\n()]{0,5}[\^oO><=;T*._-]?\)\w? | \([*=]?[\^><T;Oo@.x-][_.owv^-]{1,3}[\^><T;Oo@.x-][*=;\#]?\)
  | T_T | Q_Q | >_< | \^_\^ | -_-\#?
"""
_FRAGMENT = lazy_pattern("|".join((_ADDRESS, _PATH, _MARKUP, _CODE, _FORMULA, _FACE)), re.VERBOSE | re.ASCII)
"""Fragments of half-width characters alone; sought in one run of them."""

_OPENED = lazy_pattern(
    rf"""[`<\[{{\\$(=:;!"](?:
      (?<=`)`{{0,30}}[^`\n]+`
    | (?<=<)(?:/?[A-Za-z][^<>\n]*> | !--[^\n]{{0,1000}}?-->)
    | (?<=[:;])(?<![A-Za-z0-9)].)(?:[-^o']?[)(DPp](?=[\s，。！？~]|\Z) | -[)(DP])
    | (?:(?<=\[)|(?<=!)\[)[^\]\n]{{0,1000}}\]\((?:[!-~]{{0,1000}}|(?=[^\s()]{{0,200}}[./\#])[^\s()]{{0,1000}})(?:\s"[^"\n]*")?\)
    | (?<=\[)(?:/?[a-z]+(?:=[^\]\n]{{0,1000}})?\] | (?P<list>\s*(?:"[^"\n]*"|'[^'\n]*'|\[|\{{)))
    | (?<=\[)(?:[JMCDRNPSAGZ]|EB|DB|CP|DS)(?:/OL|/CD|/MT)?\]\.[^。！？\n]{{0,40}}?(?:19|20)\d\d(?:[\s,:().-]*\d)*\.?
    | (?<=\{{)\s*["'](?=[^{{}}\n]*:)[^{{}}\n]*(?:\{{[^{{}}\n]*\}}[^{{}}\n]*)*\}}
    | (?<=")[A-Za-z_][\w.$-]*"\s?:\s?(?:"[^"\n]*"|-?[0-9][0-9.eE+-]*|true|false|null)
    | (?<=\\)(?:\([^\n]{{1,1000}}?\\\) | \[[^\n]{{1,1000}}?\\\] | [a-zA-Z]+(?:\[[^\]\n]{{0,200}}\])?(?:\{{[^{{}}\n]*\}})+)
    | (?<=:\\)(?:[^\\/:*?"<>|\s]+\\)+(?:[^\\/:*?"<>|\s，。；,;]*\.[A-Za-z0-9]{{1,5}}(?![A-Za-z0-9])|[A-Za-z0-9_.~$%-]*(?<![.]))
    | (?<=\$)(?:\$[^$\n]+\$\$ | (?![\d.,]+(?:[\s{HAN}]|$))[^$\n{HAN}]*[^$\s{HAN}]\$)
    | (?<=[A-Za-z0-9_]\()\s*(?:[a-z]?"[^"\n]*"|[a-z]?'[^'\n]*')[^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)
    | (?<=\()\?(?:[:=!]|<[=!])[^()\s]*\)[?*+]?
    | (?<=\()(?!(.)\1*\))(?=[^()]{{0,6}}[{FACE_SIGNS}])[^()A-Za-z0-9{HAN}\n]{{2,10}}\)
    | (?:(?<=[A-Za-z0-9_\])]=) | (?<=[A-Za-z0-9_\])]\x20=) | (?<=[:!=+]=))\s*(?:"[^"\n]*"|'[^'\n]*');?
    )""",
    re.VERBOSE,
)
"""Fragments that may hold Chinese: f("你好"), {"名": 1}, <a title="首页">, [首页](https://a.cn).  Of a list it is the beginning."""

_HALF_WIDTH = lazy_pattern("[ -~°±²³×÷\u0370-\u03ff\u2032\u2033\u2190-\u2193\u2200-\u22ff]*")
"""What formulas and code are written with."""

_CODE_SIGN = lazy_pattern(
    r"[=\[\]{}\\|~^_]|[A-Za-z0-9_]\(|\b(?:if|while|for|switch|catch)\s\(|[<>]=?\s?[\w(-]|&&|\+\+|->|::|[+*/%-]\s?[A-Za-z(]|[A-Za-z)]\s?[+*/-]\s?[\w(]|\d\s?[+*/]\s?\d|[A-Za-z]\s?[-]\s?\d|;\s*[a-z]+\s|\"\s?\+|--?[a-z]|^\.?[:!][a-z]"
)
_PLAIN_SIGN = lazy_pattern(r"[A-Z]&[A-Z]|[A-Z]{1,40}/[A-Z]+|[A-Za-z]{1,40}(?:\+\+?$|-\d+|-[A-Za-z]+)|C\+\+")


def find_fragments(text: str) -> tuple[list[int], list[int]]:
    """The spans to leave alone, ascending and disjoint -> starts, ends.

    >>> find_fragments("打开https://a.cn/b,然后运行f(x, y),再看")
    ([2, 21], [16, 28])
    """
    spans: list[tuple[int, int]] = []
    line_end = done = -1
    places, may_be_table = _telling_places(text)
    for at in places:
        if at < done:
            continue
        if at >= line_end:
            line_start, line_end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
            line_end = len(text) if line_end < 0 else line_end
            if is_foreign(text[line_start:line_end]):
                spans.append((line_start, line_end))
                done = line_end
                continue
            spans += _opened(text, line_start, line_end)
        done = _HALF_WIDTH.match(text, at).end()  # type: ignore[union-attr]
        while at > line_start and _HALF_WIDTH.match(text, at - 1, at).end() == at:  # type: ignore[union-attr]
            at -= 1
        spans += [m.span() for m in _FRAGMENT.finditer(text, at, done)]
        code = _code(text, at, done) if done - at > 1 else None
        if code:
            spans.append(code)
    if may_be_table:
        spans += find_rows(text)
    spans += find_fenced(text)
    spans += find_front_matter(text)
    return merged(spans)


def _opened(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The fragments of a line that may hold Chinese.  A list ends with the last bracket of the line, which is sought once: of many
    lists that never close none ends.
    """
    last = text.rfind("]", start, end)
    while m := _OPENED.search(text, start, end):
        start = m.end()
        if m["list"] is None:
            yield m.span()
        elif last >= start:
            start = last + 1
            yield m.start(), start
        else:
            start = m.start() + 1


def _telling_places(text: str) -> tuple[list[int], bool]:
    """The characters one of which stands in every fragment; whether rows of a table may be there."""
    view = view_of(text)
    if not view.seen & (IS_SIGN | IS_PART | IS_MARK):
        return [], False
    found = view.loose_room(view.size)
    many, may_be_table = view.loops(fragment_loops).find_telling(view.codes, view.kinds, found)
    return view.values(found, many), may_be_table


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
    while end > start and line[end - 1] in ",.:?! ":
        end -= 1
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
_EXPRESSION = lazy_pattern(r"&&|\|\||==|!=|->|\(\(|[a-z]\w* ?[<>] ?[a-z]|;\s*[a-z]")
_BLOCK = lazy_pattern(r"(?:async|def|class|if|elif|else|for|while|try|except|with|case|switch)\b")
_STATEMENT = lazy_pattern(
    r"[=()+{}]|--$|--;$|<<|->|::|^(?:return|break|continue|import|goto|use|static|const|unsigned|int|char|float|double|bool|let|var)\b"
)


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
