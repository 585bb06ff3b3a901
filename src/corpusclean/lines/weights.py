"""What each observation is worth, in log odds that the text goes on; the numbers stand in weights.json, as tools/fit_line_weights.py has
written them."""

from __future__ import annotations

import json
from pathlib import Path

_TABLES: dict[str, dict[str, float]] = json.loads(Path(__file__).with_name("weights.json").read_text(encoding="utf-8"))
UNTORN = 2.5
"""Log odds that speak against a join where the text is otherwise whole.  No fit can know: the text it learns from is torn.  In 254 books
of novels and essays, one paragraph a line, joins at .7 to .8 were right in one case of six without it, at .8 to .9 in one of three, at .9
to .97 in two of three, above in all but one of thirty."""
WEIGHTS = _TABLES["WEIGHTS"] | {"the text is otherwise whole": -UNTORN}
"""Of the observations of a break, by the names that `evidence.observations` gives them."""
DISTANT = _TABLES["DISTANT"]
"""Of those of a continuation further down, by the names of `distant.observed`."""
