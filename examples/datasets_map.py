"""Cleans a Hugging Face data set with `map`; the notes go into a column of their own.

pip install datasets
python examples/datasets_map.py
"""

from __future__ import annotations

from typing import Any

from corpusclean import Document, clean


def clean_batch(batch: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """For `Dataset.map(clean_batch, batched=True)`; `num_proc` may be anything, as a document needs no other."""
    cleaned = [clean(Document(id_, text)) for id_, text in zip(batch["id"], batch["text"], strict=True)]
    return {
        **batch,
        "text": [one.document.text for one in cleaned],
        "notes": [[f"{rule}: {note.kind}" for rule, note in one.notes] for one in cleaned],
    }


def main() -> None:
    from datasets import Dataset

    dataset = Dataset.from_dict({"id": ["a", "b"], "text": ["他说,今天天气很好.", "没有要改的。"]})
    print(dataset.map(clean_batch, batched=True)["text"])


if __name__ == "__main__":
    main()
