"""The network: a pre-trained encoder and one small head for each layer of the analysis.

Pieces go through the encoder; a learned mixture of its upper layers gives one vector per piece; a word is the mean of
its pieces beside its last piece. From the words come: tags (part of speech, fine tag, every morphological feature,
sentence start), entities, arcs (deep biaffine attention, Dozat & Manning 2017) and relation labels.
"""

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.encoder import Pretrained

ARC, RELATION, ENTITY, SOURCE = 384, 256, 128, 16


@dataclass(frozen=True)
class Sizes:
    """What the heads must tell apart, and how many encoder layers are kept."""

    layers: int
    tags: int
    relations: int
    entities: int
    sources: int
    mixed: int = 6


class Rounded(nn.Linear):
    """A linear layer that can compute as the shipped int8 model will: weights in 7 bits per output, inputs in 8.

    Gradients pass the rounding unchanged (straight-through estimator, Bengio et al. 2013).
    """

    rounding = False

    def forward(self, input: Tensor) -> Tensor:
        if not self.rounding:
            return functional.linear(input, self.weight, self.bias)
        step = self.weight.detach().abs().amax(1, keepdim=True) / 63
        weight = self.weight + ((self.weight / step).round() * step - self.weight).detach()
        low, high = input.detach().amin().clamp(max=0), input.detach().amax().clamp(min=0)
        size = (high - low) / 255
        return functional.linear(input + ((input / size).round() * size - input).detach(), weight, self.bias)


@contextmanager
def rounded(on: bool) -> Iterator[None]:
    """Inside, networks compute as the 8-bit model will (`on`) or exactly."""
    before, Rounded.rounding = Rounded.rounding, on
    try:
        yield
    finally:
        Rounded.rounding = before


