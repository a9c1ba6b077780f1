"""The entity head: names in the words around a word.

Two convolutions look at two words on either side. What is learned is the probability of whole sequences of tags
(Lafferty et al. 2001, "Conditional Random Fields") of which no tag continues another kind of name; scores of pairs
beyond that came out as zero and were left away.
"""

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from standpunkt.extract.bio import OUTSIDE, forbidden
from training.entities import TAGS

WIDTH, DROP = 256, 0.3


@dataclass(frozen=True)
class Tagged:
    """A padded batch: word vectors, tags, which words there are (all [rows, words, …]) and sources [rows]."""

    words: Tensor
    tags: Tensor
    there: Tensor
    source: Tensor


class EntityHead(nn.Module):
    """From word vectors to a score of every tag; `forward` is what the shipped model computes."""

    def __init__(self, words: int, sources: int) -> None:
        super().__init__()
        self.sizes = (words, sources)
        self.sources = nn.Embedding(sources, WIDTH)
        nn.init.normal_(self.sources.weight, std=0.02)
        self.narrow = nn.Linear(words, WIDTH)
        self.around = nn.ModuleList(nn.Conv1d(WIDTH, WIDTH, 3, padding=1) for _ in range(2))
        self.out = nn.Linear(WIDTH, len(TAGS))
        self.drop = nn.Dropout(DROP)
        self.register_buffer("forbidden", torch.from_numpy(forbidden(TAGS)))

    def forward(self, words: Tensor) -> Tensor:
        """Scores [words, tags] of the words of one chunk [words, width], annotated as the first source does."""
        return self.scores(words[None], torch.zeros(1, dtype=torch.long))[0]

    def scores(self, words: Tensor, source: Tensor) -> Tensor:
        """Scores [rows, words, tags] of word vectors [rows, words, width] from `source` [rows]."""
        x = functional.gelu(self.narrow(self.drop(words)) + self.sources(source)[:, None])
        for layer in self.around:
            x = x + functional.gelu(layer(self.drop(x).transpose(1, 2))).transpose(1, 2)
        scores: Tensor = self.out(self.drop(x))
        return scores

    def loss(self, batch: Tagged) -> Tensor:
        """Negative log-likelihood per word."""
        return negative_log_likelihood(self.scores(batch.words, batch.source), self.forbidden, batch)

    def save(self, path: Path) -> None:
        """Write sizes and weights."""
        torch.save({"sizes": self.sizes, "state": self.state_dict()}, path)

    @classmethod
    def load(cls, path: Path) -> "EntityHead":
        """The head that `save` wrote, ready to compute."""
        saved = torch.load(path, weights_only=True)
        head = cls(*saved["sizes"])
        head.load_state_dict(saved["state"])
        return head.eval()


def negative_log_likelihood(scores: Tensor, follow: Tensor, batch: Tagged) -> Tensor:
    """Mean of minus the log-probability of the tags per word; an outside tag stands before and behind them."""
    chosen = scores.gather(2, batch.tags[:, :, None])[:, :, 0]
    total = follow[OUTSIDE] + scores[:, 0]
    right = follow[OUTSIDE][batch.tags[:, 0]] + chosen[:, 0]
    for place in range(1, scores.shape[1]):
        there, before, tag = batch.there[:, place], batch.tags[:, place - 1], batch.tags[:, place]
        step = torch.logsumexp(total[:, :, None] + follow, 1) + scores[:, place]
        total = torch.where(there[:, None], step, total)
        right = right + torch.where(there, follow[before, tag] + chosen[:, place], 0.0)
    last = batch.tags.gather(1, batch.there.sum(1, keepdim=True) - 1)[:, 0]
    every = torch.logsumexp(total + follow[:, OUTSIDE], 1)
    return (every - right - follow[last, OUTSIDE]).sum() / batch.there.sum()
