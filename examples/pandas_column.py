"""Cleans a column of a pandas DataFrame and keeps, beside it, what was changed and why.

pip install pandas
python examples/pandas_column.py
"""

from __future__ import annotations

from typing import Any

import corpusclean as cc


def clean_column(frame: Any, column: str = "text") -> Any:
    """A copy of the frame with the column cleaned and a column `changes` of (rule, before, after)."""
    cleaned = [cc.clean(cc.Document(str(row), text)) for row, text in frame[column].items()]
    changes = [[(rule, edit.before, edit.after) for rule, edit in one.edits()] for one in cleaned]
    return frame.assign(**{column: [one.document.text for one in cleaned], "changes": changes})


def main() -> None:
    import pandas as pd

    print(clean_column(pd.DataFrame({"text": ["他说,今天天气很好.", "没有要改的。"]})).to_string())


if __name__ == "__main__":
    main()