class Block(nn.Module):
    """One transformer layer (post-norm, as in BERT)."""

    def __init__(self, hidden: int, inner: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = Rounded(hidden, 3 * hidden)
        self.out = Rounded(hidden, hidden)
        self.norm_attention = nn.LayerNorm(hidden, eps=1e-12)
        self.widen = Rounded(hidden, inner)
        self.narrow = Rounded(inner, hidden)
        self.norm_output = nn.LayerNorm(hidden, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, length, hidden = x.shape
        shape = (batch, length, self.heads, hidden // self.heads)
        q, k, v = (part.reshape(shape).transpose(1, 2) for part in self.qkv(x).split(hidden, -1))
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        x = self.norm_attention(x + self.out(mixed.transpose(1, 2).reshape(batch, length, hidden)))
        return self.norm_output(x + self.narrow(functional.gelu(self.widen(x))))


class Network(nn.Module):
    """Encoder and heads; `forward` is what the shipped model computes."""

    def __init__(self, base: Pretrained, rows: list[int], sizes: Sizes) -> None:
        super().__init__()
        self.sizes = sizes
        hidden = base.hidden
        self.words = nn.Embedding.from_pretrained(torch.from_numpy(base.tensors["emb.word"][rows]), freeze=True)
        place = base.tensors["emb.pos"] + base.tensors["emb.type"][:hidden]
        self.places = nn.Embedding.from_pretrained(torch.from_numpy(place), freeze=True)
        self.norm = nn.LayerNorm(hidden, eps=1e-12)
        self.blocks = nn.ModuleList(Block(hidden, base.inner, base.heads) for _ in range(sizes.layers))
        if len(base.tensors) > 3:
            _copy_weights(self, base)
        self.mix = nn.Parameter(torch.zeros(sizes.mixed))
        self.scale = nn.Parameter(torch.ones(1))
        self.sources = nn.Embedding(sizes.sources, SOURCE)
        nn.init.normal_(self.sources.weight, std=0.1)
        self.drop = nn.Dropout(0.25)
        width = 2 * hidden + SOURCE
        self.tags = nn.Linear(width, sizes.tags)
        self.entity_in, self.entity_out = nn.Linear(width, ENTITY), nn.Linear(ENTITY, sizes.entities)
        self.arc_dependent, self.arc_head = nn.Linear(width, ARC), nn.Linear(width, ARC)
        self.arc_pair, self.arc_bias = nn.Linear(ARC, ARC, bias=False), nn.Linear(ARC, 1)
        self.root = nn.Parameter(torch.randn(1, 1, width) * 0.02)
        self.relation_dependent, self.relation_head = nn.Linear(width, RELATION), nn.Linear(width, RELATION)
        self.relation_out = nn.Linear(RELATION, sizes.relations)

    @classmethod
    def load(cls, path: Path) -> "Network":
        """The network of a checkpoint, ready to compute."""
        saved = torch.load(path, weights_only=True)
        return cls._of(saved["state"], Sizes(**saved["sizes"])).eval()

    @classmethod
    def _of(cls, state: Mapping[str, Tensor], sizes: Sizes) -> "Network":
        """A network with the given weights."""
        rows, hidden = state["words.weight"].shape
        inner = state["blocks.0.widen.weight"].shape[0]
        network = cls(Pretrained.blank(hidden, inner, len(state["places.weight"])), [0] * rows, sizes)
        network.load_state_dict(state)
        return network

    def lower(self, layers: int) -> "Network":
        """A copy of the network without the encoder layers above the first `layers`, at least as many as are mixed."""
        if not self.sizes.mixed <= layers <= self.sizes.layers:
            raise ValueError(f"expected {self.sizes.mixed} to {self.sizes.layers} layers, got {layers}")
        above = tuple(f"blocks.{number}." for number in range(layers, self.sizes.layers))
        state = {name: weight for name, weight in self.state_dict().items() if not name.startswith(above)}
        return self._of(state, replace(self.sizes, layers=layers))

    def encode(self, pieces: Tensor, pool: Tensor, last: Tensor) -> Tensor:
        """Word vectors [batch, words, width]; `pool` [batch, words, pieces] averages, `last` [batch, words] selects."""
        bias = (pieces == 1).to(torch.float32)[:, None, None, :] * -10000.0
        x = self.norm(self.words(pieces) + self.places.weight[None, : pieces.shape[1]])
        kept = []
        for number, block in enumerate(self.blocks):
            x = block(x, bias)
            if number >= self.sizes.layers - self.sizes.mixed:
                kept.append(x)
        shares = self.mix.softmax(0) * self.scale
        mixed = sum(share * layer for share, layer in zip(shares.unbind(), kept, strict=True))
        index = last[:, :, None].expand(-1, -1, mixed.shape[-1])
        return torch.cat([pool @ mixed, mixed.gather(1, index)], dim=-1)[:, 1:-1]

    def from_source(self, words: Tensor, source: Tensor) -> Tensor:
        """Word vectors that know from which corpus they come, because corpora are annotated differently."""
        return torch.cat([words, self.sources(source)[:, None].expand(-1, words.shape[1], -1)], dim=-1)

    def forward(
        self, pieces: Tensor, pool: Tensor, last: Tensor, source: Tensor, entity_source: Tensor
    ) -> tuple[Tensor, ...]:
        """Tag logits, entity logits, arc scores [batch, words, 1 + words] (root first), and the two relation halves."""
        words = self.drop(self.encode(pieces, pool, last))
        x = self.from_source(words, source)
        named = functional.relu(self.entity_in(self.from_source(words, entity_source)))
        entities = self.entity_out(self.drop(named))
        heads = torch.cat([self.root.expand(x.shape[0], -1, -1), x], dim=1)
        dependent = self.drop(functional.leaky_relu(self.arc_dependent(x), 0.1))
        governor = self.drop(functional.leaky_relu(self.arc_head(heads), 0.1))
        arcs = self.arc_pair(dependent) @ governor.transpose(1, 2) / math.sqrt(ARC) + self.arc_bias(governor).transpose(
            1, 2
        )
        return self.tags(x), entities, arcs, self.relation_dependent(x), self.relation_head(heads)

    def label(self, dependent: Tensor, governor: Tensor) -> Tensor:
        """Relation logits for pairs of a word's half and its head's half."""
        return self.relation_out(self.drop(functional.leaky_relu(dependent + governor, 0.1)))


def _copy_weights(network: Network, base: Pretrained) -> None:
    """Put the pre-trained weights into the kept layers."""
    weight = {name: torch.from_numpy(value) for name, value in base.tensors.items()}
    _set(network.norm, weight["emb.ln.w"], weight["emb.ln.b"])
    for number, block in enumerate(network.blocks):
        part = {name: weight[f"l{number}.{name}"] for name in ("q.w", "q.b", "k.w", "k.b", "v.w", "v.b", "ao.w", "ao.b",
                "aln.w", "aln.b", "fi.w", "fi.b", "fo.w", "fo.b", "oln.w", "oln.b")}  # fmt: skip
        _set(
            block.qkv,
            torch.cat([part["q.w"], part["k.w"], part["v.w"]]),
            torch.cat([part["q.b"], part["k.b"], part["v.b"]]),
        )
        _set(block.out, part["ao.w"], part["ao.b"])
        _set(block.norm_attention, part["aln.w"], part["aln.b"])
        _set(block.widen, part["fi.w"], part["fi.b"])
        _set(block.narrow, part["fo.w"], part["fo.b"])
        _set(block.norm_output, part["oln.w"], part["oln.b"])


def _set(module: nn.Linear | nn.LayerNorm, weight: Tensor, bias: Tensor) -> None:
    with torch.no_grad():
        module.weight.copy_(weight)
        module.bias.copy_(bias)
