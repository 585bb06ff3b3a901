"""Whose mark is it: the Latin word's or number's before it, or the Chinese sentence's around them?"""

from __future__ import annotations

import re
from functools import lru_cache

from corpusclean.characters import LATIN
from corpusclean.patterns import lazy_pattern

_WORDS = """
    mr mrs ms dr prof st jr sr sgt lt col gen capt cmdr adm maj hon rev gov sen rep pres supt esq messrs mme mlle
    sb sth tsp tbsp inc ltd co corp llc plc bros assn assoc dept div univ inst lab intl natl govt admin mfg pty gmbh
    no nos vol vols fig figs eq eqs tab sec sect ch chap art p pp pt para app ed eds edn trans rev repr ibid op cit loc al
    vs etc eg ie cf viz approx ca est max avg temp misc ext tel fax attn incl excl resp ver
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun
    ave blvd rd hwy ln sq apt bldg fl mt ft
    n v vt vi adj adv prep conj pron num int abbr pl sing aux
    ph sc phil eng arch med nat phys chem math biol comput proc lett acad soc symp conf tech res sci ann bull trans
"""
_UNITS = frozenset(
    ("kg", "km", "cm", "mm", "ml", "oz", "lb", "lbs", "hr", "hrs", "min", "mins", "sec", "yr", "yrs", "mph", "rpm")
)
"""Units keep it too, but not at the end of a line."""

_ABBREVIATIONS = frozenset(_WORDS.split())
"""Words that keep their full stop, without it, in lower case."""

_NAMES_WITH_MARK = lazy_pattern(
    r"(?:Yahoo|Joomla|Jeopardy|Wham|Oklahoma|Kahoot|Yum|Jumbo|Mamma Mia|Moulin Rouge|Hello|Airplane|Fuzzy|Toys|ChupaChups|Sea|Yo|Go|P|Ay|Westward Ho)!$"
)
_TOKEN = lazy_pattern(rf"[{LATIN}][{LATIN}.&'’-]*$")
_WORD = lazy_pattern(r"[\"'‘“(]*([A-Za-z][A-Za-z'’-]*)[\"'’”).,;:?!]*$")
_DOTTED = lazy_pattern(r"(?:[A-Za-z]{1,2}\.)+[A-Za-z]{1,2}")
_CONNECTORS = "of the and in for on at to de la le van von du der a an s"
_IN_NAMES = frozenset(_CONNECTORS.split())
_SENTENCE_WORDS = """
    is are was were be been am i'm it's don't isn't can't do does did has have had will would can could should may not
    i you we they he she it this that there what how why who my your our their his her me us them if but so please
"""
_IN_SENTENCES = frozenset(_SENTENCE_WORDS.split())
_TWO_WORDS = lazy_pattern(r"(?:^|[^ -~])[A-Z][a-z']+ [a-z']{2,}$")
"""Time flies; Never mind."""
_SHORT = lazy_pattern(r"[A-Za-z], [A-Z]?[a-z]+$|(?:'s|'re|n't|'m) [A-Za-z]+$")
"""Two words that are a sentence all the same: Hello, world; What's up."""

_EXCLAIMS = lazy_pattern(
    r"^(?:Who|What|Where|When|Why|How|Which|Whose|Is|Are|Do|Does|Did|Can|Will|Shall|Have|Has)(?:['’]\w+)? \w+ ?[\w ]*$"
    r"|[A-Za-z][?!] [A-Z]|^\w[^,]* [^,]*, |^[^,]*, [^,]* |¿|¡"
)
"""What starts as a question does, or has marks of its own: What a day; O Captain! My Captain; Oh, the Places You'll Go"""
_ASKS = lazy_pattern(r"(?:^|[^ -~])(?:(?:[Ww]h(?:o|at|ere|en|y|ose)|[Hh]ow)(?:['’]s)?(?: [a-z]+)?|Which)$")
"""A question of one word or two: Who; Why not; who cares."""
_STOPS = lazy_pattern(
    r"\b(?!(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Col|Sen|Gov|Capt|Sgt|Lt|Rev|Hon|Mt|Ft)\b)[A-Z][a-z]+[.?!] (?:[A-Za-z'’]+[., ]+)*[A-Z][a-z'’]+$"
)
"""Other words of the run have theirs: Univ. of Calif; Are You There God? It's Me, Margaret"""
_ATTACHED = lazy_pattern(r"[\d/,][A-Za-z]{1,3}$|\d\.[a-z]$")
"""4G, km/h, r,g,b, 2.x"""


