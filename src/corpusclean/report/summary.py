"""What a run did: the values behind report.json and the table in the terminal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpusclean.documents import Match
from corpusclean.report.edits import RISKS, match_as_json
from corpusclean.report.tally import Tally


@dataclass(frozen=True)
class Summary:
    """`read` = `kept` + `dropped` + `rejected`, always; the run checks it."""

    read: int
    kept: int
    dropped: int
    rejected: int
    tally: Tally
    matches: int = 0
    removed: tuple[Match, ...] = ()
    """Repeats whose later copy was removed; places count in the texts as they were read."""
    left_out: Mapping[str, str] = field(default_factory=dict)
    """Parts of the input folders that were not read -> why."""
    index: Mapping[str, Any] = field(default_factory=dict)
    """Which index the corpus was compared with and added to; empty for none."""

    @property
    def adds_up(self) -> bool:
        return self.read == self.kept + self.dropped + self.rejected

    def as_json(self, config: str) -> dict[str, Any]:
        """`config` is the resolved configuration as TOML.  No times: equal runs write equal reports."""
        tally = self.tally
        return {
            "made_by": "corpusclean",
            "documents": {name: getattr(self, name) for name in ("read", "kept", "dropped", "rejected")}
            | {"changed": tally.changed},
            "characters": {"read": tally.characters_in, "cleaned": tally.characters_out},
            "rules": {
                rule: {"risk": RISKS[rule].name.lower(), "edits": tally.edits[rule], "documents": tally.edited[rule]}
                for rule in RISKS
                if tally.edits[rule]
            },
            "notes": dict(sorted(tally.notes.items())),
            "matches": self.matches,
            "repeats_removed": [match_as_json(match) for match in self.removed],
            "left_out": dict(self.left_out),
            **({"index": dict(self.index)} if self.index else {}),
            "config": config,
        }

    def write(self, folder: Path, config: str) -> None:
        text = json.dumps(self.as_json(config), ensure_ascii=False, indent=2)
        (folder / "report.json").write_text(text + "\n", encoding="utf-8")
