"""Configuration: frozen dataclasses, the one source of TOML keys, command flags and the reference page.

The string below a field is its help text.  The name of a section in `CleanConfig` is the name of a rule, its file and its
report entry.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Annotated, Literal, NamedTuple


class Range(NamedTuple):
    """The numbers a field takes, both ends included."""

    low: float
    high: float = float("inf")


@dataclass(frozen=True)
class Switch:
    """Options of a rule that can only be on or off."""

    enabled: bool = True
    """Whether the rule runs."""


@dataclass(frozen=True)
class EncodingConfig(Switch):
    """Text decoded with the wrong table."""

    escapes: bool = False
    """Also turn literal escapes such as \\u65b0 into the characters they name."""


@dataclass(frozen=True)
class PunctuationConfig(Switch):
    """Half-width marks in Chinese text."""

    pairs: bool = False
    """Also mend wrong pairs such as 《〈."""
    repeats: bool = False
    """Also shorten repeated marks such as ！！！."""


@dataclass(frozen=True)
class SpacesConfig(Switch):
    """Spaces within and around Chinese text."""

    mixed: Literal["remove", "keep", "insert", "majority"] = "remove"
    """Spaces between Han characters and Latin letters or digits; `majority` follows the document's own habit."""


@dataclass(frozen=True)
class LinesConfig(Switch):
    """Line breaks that cut sentences."""

    min_probability: Annotated[float, Range(0.5, 1)] = 0.7
    """Join a break only if it is at least this likely that the text goes on across it."""
    furniture: Literal["remove", "keep"] = "remove"
    """What happens to page numbers and running heads; kept ones come after the paragraph they cut."""


@dataclass(frozen=True)
class ScriptConfig(Switch):
    """Traditional and simplified characters."""

    convert: Literal["keep", "t2s", "s2t", "tw2s", "s2tw", "hk2s", "s2hk", "tw2sp", "s2twp"] = "keep"
    """OpenCC conversion to make."""


@dataclass(frozen=True)
class CleanConfig:
    """Which rules run, and how."""

    max_risk: Literal["exact", "style", "guess"] = "guess"
    """Run only rules of this risk or less."""
    encoding: EncodingConfig = field(default_factory=EncodingConfig)
    controls: Switch = field(default_factory=Switch)
    width: Switch = field(default_factory=Switch)
    steps: Switch = field(default_factory=Switch)
    columns: Switch = field(default_factory=Switch)
    lines: LinesConfig = field(default_factory=LinesConfig)
    spaces: SpacesConfig = field(default_factory=SpacesConfig)
    punctuation: PunctuationConfig = field(default_factory=PunctuationConfig)
    quotes: Switch = field(default_factory=Switch)
    script: ScriptConfig = field(default_factory=ScriptConfig)


_OFF = Switch(enabled=False)

PRESETS: Mapping[str, CleanConfig] = MappingProxyType(
    {
        "newspaper": CleanConfig(),
        # a page of the net is read in one column, and sets its own habit between Han and Latin
        "web": CleanConfig(steps=_OFF, columns=_OFF, spaces=SpacesConfig(mixed="majority")),
        # what is garbled or invisible; marks, forms and lines stay as they came
        "minimal": CleanConfig(
            width=_OFF,
            steps=_OFF,
            columns=_OFF,
            lines=LinesConfig(enabled=False),
            spaces=SpacesConfig(enabled=False),
            punctuation=PunctuationConfig(enabled=False),
            quotes=_OFF,
        ),
    }
)
"""Ready choices of rules by the kind of text; every other key changes one of these."""


@dataclass(frozen=True)
class DedupConfig:
    """Near-duplicate documents."""

    threshold: Annotated[float, Range(0.05, 1)] = 0.7
    """Jaccard similarity of character shingles from which two documents count as near-duplicates."""
    shingle_chars: Annotated[int, Range(1)] = 5
    """Characters in a shingle."""
    short_chars: Annotated[int, Range(0)] = 60
    """Texts with fewer folded characters are compared on `short_shingle_chars`."""
    short_shingle_chars: Annotated[int, Range(1)] = 3
    """Characters in a shingle of a short text."""
    permutations: Annotated[int, Range(8)] = 128
    """Length of a MinHash signature."""
    keep: Literal["first", "longest", "shortest", "newest"] | str = "first"
    """Which document of a cluster stays; `newest` reads the field `date`; any other word names a field, its greatest value first."""
    sources: tuple[str, ...] = ()
    """Sources whose documents stay before those of others, best first; within a source `keep` decides."""
    source_field: str = "source"
    """The field that names a document's source."""
    reference_chars: Annotated[int, Range(1)] = 13
    """Folded characters in a run that is looked for in the documents of a reference corpus."""
    reference_overlap: Annotated[float, Range(0, 1)] = 0.5
    """Drop a document that holds at least this share of the runs of one document of a reference corpus."""
    max_cluster_share: Annotated[float, Range(0, 1)] = 0.5
    """Stop if one cluster would hold more than this share of 1,000 documents or more."""
    max_source_loss: Annotated[float, Range(0, 1)] = 0.9
    """Stop if a source of 100 documents or more would lose more than this share."""


@dataclass(frozen=True)
class PassagesConfig:
    """Repeated passages."""

    min_chars: Annotated[int, Range(20)] = 38
    """Shortest repeat that is reported, in characters with marks; four fifths of it must be Han characters or twice as many
    letters and digits."""
    min_similarity: Annotated[float, Range(0, 1)] = 0.8
    """Least share of characters that two places have to have in common."""
    within: Literal["remove", "mark", "report"] = "remove"
    """What happens to the later copy within one document."""
    across: Literal["remove", "mark", "report"] = "report"
    """What happens to the later copy in another document."""
    removal_similarity: Annotated[float, Range(0, 1)] = 1.0
    """A later copy less similar than this is marked and not removed: what differs in it would be lost."""
    boilerplate_places: Annotated[int, Range(2)] = 20
    """A passage that stands in more places than this is boilerplate: listed once, with its places."""
    allow: tuple[str, ...] = ()
    """Quotations that may repeat, such as a line everybody quotes."""
    allow_file: str = ""
    """Text file (UTF-8) of more of them, with blank lines between: notices, refrains, mottoes."""


@dataclass(frozen=True)
class InputConfig:
    """What is read."""

    id_field: str = "id"
    """Field of a record that holds its id."""
    text_field: str = "text"
    """Field of a record that holds its text."""
    recursive: bool = False
    """Also read the folders within an input folder."""
    on_error: Literal["stop", "skip"] = "stop"
    """What a bad record does: stop the run, or go to rejected.jsonl."""


@dataclass(frozen=True)
class OutputConfig:
    """What is written."""

    edits: bool = False
    """Also write edits.jsonl: every change with its rule, risk and reason."""
    to: Literal["same", "jsonl", "csv", "tsv", "parquet", "arrow", "text"] = "same"
    """Form of the documents in OUT: as they came in, or this one; `text` keeps the text alone, in a file named after the id."""


@dataclass(frozen=True)
class Config:
    """Everything a run can be told."""

    clean: CleanConfig = field(default_factory=CleanConfig)
    dedup: DedupConfig = field(default_factory=DedupConfig)
    passages: PassagesConfig = field(default_factory=PassagesConfig)
    input: InputConfig = field(default_factory=InputConfig)
    output: OutputConfig = field(default_factory=OutputConfig)
