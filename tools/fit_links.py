"""Trains src/corpusclean/lines/links.npz: which block of a page follows another, where columns were read across.  Needs torch.

usage: CORPUSCLEAN_LANGUAGE_MODEL=MODEL.npz fit_links.py OUT.npz PAGES_DIR ...

PAGES_DIRs as for fit_line_weights.py, with BASE.columns.txt; the model must not have seen their text.  For each block that follows
and each that is followed the network learns to tell its partner from all other blocks of the page.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from page_blocks import page_blocks
from torch import nn

from corpusclean.lines.links import Links

UNITS, ROUNDS, RATE, DECAY, SEED = 24, 20, 0.01, 0.1, 1
LEAST_BLOCKS = 5


def examples(folder: Path) -> Iterator[torch.Tensor]:
    """What is seen of all pairs of one page's blocks in their true order, float32[blocks, blocks, signs]."""
    for page in page_blocks(folder):
        links = Links(page.texts)
        order = np.array([b for b in page.true_order if not links.captions[b] and links.asides[b] < 0])
        if len(order) >= LEAST_BLOCKS:
            count = len(order)
            yield torch.tensor(links.signs(np.repeat(order, count), np.tile(order, count)).reshape(count, count, -1))


def loss(net: nn.Module, signs: torch.Tensor) -> torch.Tensor:
    count = len(signs)
    nats = net(signs).squeeze(-1) - 50 * torch.eye(count)
    ahead = nats[torch.arange(count - 1), torch.arange(1, count)]
    return (torch.logsumexp(nats[:-1], 1) + torch.logsumexp(nats[:, 1:], 0) - 2 * ahead).mean() / 2


def train(data: list[torch.Tensor]) -> nn.Sequential:
    torch.manual_seed(SEED)
    net = nn.Sequential(nn.Linear(data[0].shape[-1], UNITS), nn.Tanh(), nn.Linear(UNITS, 1))
    steps = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    for number in range(ROUNDS):
        steps.param_groups[0]["lr"] = RATE * (1 - number / ROUNDS) + RATE / 100
        losses = []
        for k in torch.randperm(len(data)).tolist():
            here = loss(net, data[k])
            steps.zero_grad()
            here.backward()
            steps.step()
            losses.append(here.item())
        print(f"round {number + 1} of {ROUNDS}: {np.mean(losses):.3f} nats", flush=True)
    return net


def main(out: str, *folders: str) -> None:
    data = [page for folder in folders for page in examples(Path(folder))]
    net = train(data)
    with torch.no_grad():
        every = torch.cat([net(page).ravel() for page in data])
    mean = torch.logsumexp(every, 0).item() - np.log(len(every))  # of any two blocks of a page
    hidden, last = net[0], net[2]
    np.savez_compressed(
        out,
        hidden=hidden.weight.detach().numpy().T,
        bias=hidden.bias.detach().numpy(),
        out=last.weight.detach().numpy()[0],
        constant=last.bias.item() - mean,
    )
    print(f"{len(data)} pages, {sum(map(len, data))} blocks")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
