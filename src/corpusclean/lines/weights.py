"""What each observation is worth, in log odds that the text goes on; the numbers stand in weights.json, as tools/fit_line_weights.py has
written them."""

from __future__ import annotations

import json
from pathlib import Path

_TABLES: dict[str, dict[str, float]] = json.loads(Path(__file__).with_name("weights.json").read_text(encoding="utf-8"))
WEIGHTS = _TABLES["WEIGHTS"]
"""Of the observations of a break, by the names that `evidence.observations` gives them."""
DISTANT = _TABLES["DISTANT"]
"""Of those of a continuation further down, by the names of `distant.observed`."""
