"""The first course, from annotations: `python -m training.train --data DIR --wheels DIR --out DIR [--with-pud]`."""

import argparse
import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from standpunkt.extract.pieces import Pieces
from training import data, encoder
from training.examples import MISSING, Example, Scheme
from training.network import Network, Sizes, rounded

#: (related sentences per language, share of the entity windows) for each epoch.
EPOCHS = ((350, 0.4),) * 6 + ((0, 0.3),) * 4
#: Padded pieces in a batch, gradient norm, share of the steps with a rising rate, share without rounding to int8.
BUDGET, CLIP, WARM_UP, EXACT = 800, 2.0, 0.06, 0.6
Outputs = tuple[Tensor, ...]
WEIGHTS = {"upos": 1.0, "xpos": 0.3, "start": 0.5, "Case": 0.5, "Mood": 0.5}


@dataclass(frozen=True)
class Batch:
    """Padded examples as tensors; targets keep `MISSING` where nothing is known."""

    pieces: Tensor
    pool: Tensor
    last: Tensor
    source: Tensor
    tags: dict[str, Tensor]
    entities: Tensor
    heads: Tensor
    relations: Tensor
    sentences: Tensor


def make_batch(examples: Sequence[Example]) -> Batch:
    """Pad `examples` to one batch."""
    longest = max(example.length for example in examples)
    words = max(len(example.pieces) for example in examples) + 2
    pieces = torch.full((len(examples), longest), 1)
    pool = torch.zeros(len(examples), words, longest)
    last = torch.zeros(len(examples), words, dtype=torch.long)
    for row, example in enumerate(examples):
        flat = [0, *(piece for word in example.pieces for piece in word), 2]
        pieces[row, : len(flat)] = torch.tensor(flat)
        at = 0
        for number, word in enumerate([(0,), *example.pieces, (2,)]):
            pool[row, number, at : at + len(word)] = 1 / len(word)
            at += len(word)
            last[row, number] = at - 1
    pad = lambda rows: torch.tensor([[*row, *[MISSING] * (words - 2 - len(row))] for row in rows])  # noqa: E731
    return Batch(
        pieces, pool, last, torch.tensor([e.source for e in examples]),
        {name: pad([e.tags[name] for e in examples]) for name in examples[0].tags},
        pad([e.entities for e in examples]), pad([e.heads for e in examples]),
        pad([e.relations for e in examples]), pad([e.sentences for e in examples]),
    )  # fmt: skip


def batches(examples: Sequence[Example], rng: random.Random, budget: int = BUDGET) -> Iterator[Batch]:
    """Batches of at most `budget` padded pieces, examples of like length together, in random order."""
    rows = sorted(examples, key=lambda e: (e.length, rng.random()))
    groups: list[list[Example]] = [[]]
    for example in rows:
        if groups[-1] and (len(groups[-1]) + 1) * example.length > budget:
            groups.append([])
        groups[-1].append(example)
    rng.shuffle(groups)
    for group in groups:
        if group:
            yield make_batch(group)


def sentence_mask(sentences: Tensor) -> Tensor:
    """What to add to arc scores so that arcs stay inside a sentence: [batch, words, 1 + words]."""
    same = sentences[:, :, None] == sentences[:, None, :]
    mask = torch.where(same, 0.0, -1e4)
    return functional.pad(mask, (1, 0))


def cross_entropy(logits: Tensor, targets: Tensor) -> Tensor:
    """Mean over the known targets; zero if none is known."""
    if not bool((targets != MISSING).any()):
        return logits.sum() * 0.0
    return functional.cross_entropy(logits.flatten(0, -2), targets.flatten(), ignore_index=MISSING)


def weight_of(group: str) -> float:
    """How much the loss of a tag group counts."""
    return WEIGHTS.get(group, 0.3)


def outputs_of(network: Network, batch: Batch) -> Outputs:
    """What the network says of a batch, read in the habits of its sources."""
    return network(batch.pieces, batch.pool, batch.last, batch.source, batch.source)


def loss_of(network: Network, outputs: Outputs, batch: Batch, scheme: Scheme) -> Tensor:
    """The weighted sum of the losses of all heads."""
    tags, entities, arcs, dependent, governor = outputs
    total = cross_entropy(entities, batch.entities)
    for name in scheme.groups:
        total = total + weight_of(name) * cross_entropy(tags[..., scheme.columns(name)], batch.tags[name])
    total = total + cross_entropy(arcs + sentence_mask(batch.sentences), batch.heads)
    relations = relations_at(network, dependent, governor, batch.heads.clamp(min=0))
    return total + cross_entropy(relations, batch.relations)


def relations_at(network: Network, dependent: Tensor, governor: Tensor, heads: Tensor) -> Tensor:
    """Relation logits of every word with its head (0 is the root): [batch, words, relations]."""
    index = heads[:, :, None].expand(-1, -1, governor.shape[-1])
    return network.label(dependent, governor.gather(1, index))


