"""A step of a datatrove pipeline: each document is cleaned, and says in its metadata what was done.

pip install datatrove
python examples/datatrove_step.py
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import corpusclean as cc

try:
    from datatrove.pipeline.base import PipelineStep
except ImportError:  # the step itself needs nothing of datatrove but this name
    PipelineStep = object


class CleanChinese(PipelineStep):  # type: ignore[misc]
    """Cleans `document.text` in place; `metadata["corpusclean"]` counts the edits of each rule."""

    name = "corpusclean"
    type = "FORMAT"

    def __init__(self, config: cc.CleanConfig | None = None) -> None:
        super().__init__()
        self.config = config or cc.CleanConfig()

    def run(self, data: Iterable[Any], rank: int = 0, world_size: int = 1) -> Iterator[Any]:
        for document in data:
            cleaned = cc.clean(cc.Document(document.id, document.text), config=self.config)
            document.text = cleaned.document.text
            document.metadata["corpusclean"] = {layer.rule: len(layer) for layer in cleaned.layers if len(layer)}
            yield document


def main() -> None:
    from datatrove.data import Document

    documents = [Document(text="他说,今天天气很好.", id="a")]
    print([(document.text, document.metadata) for document in CleanChinese().run(documents)])


if __name__ == "__main__":
    main()
