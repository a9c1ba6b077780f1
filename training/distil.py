"""The second course, from a teacher: `python -m training.distil --data DIR --teacher DIR --out DIR`.

A network of fewer layers learns what the annotations say, as before, and what the network of the first course says
(Hinton, Vinyals & Dean 2015, "Distilling the Knowledge in a Neural Network", temperature 1). The teacher speaks about
every word of every window: of an entity corpus it tells the trees, of a treebank the entities, of plain text both.
The student begins as the lower layers of the teacher and ends as the running mean of its own weights.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from standpunkt.extract.pieces import Pieces
from training import data
from training.examples import MISSING, Scheme
from training.network import Network, rounded
from training.train import (
    Batch,
    Outputs,
    loss_of,
    options_of,
    outputs_of,
    plan_of,
    relations_at,
    save,
    sentence_mask,
    train,
    weight_of,
)

#: (related sentences per language, share of the entity windows) for each epoch.
EPOCHS = ((350, 1.0),) * 3 + ((150, 1.0),) * 3
#: Share of the steps without rounding to int8, share before the mean of the weights begins, and its decay.
EXACT, SETTLED, DECAY = 0.3, 0.5, 0.998


@dataclass(frozen=True)
class Answers:
    """What the teacher says of a batch: log-probabilities, and the heads and sentences at which they were asked."""

    tags: Tensor
    entities: Tensor
    arcs: Tensor
    relations: Tensor
    heads: Tensor
    mask: Tensor


@torch.no_grad()
def ask(teacher: Network, batch: Batch, scheme: Scheme) -> Answers:
    """The teacher's answers; sentences and heads are the annotated ones where there are any."""
    with rounded(False):
        tags, entities, arcs, dependent, governor = outputs_of(teacher, batch)
        mask = sentence_mask(_sentences(tags, batch, scheme))
        heads = torch.where(batch.heads != MISSING, batch.heads, (arcs + mask).argmax(-1))
        relations = relations_at(teacher, dependent, governor, heads)
    logs = [tags[..., scheme.columns(name)].log_softmax(-1) for name in scheme.groups]
    return Answers(
        torch.cat(logs, -1), entities.log_softmax(-1), (arcs + mask).log_softmax(-1), relations.log_softmax(-1),
        heads, mask,
    )  # fmt: skip


def _sentences(tags: Tensor, batch: Batch, scheme: Scheme) -> Tensor:
    """The sentence of every word, as annotated; in windows without trees as the teacher divides them."""
    unknown = (batch.heads == MISSING).all(1, keepdim=True) & (batch.sentences != MISSING)
    starts = tags[..., scheme.columns("start")].argmax(-1)
    return torch.where(unknown, starts.cumsum(1), batch.sentences)


def divergence(logits: Tensor, logs: Tensor, words: Tensor) -> Tensor:
    """Mean Kullback-Leibler divergence of the student's answers from the teacher's (`logs`) over the real `words`."""
    each = (logs.exp() * (logs - logits.log_softmax(-1))).sum(-1)
    return (each * words).sum() / words.sum()


def lesson(student: Network, outputs: Outputs, batch: Batch, answers: Answers, scheme: Scheme) -> Tensor:
    """How far the student is from the teacher, all heads weighted as in the first course."""
    tags, entities, arcs, dependent, governor = outputs
    words = (batch.sentences != MISSING).to(torch.float32)
    total = divergence(entities, answers.entities, words)
    for name in scheme.groups:
        columns = scheme.columns(name)
        total = total + weight_of(name) * divergence(tags[..., columns], answers.tags[..., columns], words)
    total = total + divergence(arcs + answers.mask, answers.arcs, words)
    relations = relations_at(student, dependent, governor, answers.heads)
    return total + divergence(relations, answers.relations, words)


def distil(teacher: Network, course: data.Course, layers: int) -> Network:
    """A student of `layers` layers at the end of its course."""
    scheme = course.scheme
    student = teacher.lower(layers).train()
    mean = AveragedModel(student, multi_avg_fn=get_ema_multi_avg_fn(DECAY))

    def loss(batch: Batch) -> Tensor:
        outputs = outputs_of(student, batch)
        answers = ask(teacher, batch, scheme)
        return loss_of(student, outputs, batch, scheme) + lesson(student, outputs, batch, answers, scheme)

    def after_step(done: float) -> None:
        if done > SETTLED:
            mean.update_parameters(student)

    train(student, course, plan_of(course, EPOCHS, plain=True), loss, exact=EXACT, after_step=after_step)
    finished: Network = mean.module
    return finished.eval()


def main() -> None:
    parser = options_of(__doc__, layers=6)
    parser.add_argument("--teacher", type=Path, required=True, help="checkpoint of the first course")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    pieces = Pieces.load(options.teacher / "pieces.tsv")
    course = data.Course(data.load(options.data), pieces, with_pud=options.with_pud, seed=options.seed)
    if json.loads((options.teacher / "labels.json").read_text("utf-8"))["groups"] != course.scheme.groups:
        raise SystemExit(
            f"expected the labels of {options.teacher}, got others from {options.data}: repeat the first course"
        )
    student = distil(Network.load(options.teacher / "network.pt"), course, options.layers)
    save(options.out, student, course.scheme, pieces)


if __name__ == "__main__":
    main()
