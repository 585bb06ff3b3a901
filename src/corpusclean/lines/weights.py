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
FLUSH = 2.5
"""Log odds that speak for a join where all first lines are indented and the head, which looks like prose, is not.  The fit has seen too few
such texts: in 77 typeset pages that nothing here was learned from all 4,950 such breaks go on; at the end of a sentence .96 was
believed of full lines, and .90 of lines that stop short, where letters and digits are set narrower."""
WEIGHTS = _TABLES["WEIGHTS"] | {
    "all first lines are indented, tail full, open": FLUSH,
    "all first lines are indented, tail full, ended": FLUSH,
    "all first lines are indented, tail none, open": FLUSH,
    "all first lines are indented, tail short, open": FLUSH,
    "text otherwise whole, tail like a verse or a title": -UNTORN,
    "text otherwise whole, line of a few of equal length": -UNWRAPPED,
}
"""Of the observations of a break, by the names that `evidence.observations` gives them."""
DISTANT = _TABLES["DISTANT"]
"""Of those of a continuation further down, by the names of `distant.observed`."""
