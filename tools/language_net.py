"""Trains the neural network of the language model; a part of build_language.py.  Needs torch, which running it does not."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from corpusclean.lines.folding import fold
from corpusclean.lines.language import HEAD_CHARS, TAIL_CHARS
from corpusclean.lines.loops.language_loops import WORD_BITS
from corpusclean.lines.net import UNKNOWN, WORD_SHAPES, words_around
from corpusclean.lines.ngrams import WORD_LENGTHS, hashes, lists, packed

EMBEDDING, HIDDEN, SECOND = 56, 256, 64
MIN_CHARACTER_COUNT = 5
MIN_WORD_COUNT = 4
STEPS, BATCH, RATE = 6000, 2048, 2e-3
DROPPED, BLURRED = 0.25, 0.08
"""Shares of hidden units left out, and of characters made unknown, so that the few paragraph starts are not learnt by heart."""
SENTENCE_STARTS = 0.5
"""Share of starts that are sentences within paragraphs: there are too few paragraphs, and a sentence after an unfinished tail is
as wrong."""
FINISHED = 0.15
"""Share of starts that stand after a paragraph that has ended; half of them after one without an end mark: a heading."""
NEAR = 0.5
"""Share of starts taken from what follows: a lost tail and the next paragraph are mostly of one text and on one matter."""
AFTER_MARKS = 0.12
"""Share of cuts that are made after a mark within a sentence besides those that happen to be: there the characters around say least."""
PADDING = 24


def word_columns(dictionary: list[str]) -> dict[str, np.ndarray]:
    """The columns of a word list, from lines "word count …" as jieba's dictionary has them."""
    columns = {}
    for n in WORD_LENGTHS:
        counts = {}
        for line in dictionary:
            word, count = line.split()[:2]
            if len(word) == n and int(count) >= MIN_WORD_COUNT and all("一" <= c <= "鿿" for c in word):
                counts[word] = int(count)
        keys = hashes(np.array([[ord(c) for c in word] for word in counts], dtype=np.uint32), WORD_BITS)
        steps = np.round(2 * np.log1p(np.array(list(counts.values())))).astype(np.uint8)
        order = np.lexsort((-steps.astype(int), keys))
        unique, first = np.unique(keys[order], return_index=True)
        columns[f"words{n}"] = packed(unique)
        columns[f"word-counts{n}"] = steps[order][first]
    return columns