_remembered = lru_cache(maxsize=4096)
"""The same names and abbreviations come again and again, and each mark is asked about in two rounds."""


def is_sentence(run: str) -> bool:
    """Whether a half-width run reads as an English sentence or clause, which has its own marks.

    >>> is_sentence("Long live the king"), is_sentence("Visual Studio Code")
    (True, False)
    """
    words = [m[1] for m in map(_WORD.match, run.split()) if m]
    if len(words) < 3:
        return len(words) == 2 and bool(_SHORT.search(run))
    lower = [word.lower() for word in words if word[0].islower() or word == "I"]
    return any(word in _IN_SENTENCES for word in lower) or sum(word not in _IN_NAMES for word in lower) >= 2


@_remembered
def keeps_stop(run: str, after: str) -> bool:
    """Whether the full stop after the half-width `run` is the Latin word's own.  `after`: what follows the stop ("" at the line's end).

    >>> keeps_stop("at Apple Inc", "公司"), keeps_stop("WTO", "此后"), keeps_stop("U.S", "军方")
    (True, False, True)
    """
    found = _TOKEN.search(run)
    if not found:
        return False
    word = found.group().rsplit(".", 1)[-1]
    if is_abbreviated(run) or is_sentence(run):
        return True
    if _STOPS.search(run) or (after[:1] not in ("", " ") and _TWO_WORDS.search(run)):
        return True
    if word in _UNITS:
        return bool(after)
    if len(word) == 1:
        return (bool(after) or (len(run) > 1 and word.isupper())) and not _ATTACHED.search(run)
    if not after or after[0] == " " or (word.isupper() and len(word) > 1):
        return False
    # Unknown short words directly before Han are as often abbreviations (Adm., Cmdr.) as ends of sentences: left alone.
    return len(word) < 5 or not re.search("[aeiouyAEIOUY]", word)


@_remembered
def is_abbreviated(run: str) -> bool:
    """Whether `run` ends with an abbreviation, its own stop left out: U.S, Inc, 1/2 tsp."""
    found = _TOKEN.search(run)
    word = found.group().rsplit(".", 1)[-1] if found else ""
    return bool(found and _DOTTED.fullmatch(found.group())) or (word.lower() in _ABBREVIATIONS and not word.isupper())


@_remembered
def keeps_question(run: str, after: str) -> bool:
    """Whether `?` after the half-width `run` is an English sentence's."""
    own = is_sentence(run) or bool(_EXCLAIMS.search(run)) or bool(_ASKS.search(run))
    return own or (after[:1] not in ("", " ") and bool(_TWO_WORDS.search(run)))


@_remembered
def keeps_exclamation(run: str, before: str, after: str) -> bool:
    """Whether `!` after the half-width `run` is a name's own (Yahoo!) or an English sentence's.

    One or two capitalized words set between Han characters can be either: they are left alone.
    """
    words = run.split()
    if after[:1] not in ("", " ") and _TWO_WORDS.search(run):
        return True
    if _EXCLAIMS.search(run):
        return True
    if not words or not after or is_sentence(run):
        return is_sentence(run)
    return (
        bool(_NAMES_WITH_MARK.search(run + "!"))
        or bool(re.fullmatch(r"[A-Za-z]|\d\d?", words[-1]) and after[0] != " ")
        or (len(words) < 3 and all(map(str.istitle, words)) and bool(before) and after[0] != " ")
    )