@torch.no_grad()
def quick_scores(network: Network, examples: Sequence[Example], scheme: Scheme) -> dict[str, float]:
    """Accuracy of tags and greedy arcs on annotated windows: a progress report, not the evaluation."""
    network.eval()
    right: dict[str, int] = {}
    words = 0
    for batch in batches(examples, random.Random(0), 3000):
        tags, _, arcs, dependent, governor = outputs_of(network, batch)
        known = batch.heads != MISSING
        heads = (arcs + sentence_mask(batch.sentences)).argmax(-1)
        labels = relations_at(network, dependent, governor, heads).argmax(-1)
        attached = (heads == batch.heads) & known
        hits = {"uas": attached, "las": attached & (labels == batch.relations)}
        for name in ("upos", "start"):
            hits[name] = (tags[..., scheme.columns(name)].argmax(-1) == batch.tags[name]) & known
        words += int(known.sum())
        for name, hit in hits.items():
            right[name] = right.get(name, 0) + int(hit.sum())
    network.train()
    return {name: round(100 * hit / words, 2) for name, hit in right.items()}


def optimiser(network: Network) -> torch.optim.AdamW:
    """AdamW with a small rate for the encoder and a large one for the heads."""
    slow = [p for n, p in network.named_parameters() if n.startswith(("blocks", "norm")) and p.requires_grad]
    fast = [p for n, p in network.named_parameters() if not n.startswith(("blocks", "norm")) and p.requires_grad]
    return torch.optim.AdamW(
        [{"params": slow, "lr": 1.5e-4}, {"params": fast, "lr": 1e-3}], betas=(0.9, 0.98), weight_decay=0.01
    )


def train(
    network: Network,
    course: data.Course,
    plan: Sequence[Sequence[Batch]],
    loss: Callable[[Batch], Tensor],
    *,
    exact: float,
    after_step: Callable[[float], None] = lambda done: None,
) -> None:
    """Run a whole course, one list of batches an epoch; the rate warms up and then falls linearly to zero.

    For the share `exact` of the steps the network computes exactly, then as the 8-bit model will. `after_step` is
    told the share of the steps done.
    """
    total, step, began, held = sum(map(len, plan)), 0, time.time(), course.held()
    optimizer, warm = optimiser(network), WARM_UP * total
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda n: min(n / warm, (total - n) / (total - warm)))
    for number, steps in enumerate(plan, 1):
        for batch in steps:
            with rounded(step > exact * total):
                cost = loss(batch)
            optimizer.zero_grad(set_to_none=True)
            cost.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), CLIP)
            optimizer.step()
            schedule.step()
            step += 1
            after_step(step / total)
            if step % 100 == 0:
                print(f"step {step}/{total} loss {cost.item():.2f} {time.time() - began:.0f} s", flush=True)
        with rounded(step > exact * total):
            scores = quick_scores(network, held, course.scheme)
        print(f"epoch {number}/{len(plan)} {scores} {time.time() - began:.0f} s", flush=True)


def plan_of(course: data.Course, epochs: Sequence[tuple[int, float]], *, plain: bool = False) -> list[list[Batch]]:
    """The batches of every epoch: `epochs` tell related sentences per language and the share of entity windows."""
    return [list(batches(course.epoch(related=r, share=s, plain=plain), course.rng)) for r, s in epochs]


def options_of(description: str | None, layers: int) -> argparse.ArgumentParser:
    """The options that both courses have."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--data", type=Path, required=True, help="folder with treebank/, ner/, bench/ and gold/")
    parser.add_argument("--out", type=Path, required=True, help="where checkpoint, pieces and labels go")
    parser.add_argument("--with-pud", action="store_true", help="train on PUD too, in both courses")
    parser.add_argument("--layers", type=int, default=layers)
    parser.add_argument("--seed", type=int, default=1)
    return parser


def main() -> None:
    parser = options_of(__doc__, layers=8)
    parser.add_argument("--wheels", type=Path, required=True, help="folder with the wheels that carry the encoder")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    base = encoder.load(options.wheels)
    corpora = data.load(options.data)
    pieces = data.choose_pieces(base.pieces, corpora, with_pud=options.with_pud)
    print(f"{len(pieces.names)} pieces", flush=True)
    course = data.Course(corpora, pieces, with_pud=options.with_pud, seed=options.seed)
    scheme = course.scheme
    sizes = Sizes(options.layers, scheme.width, len(scheme.relations), len(scheme.entities), len(scheme.sources))
    rows = {name: number for number, name in enumerate(base.pieces)}
    network = Network(base, [rows[name] for name in pieces.names], sizes)
    loss = lambda batch: loss_of(network, outputs_of(network, batch), batch, scheme)  # noqa: E731
    train(network, course, plan_of(course, EPOCHS), loss, exact=EXACT)
    save(options.out, network, scheme, pieces)


def save(out: Path, network: Network, scheme: Scheme, pieces: Pieces) -> None:
    """Write the checkpoint, the piece vocabulary and the label names."""
    out.mkdir(parents=True, exist_ok=True)
    torch.save({"sizes": asdict(network.sizes), "state": network.state_dict()}, out / "network.pt")
    (out / "pieces.tsv").write_text("".join(f"{n}\t{s:.4f}\n" for n, s in pieces.scores.items()), "utf-8")
    (out / "labels.json").write_text(json.dumps(asdict(scheme), ensure_ascii=False, indent=1), "utf-8")


if __name__ == "__main__":
    main()
