"""Gathers running Chinese text of today for build_language.py, from public repositories whose licences allow it.

usage: modern_text.py CLONES_DIR OUT_DIR

CLONES_DIR holds clones of the repositories of docs/language-model.md, each as OWNER+NAME (bare or not).  Writes OUT_DIR/stories.txt
and OUT_DIR/knowledge.txt, one paragraph a line, in simplified characters, for the network; fit.txt and evaluation.txt, whole
paragraphs of other documents, for fit_line_weights.py and for judging.  Of the text nothing enters the package but counts and
weights.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import opencc

HAN = re.compile("[一-鿿]")
MIN_HAN = 0.6
MIN_CHARS = 12
MOST_LINES = {"cook": 2500, "tutorial": 1500}
"""Of recipes and of a programming tutorial only so many lines: they say the same again and again."""
BLOCK_LINES, FIT_BLOCK, EVALUATION_BLOCK = 40, 5, 11
END, INNER = "。！？”…）", "，、。；：！？”）’…"

_FENCED = re.compile(r"\A---\n.*?\n---\n|```.*?```|~~~.*?~~~|<!--.*?-->", re.DOTALL)
_MARKUP = [
    (re.compile(r"^(#+|[-*+>]|\d+\.)\s+"), ""),
    (re.compile(r"!\[[^\]]*\]\([^)]*\)|<[^>]+>|\{\{[^}]*\}\}|\$[^$]*\$|\*\*?|__"), ""),
    (re.compile(r"\[([^\]]*)\]\([^)]*\)|`([^`]*)`"), r"\1\2"),
]


class Clones:
    """Files of the newest commit of each clone, whether it has a work tree or not."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, repository: str, path: str) -> bytes:
        return self._git(repository, "show", f"HEAD:{path}")

    def json(self, repository: str, path: str) -> Any:
        return json.loads(self.read(repository, path))

    def paths(self, repository: str, under: str, ending: str) -> list[str]:
        listed = self._git(repository, "ls-tree", "-r", "-z", "--name-only", "HEAD").decode().split("\0")
        return [path for path in listed if path.startswith(under) and path.endswith(ending)]

    def _git(self, repository: str, *arguments: str) -> bytes:
        found = self._folder / repository.replace("/", "+")
        inner = found / "repo"
        return subprocess.run(
            ["git", "-C", str(inner if inner.exists() else found), *arguments], capture_output=True, check=True
        ).stdout


def markdown(text: str) -> Iterator[str]:
    """The lines of prose of a Markdown file."""
    for line in _FENCED.sub("", text).split("\n"):
        row = line.strip()
        if row and row[0] not in "|<{=:!" and not line.startswith(("    ", "\t")):
            for pattern, kept in _MARKUP:
                row = pattern.sub(kept, row)
            row = row.strip()
            if len(row) >= MIN_CHARS and len(HAN.findall(row)) > MIN_HAN * len(row):
                yield row


def cloze(text: str, answers: list[str]) -> Iterator[str]:
    """Whole documents of a cloze test: numbered sentences, split at words, then a question; XXXXX stands for its answer."""
    document: list[str] = []
    asked = 0
    for line in text.split("\n"):
        number, _, rest = line.partition("|||")
        sentence, _, answer = rest.partition("|||")
        if number.strip() == "1":
            document = []
        if answer or (rest and not number.strip().isdigit()):
            said = answer or (answers[asked] if asked < len(answers) else "")
            yield "".join("".join(document).split()).replace("XXXXX", said.strip())
            document, asked = [], asked + 1
        elif rest:
            document.append(sentence)