class Cuts:
    """Training text as one row of code points, and the places where it can be cut.

    `pieces`: its lines are not all whole paragraphs; only after a finished one a start is taken for one.
    """

    def __init__(self, paragraphs: list[str], *, pieces: bool = False) -> None:
        folded = [text for text in map(fold, paragraphs) if len(text) > 3]
        gap = "\0" * PADDING
        self.row = np.frombuffer((gap + gap.join(folded) + gap).encode("utf-32-le"), dtype="<u4")
        real = self.row != 0
        self.starts = np.nonzero(real & ~np.roll(real, 1))[0]
        self.ends = np.nonzero(~real & np.roll(real, 1))[0]
        finished = np.isin(self.row[self.ends - 1], [ord(c) for c in "。！？”）…"])
        cut_off = np.isin(self.row[self.starts], [ord(c) for c in "，、。；：！？”）’…"])
        if pieces:
            cut_off |= ~np.concatenate([[False], finished[:-1]])
        self.starts = self.starts[~cut_off]
        self.open_ends = self.ends[~finished]
        self.inside = np.nonzero(real & np.roll(real, 1))[0]
        ended = np.isin(self.row[self.inside - 1], [ord(c) for c in "。！？"])
        closing = np.isin(self.row[self.inside], [ord(c) for c in "”）’。！？…"])
        self.sentences = self.inside[ended & ~closing]
        self.after_marks = self.inside[np.isin(self.row[self.inside - 1], [ord(c) for c in "，、；：”）》"])]

    def sample(self, rng: np.random.Generator, size: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """-> tails, heads, cases (0 goes on, 1 starts, 2 from elsewhere; 40, 40 and 20 %)."""
        cases = rng.choice(3, size, p=[0.4, 0.4, 0.2])
        tails = np.where(rng.random(size) < AFTER_MARKS, rng.choice(self.after_marks, size), rng.choice(self.inside, size))
        starting = np.nonzero(cases == 1)[0]
        finished = starting[rng.random(len(starting)) < FINISHED]
        marked = rng.random(len(finished)) < 0.5
        tails[finished] = np.where(marked, rng.choice(self.ends, len(finished)), rng.choice(self.open_ends, len(finished)))
        heads = tails.copy()
        sentence = rng.random(len(starting)) < SENTENCE_STARTS
        heads[starting] = np.where(
            sentence, near(self.sentences, tails[starting], 12, rng), near(self.starts, tails[starting], 6, rng)
        )
        elsewhere = np.nonzero(cases == 2)[0]
        heads[elsewhere] = rng.choice(self.inside, len(elsewhere))
        around = np.arange(-TAIL_CHARS, 0), np.arange(HEAD_CHARS)
        return self.row[tails[:, None] + around[0]], self.row[heads[:, None] + around[1]], cases


def near(places: np.ndarray, tails: np.ndarray, reach: int, rng: np.random.Generator) -> np.ndarray:
    """For each tail one of the places: of the next few after it, or any."""
    following = np.searchsorted(places, tails, side="right") + rng.integers(0, reach, len(tails))
    anywhere = rng.integers(0, len(places), len(tails))
    return places[np.where(rng.random(len(tails)) < NEAR, np.minimum(following, len(places) - 1), anywhere)]


class Trained(nn.Module):
    """The network of corpusclean.lines.net, while it learns."""

    def __init__(self, characters: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(characters, EMBEDDING, padding_idx=0)
        nn.init.normal_(self.embedding.weight, std=0.1)
        width = (TAIL_CHARS + HEAD_CHARS) * EMBEDDING + len(WORD_SHAPES)
        self.layers = nn.ModuleList([nn.Linear(width, HIDDEN), nn.Linear(HIDDEN, SECOND), nn.Linear(SECOND, 3)])
        self.skip = nn.Linear(len(WORD_SHAPES), 3, bias=False)

    def forward(self, numbers: torch.Tensor, words: torch.Tensor) -> torch.Tensor:
        seen = functional.dropout(self.embedding(numbers), DROPPED, self.training).flatten(1)
        x = functional.relu(self.layers[0](torch.cat([seen, words], 1)))
        x = functional.relu(self.layers[1](functional.dropout(x, DROPPED, self.training)))
        logits: torch.Tensor = self.layers[2](x) + self.skip(words)
        return logits


def net_columns(texts: Sequence[list[str]], dictionary: list[str], *, seed: int = 0) -> dict[str, np.ndarray]:
    """Trains the network and returns the columns of `Net`; half of what it sees is the first text, the others share the rest."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    rng = np.random.default_rng(seed)
    columns = word_columns(dictionary)
    words, cuts = lists(columns), [Cuts(paragraphs, pieces=k > 0) for k, paragraphs in enumerate(texts)]
    common = Counter(code for cut in cuts for code in cut.row[cut.row != 0].tolist())
    characters = np.array(sorted(c for c, n in common.items() if n >= MIN_CHARACTER_COUNT and c < 0x10000))
    numbers = np.full(max(common) + 1, UNKNOWN)
    numbers[characters], numbers[0] = np.arange(2, len(characters) + 2), 0
    net = Trained(len(characters) + 2)
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=0.05)
    mean = 0.0
    for step in range(STEPS):
        for group in optimizer.param_groups:
            group["lr"] = RATE * min(1, step / 200) * (0.5 + 0.5 * math.cos(math.pi * step / STEPS))
        drawn = [cut.sample(rng, BATCH // 2 // (max(1, len(cuts) - 1) if k else 1)) for k, cut in enumerate(cuts)]
        tails, heads, cases = (np.concatenate(part) for part in zip(*drawn, strict=True))
        seen = numbers[np.hstack([tails, heads])]
        seen[(rng.random(seen.shape) < BLURRED) & (seen > 0)] = UNKNOWN
        logits = net(torch.from_numpy(seen), torch.from_numpy(words_around(words, tails, heads)))
        loss = functional.cross_entropy(logits, torch.from_numpy(cases))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        mean = loss.item() if not step else 0.99 * mean + 0.01 * loss.item()
        if step % 500 == 499:
            print(f"network: step {step + 1} of {STEPS}, loss {mean:.4f}", flush=True)
    reach = np.array([TAIL_CHARS, HEAD_CHARS], dtype=np.uint8)
    return columns | {"characters": characters.astype(np.uint16), "reach": reach} | stored(net)


def stored(net: Trained) -> dict[str, np.ndarray]:
    """The weights as bytes, a scale for each column."""
    columns: dict[str, np.ndarray] = {"skip": net.skip.weight.detach().numpy().T.astype(np.float32)}
    matrices = {"embedding": net.embedding.weight.detach().numpy()}
    for k, layer in enumerate(net.layers, start=1):
        matrices[f"layer{k}"] = layer.weight.detach().numpy().T
        columns[f"bias{k}"] = layer.bias.detach().numpy().astype(np.float32)
    for name, matrix in matrices.items():
        scales = np.maximum(np.abs(matrix).max(axis=0), 1e-9) / 127
        columns[name] = np.round(matrix / scales).astype(np.int8)
        columns[f"{name}-scales"] = scales.astype(np.float32)
    return columns
