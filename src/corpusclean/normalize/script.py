"""Script: traditional to simplified characters and back, as OpenCC has it; only if asked for."""

from __future__ import annotations

from corpusclean.config import ScriptConfig
from corpusclean.edits import Layer, nothing
from corpusclean.protect import Protected
from corpusclean.rules import Risk, Rule


def find(text: str, options: ScriptConfig, protected: Protected) -> Layer:
    """Converts the text with one of OpenCC's configurations (`convert = "t2s"`); by default nothing is converted.

    The result is what the installed OpenCC returns, except in addresses, code and lines of Japanese or Korean, which stay.
    A text without a character that could change is passed through before numpy is loaded.

    >>> text = "乾隆皇后的頭髮，即`頭`"
    >>> layer = find(text, ScriptConfig(convert="t2s"), Protected(text))
    >>> layer.starts, layer.afters
    ([5], ['头发'])
    """
    if options.convert == "keep" or text.isascii():
        return nothing("script")
    from corpusclean.normalize.opencc_tables import convert  # numpy and a megabyte of dictionaries

    starts, ends, afters = convert(text, name=options.convert)
    if starts and protected.spans[0]:
        kept = [k for k in range(len(starts)) if not protected.touches(starts[k], ends[k])]
        starts, ends, afters = [starts[k] for k in kept], [ends[k] for k in kept], [afters[k] for k in kept]
    return Layer("script", starts, ends, afters) if starts else nothing("script")


SCRIPT = Rule(
    name="script",
    risk=Risk.GUESS,
    find=find,
    summary="Converts traditional to simplified characters or back, with OpenCC's dictionaries; only if asked for.",
    why="A corpus of one script finds its repeats and trains its models better. One character can stand for several (后, 发, 干), "
    "so a conversion is a guess by words, and names can come out wrong.",
    source="OpenCC (configurations s2t, t2s, s2tw, tw2s, s2hk, hk2s, s2twp, tw2sp)",
    once=True,  # its own output is not its input: s2t of traditional text would convert again
)
