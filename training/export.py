"""From the checkpoint to the files that ship: `python -m training.export --checkpoint DIR --entities DIR --out DIR`.

Matrices of the encoder become int8 (7 bits of it, so that processors without VNNI cannot overflow), the heads stay in
32-bit floating point, the piece table becomes int8 with one scale a row. The graph is written for one chunk at a time:
without padding there is nothing to mask, and whatever is constant is worked into the weights beforehand.
"""

import argparse
import json
import math
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional

from training.entity_head import EntityHead
from training.network import ARC, Block, Network

#: The corpora whose habits of annotation the shipped model follows.
TREES, ENTITIES = "gsd", "smartdata"
_INPUTS = {"pieces": "pieces", "word_of": "pieces", "last": "words"}
_OUTPUTS = ("tags", "entities", "arcs", "dependent", "governor")


def product(layer: nn.Linear, x: Tensor) -> Tensor:
    """A linear layer as a plain product, the form in which the quantiser finds it."""
    return x @ layer.weight.t() + layer.bias


class ShippedBlock(nn.Module):
    """One transformer layer on [pieces, hidden]; the scale of the attention is worked into the weights of `block`."""

    def __init__(self, block: Block) -> None:
        super().__init__()
        self.block, self.hidden = block, block.out.out_features
        self.size = self.hidden // block.heads
        with torch.no_grad():
            block.qkv.weight[: 2 * self.hidden] /= self.size**0.25
            block.qkv.bias[: 2 * self.hidden] /= self.size**0.25

    def forward(self, x: Tensor) -> Tensor:
        block = self.block
        parts = product(block.qkv, x).reshape(-1, 3 * block.heads, self.size).transpose(0, 1)
        q, k, v = parts.split(block.heads, 0)
        mixed = ((q @ k.transpose(1, 2)).softmax(-1) @ v).transpose(0, 1).reshape(-1, self.hidden)
        x = block.norm_attention(x + product(block.out, mixed))
        return block.norm_output(x + product(block.narrow, functional.gelu(product(block.widen, x))))


