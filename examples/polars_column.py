"""Cleans a column of a polars DataFrame, then drops near-duplicate rows.

pip install polars
python examples/polars_column.py
"""

from __future__ import annotations

from typing import Any

import corpusclean as cc


def clean_and_deduplicate(frame: Any, *, id: str = "id", text: str = "text") -> Any:
    """The rows that stay, their texts cleaned."""
    import polars as pl

    frame = frame.with_columns(pl.col(text).map_elements(cc.clean_text, return_dtype=pl.String))
    documents = [cc.Document(str(id_), body) for id_, body in frame.select(id, text).iter_rows()]
    keep = [decision.keep for decision in cc.deduplicate(documents).decisions]
    return frame.filter(pl.Series(keep))


def main() -> None:
    import polars as pl

    text = "他说,今天天气很好,我们去河边走走,看看新修的那座桥."
    print(clean_and_deduplicate(pl.DataFrame({"id": ["a", "b"], "text": [text, text.replace(",", "，")]})))


if __name__ == "__main__":
    main()
