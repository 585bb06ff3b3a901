"""What each observation is worth, in log odds that the text goes on; the numbers stand in weights.json, as tools/fit_line_weights.py has
written them."""

from __future__ import annotations

import json
from pathlib import Path

_TABLES: dict[str, dict[str, float]] = json.loads(Path(__file__).with_name("weights.json").read_text(encoding="utf-8"))
UNTORN, UNWRAPPED = 2.5, 4.0
"""Log odds that speak against a join where a text is otherwise whole; the second where a few lines of equal length look like a column.
No fit can know: the text it learns from is torn.  In 254 books, one paragraph a line, of joins at .7 to .9 whose tail had a sentence
inside four of five were right without it; of the others, mostly verse, one in six, at .9 to .97 two in five.  Of those in a column
half were right, the wrong ones up to .999: verse, titles, lists."""
WEIGHTS = _TABLES["WEIGHTS"] | {
    "text otherwise whole, tail like a verse or a title": -UNTORN,
    "text otherwise whole, line of a few of equal length": -UNWRAPPED,
}
"""Of the observations of a break, by the names that `evidence.observations` gives them."""
DISTANT = _TABLES["DISTANT"]
"""Of those of a continuation further down, by the names of `distant.observed`."""
