"""Near-duplicate documents: families with a known past, judged by the plain definition over all pairs.

Documents are drawn sentence by sentence from quality/text, so no two are alike but on purpose.  Families: exact copies; near
copies; halves in common; chains, each link close, the ends far apart; short texts with one character changed; copies in
traditional characters, with half-width marks, hard-wrapped.

Right is, whatever the method: every dropped document has a near-duplicate among the kept ones (precision), and no two kept ones
are near-duplicates (recall).  Pairs within 0.04 of the threshold count either way.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from pathlib import Path

import opencc

from corpusclean.config import DedupConfig
from corpusclean.dedup.fold import fold_text
from corpusclean.deduplication import deduplicate
from corpusclean.documents import Document

HERE = Path(__file__).parent
DATA = [HERE / "text"]
FAMILIES = 500
SLACK = 0.04
HALF = str.maketrans("，。；：？！（）“”", ',.;:?!()""')
CONFIG = DedupConfig()


class Maker:
    """Draws documents and their kin."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(DATA[0].glob("*.txt")))
        self.sentences = [s for s in re.findall(r"[^。！？\n]{8,}[。！？]", text) if len(s) <= 90]
        self.to_traditional = opencc.OpenCC("s2t").convert

    def text(self, chars: int) -> str:
        made = ""
        while len(made) < chars:
            made += self.rng.choice(self.sentences) + self.rng.choice(("", "", "\n"))
        return made

    def edited(self, text: str, edits: int) -> str:
        chars = list(text)
        for k in self.rng.sample(range(len(chars)), edits):
            other = self.rng.choice(self.rng.choice(self.sentences))
            chars[k] = self.rng.choice((other, other, chars[k] + other, ""))
        return "".join(chars)

    def wrapped(self, text: str) -> str:
        width = self.rng.randint(14, 24)
        return "\n".join(text[k : k + width] for k in range(0, len(text), width))

    def family(self, kind: str) -> list[str]:
        base = self.text(self.rng.randint(250, 1000))
        if kind == "exact":
            return [base] * self.rng.randint(2, 4)
        if kind == "near":
            return [base] + [self.edited(base, self.rng.randint(1, len(base) // 40)) for _ in range(self.rng.randint(1, 3))]
        if kind == "half":
            cut = round(len(base) * self.rng.uniform(0.45, 0.7))
            return [base, base[:cut] + self.text(len(base) - cut)]
        if kind == "chain":
            links = [base]
            for _ in range(self.rng.randint(3, 6)):
                links.append(links[-1][len(base) // 9 :] + self.text(len(base) // 9)[: len(base) // 9])
            return links
        if kind == "short":
            short = self.text(12)[: self.rng.randint(12, 62)]
            return [short, self.edited(short, 1)]
        other = {"traditional": self.to_traditional, "marks": lambda text: text.translate(HALF), "wraps": self.wrapped}[kind]
        return [base, other(base)]


KINDS = ("exact", "near", "near", "near", "half", "half", "chain", "short", "short", "traditional", "marks", "wraps", "alone")


def corpus(seed: int) -> tuple[list[Document], dict[str, str]]:
    """-> documents in an order of no meaning, kind of each."""
    maker, made = Maker(seed), []
    for number in range(FAMILIES):
        kind = KINDS[number % len(KINDS)]
        members = [maker.text(maker.rng.randint(12, 1000))] if kind == "alone" else maker.family(kind)
        made += [(f"{kind}-{number}-{k}", text) for k, text in enumerate(members)]
    maker.rng.shuffle(made)
    return [Document(id_, text) for id_, text in made], {id_: id_.split("-")[0] for id_, _ in made}


def similar_pairs(documents: list[Document], least: float) -> dict[tuple[str, str], float]:
    """All pairs of at least this similarity, by definition: sets of shingles of the folded texts."""
    folded = [fold_text(document.text) for document in documents]
    short = [len(text) < CONFIG.short_chars for text in folded]
    found = {}
    for chars in (CONFIG.shingle_chars, CONFIG.short_shingle_chars):
        sets = [{text[k : k + chars] for k in range(max(1, len(text) - chars + 1))} for text in folded]
        holders = defaultdict(list)
        for number, shingles in enumerate(sets):
            if chars == CONFIG.shingle_chars or len(folded[number]) < 2 * CONFIG.short_chars:
                for shingle in shingles:
                    holders[shingle].append(number)
        shared = Counter(
            (one, other) for numbers in holders.values() for k, one in enumerate(numbers) for other in numbers[k + 1 :]
        )
        for (one, other), count in shared.items():
            similarity = count / (len(sets[one]) + len(sets[other]) - count)
            if similarity >= least and (short[one] or short[other]) == (chars == CONFIG.short_shingle_chars):
                found[documents[one].id, documents[other].id] = similarity
    return found


def measure() -> dict[str, float]:
    documents, kinds = corpus(seed=1)
    result = deduplicate(documents)
    kept = {document.id for document in result.kept}
    pairs = similar_pairs(documents, CONFIG.threshold - SLACK)
    near = {id_ for pair in pairs for id_, other in (pair, pair[::-1]) if other in kept}
    dropped = [document.id for document in result.dropped]
    must = {pair for pair, similarity in pairs.items() if similarity >= CONFIG.threshold + SLACK}
    missed = {pair for pair in must if kept.issuperset(pair)}
    figures = {
        "precision": sum(id_ in near for id_ in dropped) / len(dropped),
        "recall": 1 - len(missed) / len(must),
        "evidence_is_kept": sum(match.left.document_id in kept for match in result.matches) / len(dropped),
    }
    for kind in ("chain", "near", "short"):
        of_kind = {pair for pair in must if kind in (kinds[pair[0]], kinds[pair[1]])}
        figures[f"recall_{kind}"] = 1 - len(missed & of_kind) / len(of_kind)
    return figures | held_references()


def held_references() -> dict[str, float]:
    """Passages of 40 to 120 characters quoted in long pages, with half-width marks, and pages that quote none."""
    maker = Maker(seed=2)
    questions = [maker.text(60)[: maker.rng.randint(40, 120)] for _ in range(100)]
    quoting = [f"{maker.text(600)}{question.translate(HALF)}{maker.text(300)}" for question in questions]
    reference = [Document(f"q{k}", text) for k, text in enumerate(questions)]
    used = {sentence for sentence in maker.sentences if any(sentence[:20] in question for question in questions)}
    maker.sentences = [sentence for sentence in maker.sentences if sentence not in used]
    innocent = [maker.text(900) for _ in range(100)]
    pages = [Document(f"{'quoting' if k < 100 else 'innocent'}-{k}", text) for k, text in enumerate(quoting + innocent)]
    dropped = [document.id for document in deduplicate(pages, reference=reference).dropped]
    quoting_dropped = sum(id_.startswith("quoting") for id_ in dropped)
    return {"reference_precision": quoting_dropped / max(1, len(dropped)), "reference_recall": quoting_dropped / len(quoting)}