def stories(clones: Clones) -> Iterator[str]:
    """Tales and articles for children, from reading tests."""
    for kind in ("cloze", "user"):
        base = f"validation/{kind}.valid"
        answers = [
            line.partition("|||")[2]
            for line in clones.read("ymcui/cmrc2017", f"{base}.answer").decode().split("\n")
            if "|||" in line
        ]
        yield from cloze(clones.read("ymcui/cmrc2017", f"{base}.doc_query").decode(), answers)
    for part in ("dev", "trial", "qualify"):
        for document in clones.json("ymcui/cmrc2019", f"data/cmrc2019_{part}.json")["data"]:
            context = document["context"]
            for blank, choice in enumerate(document["answers"], start=1):
                context = context.replace(f"[BLANK{blank}]", document["choices"][choice])
            yield from (piece for row in context.split(" ") for piece in re.split(r"\[BLANK\d+\]", row))
    with zipfile.ZipFile(io.BytesIO(clones.read("ymcui/Chinese-Cloze-RC", "children_fairy_tale/cft.zip"))) as tales:
        for name in tales.namelist():
            if "/cft.test" in name and "__MACOSX" not in name:
                yield from cloze(tales.read(name).decode("utf-8", "replace"), [])


def knowledge(clones: Clones) -> Iterator[str]:
    """Encyclopedia, translated news, guides, recipes, a tutorial."""
    taiwan = opencc.OpenCC("tw2sp").convert
    for part in ("dev", "test"):
        for article in clones.json("DRCKnowledgeTeam/DRCD", f"DRCD_{part}.json")["data"]:
            yield from (taiwan(paragraph["context"]) for paragraph in article["paragraphs"])
    for part in ("dev", "trial"):
        yield from (context["context_text"] for context in clones.json("ymcui/cmrc2018", f"data/cmrc2018_{part}.json"))
    for treebank in ("UniversalDependencies/UD_Chinese-GSDSimp", "UniversalDependencies/UD_Chinese-PUD"):
        for path in clones.paths(treebank, "", ".conllu"):
            if "train" not in path:
                yield from re.findall(r"^# text = (.*)$", clones.read(treebank, path).decode(), flags=re.MULTILINE)
    yield from clones.read("MicrosoftTranslator/NTREX", "NTREX-128/newstest2019-ref.zho-CN.txt").decode().split("\n")
    guides = {
        "guide": ("github/opensource.guide", "_articles/zh-hans/"),
        "cook": ("Anduin2017/HowToCook", ""),
        "tutorial": ("wangdoc/javascript-tutorial", ""),
    }
    for name, (repository, under) in guides.items():
        lines = [
            line
            for path in clones.paths(repository, under, ".md")
            for line in markdown(clones.read(repository, path).decode("utf-8", "replace"))
        ]
        yield from lines[: MOST_LINES.get(name)]


def rows(paragraphs: Iterable[str]) -> list[str]:
    simplified = opencc.OpenCC("t2s").convert
    found = dict.fromkeys("".join(paragraph.split("\n")).strip() for paragraph in paragraphs)
    return [simplified(row) for row in found if len(row) >= MIN_CHARS]


def blocks(lines: list[str], which: Callable[[int], bool]) -> list[str]:
    """The lines of those blocks, numbered 0 to 11 and over again, that are wanted."""
    return [line for k, line in enumerate(lines) if which(k // BLOCK_LINES % 12)]


def whole(lines: list[str]) -> list[str]:
    """Those that begin and end as paragraphs do, and so does the one before: many lines are parts."""
    return [
        line
        for before, line in zip(["。", *lines], lines, strict=False)
        if before[-1] in END and line[-1] in END and line[0] not in INNER
    ]


def main(clones: str, out: str) -> None:
    found, folder = Clones(Path(clones)), Path(out)
    folder.mkdir(exist_ok=True)
    texts = {"stories": rows(stories(found)), "knowledge": rows(knowledge(found))}
    texts |= {
        "fit": [line for lines in texts.values() for line in whole(blocks(lines, lambda k: k == FIT_BLOCK))],
        "evaluation": [line for lines in texts.values() for line in whole(blocks(lines, lambda k: k == EVALUATION_BLOCK))],
    } | {name: blocks(lines, lambda k: k not in (FIT_BLOCK, EVALUATION_BLOCK)) for name, lines in texts.items()}
    for name, lines in texts.items():
        (folder / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"{name}: {len(lines)} paragraphs, {sum(map(len, lines))} characters")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
