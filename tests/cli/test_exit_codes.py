"""The table of exit codes stands in the guide as it is in the code."""

from __future__ import annotations

import re
from pathlib import Path

from corpusclean.cli.exit_codes import EXIT_CODES

GUIDE = Path(__file__).parents[2] / "docs" / "corpus-runs.md"


def test_the_guide_has_the_table_of_the_code() -> None:
    table = GUIDE.read_text(encoding="utf-8").partition("<!-- exit codes: begin -->")[2].partition("<!-- exit codes: end -->")[0]
    assert {int(code): meaning for code, meaning in re.findall(r"^\| (\d+) \| (.*) \|$", table, re.M)} == EXIT_CODES