class Encoder(nn.Module):
    """Pieces of one chunk to word vectors; words are given as piece indices."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network
        self.blocks = nn.ModuleList(map(ShippedBlock, network.blocks))
        self.shares = (network.mix.softmax(0) * network.scale).tolist()

    def forward(self, pieces: Tensor, word_of: Tensor, last: Tensor) -> Tensor:
        x = self.network.norm(self.network.words(pieces) + self.network.places.weight[: pieces.shape[0]])
        layers = []
        for block in self.blocks:
            x = block(x)
            layers.append(x)
        kept = layers[-self.network.sizes.mixed :]
        mixed = sum(share * layer for share, layer in zip(self.shares, kept, strict=True))
        belongs = (word_of[None, :] == torch.arange(last.shape[0])[:, None]).to(torch.float32)
        pool = belongs / belongs.sum(1, keepdim=True)
        return torch.cat([pool @ mixed, mixed[last]], dim=1)[1:-1]


class Shipped(nn.Module):
    """The network as the library calls it: one chunk, a fixed source for the trees, the entity head put in."""

    def __init__(self, network: Network, source: int, entities: EntityHead) -> None:
        super().__init__()
        self.encoder, self.network, self.entities = Encoder(network), network, entities
        self.source = network.sources.weight[source].detach()
        self.root = network.root.detach()[0]
        self.arc_root = functional.leaky_relu(network.arc_head(self.root), 0.1).detach()
        self.relation_root = network.relation_head(self.root).detach()

    def _known(self, layer: nn.Linear, words: Tensor) -> Tensor:
        """A layer on the words and the source; what the source adds is constant."""
        width = layer.in_features - len(self.source)
        weight = layer.weight.detach()
        return functional.linear(words, weight[:, :width], layer.bias + weight[:, width:] @ self.source)

    def forward(self, pieces: Tensor, word_of: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        network, words = self.network, self.encoder(pieces, word_of, last)
        dependent = functional.leaky_relu(self._known(network.arc_dependent, words), 0.1)
        heads = functional.leaky_relu(self._known(network.arc_head, words), 0.1)
        pair = functional.linear(dependent, network.arc_pair.weight / math.sqrt(ARC), network.arc_bias.weight[0])
        arcs = pair @ torch.cat([self.arc_root, heads]).t() + network.arc_bias.bias
        governor = torch.cat([self.relation_root, self._known(network.relation_head, words)])
        return (
            self._known(network.tags, words),
            self.entities(words),
            arcs,
            self._known(network.relation_dependent, words),
            governor,
        )


def trace(model: nn.Module, outputs: Sequence[str], path: Path) -> None:
    """Write a module that takes one chunk as floating-point ONNX with free piece and word counts."""
    chunk = (torch.full((6,), 5), torch.tensor([0, 1, 1, 2, 3, 4]), torch.tensor([0, 2, 3, 4, 5]))
    free = {name: {0: axis} for name, axis in _INPUTS.items()} | {name: {0: f"rows of {name}"} for name in outputs}
    if "arcs" in outputs:
        free["arcs"][1] = "heads"
    torch.onnx.export(
        model.eval(), chunk, str(path), input_names=list(_INPUTS), output_names=list(outputs), dynamic_axes=free,
        opset_version=17, dynamo=False,
    )  # fmt: skip


def quantise(source: Path, target: Path) -> None:
    """Encoder matrices to int8, piece table to int8 rows; everything else as it is."""
    model = onnx.load(source)
    constant = {tensor.name for tensor in model.graph.initializer}
    encoder = [n.name for n in model.graph.node if n.op_type == "MatMul" and "/blocks." in n.name]
    quantize_dynamic(
        source, target, nodes_to_quantize=encoder, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
        extra_options={"MatMulConstBOnly": True},
    )  # fmt: skip
    model = onnx.load(target)
    table = next(name for name in constant if name.endswith("words.weight"))
    shrink_table(model, table)
    onnx.checker.check_model(model)
    onnx.save(model, target)


def shrink_table(model: onnx.ModelProto, name: str) -> None:
    """Replace a float embedding table by int8 rows and one scale per row, joined again after the look-up."""
    graph = model.graph
    table = next(i for i in graph.initializer if i.name == name)
    gather = next(n for n in graph.node if n.op_type == "Gather" and n.input[0] == name)
    values = numpy_helper.to_array(table)
    scale = np.maximum(np.abs(values).max(1, keepdims=True) / 127, 1e-8).astype(np.float32)
    small = np.round(values / scale).astype(np.int8)
    graph.initializer.remove(table)
    graph.initializer.extend(
        [numpy_helper.from_array(small, f"{name}.int8"), numpy_helper.from_array(scale, f"{name}.scale")]
    )
    place, index, output = list(graph.node).index(gather), gather.input[1], gather.output[0]
    graph.node.remove(gather)
    nodes = [
        helper.make_node("Gather", [f"{name}.int8", index], [f"{name}.rows"]),
        helper.make_node("Cast", [f"{name}.rows"], [f"{name}.float"], to=onnx.TensorProto.FLOAT),
        helper.make_node("Gather", [f"{name}.scale", index], [f"{name}.scales"]),
        helper.make_node("Mul", [f"{name}.float", f"{name}.scales"], [output]),
    ]
    for offset, node in enumerate(nodes):
        graph.node.insert(place + offset, node)


def write(model: nn.Module, outputs: Sequence[str], path: Path) -> None:
    """Write a module as an 8-bit ONNX file."""
    with tempfile.TemporaryDirectory() as folder:
        exact = Path(folder) / "exact.onnx"
        trace(model, outputs, exact)
        quantise(exact, path)


def export(checkpoint: Path, entities: Path, out: Path) -> None:
    """Write analysis.onnx, relations.npz, labels.json and pieces.tsv into `out`."""
    out.mkdir(parents=True, exist_ok=True)
    labels = json.loads((checkpoint / "labels.json").read_text("utf-8"))
    network, head = Network.load(checkpoint / "network.pt"), EntityHead.load(entities / "entities.pt")
    write(Shipped(network, labels["sources"].index(TREES), head), _OUTPUTS, out / "analysis.onnx")
    weight, bias = network.relation_out.weight.detach().numpy(), network.relation_out.bias.detach().numpy()
    np.savez(out / "relations.npz", weight=weight, bias=bias)
    (out / "labels.json").write_text((checkpoint / "labels.json").read_text("utf-8"), "utf-8")
    (out / "pieces.tsv").write_text((checkpoint / "pieces.tsv").read_text("utf-8"), "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True, help="folder of the finished network")
    parser.add_argument("--entities", type=Path, required=True, help="folder of the entity head (training.heads)")
    parser.add_argument("--out", type=Path, required=True, help="the model's folder")
    options = parser.parse_args()
    export(options.checkpoint, options.entities, options.out)
    for file in sorted(options.out.iterdir()):
        print(f"{file.stat().st_size / 1e6:7.2f} MB  {file.name}")


if __name__ == "__main__":
    main()
