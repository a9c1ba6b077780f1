"""From the checkpoints to the files that ship: `python -m training.export --checkpoints DIR DIR --out DIR`.

The weights of the checkpoints are averaged (Izmailov et al. 2018, "Averaging Weights Leads to Wider Optima").

Matrices of the encoder become int8 (7 bits of it, so that processors without VNNI cannot overflow), the heads stay in
32-bit floating point, the piece table becomes int8 with one scale a row.
"""

import argparse
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.network import Network

#: The corpora whose habits of annotation the shipped model follows.
TREES, ENTITIES = "gsd", "smartdata"
_OUTPUTS = ("tags", "entities", "arcs", "dependent", "governor")


class Shipped(nn.Module):
    """The network as the library calls it: words are given as piece indices, the sources are fixed."""

    def __init__(self, network: Network, sources: tuple[int, int]) -> None:
        super().__init__()
        self.network, self.sources = network, sources

    def forward(self, pieces: Tensor, word_of: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        numbers = torch.arange(last.shape[1])[None, :, None]
        belongs = (word_of[:, None, :] == numbers).to(torch.float32)
        pool = belongs / belongs.sum(-1, keepdim=True).clamp(min=1)
        trees, entities = (torch.full((pieces.shape[0],), source, dtype=torch.long) for source in self.sources)
        outputs: tuple[Tensor, ...] = self.network(pieces, pool, last, trees, entities)
        return outputs


def trace(network: Network, sources: tuple[int, int], path: Path) -> None:
    """Write the network as floating-point ONNX with free batch, piece and word counts."""
    pieces = torch.full((2, 6), 5)
    word_of = torch.tensor([[0, 1, 1, 2, 3, 4]] * 2)
    last = torch.tensor([[0, 2, 3, 4, 5]] * 2)
    axes = {"pieces": {0: "rows", 1: "pieces"}, "word_of": {0: "rows", 1: "pieces"}, "last": {0: "rows", 1: "words"}}
    free = {name: {0: "rows", 1: "width"} for name in _OUTPUTS}
    free["arcs"] = {0: "rows", 1: "width", 2: "heads"}
    torch.onnx.export(
        Shipped(network, sources).eval(), (pieces, word_of, last), str(path), input_names=list(axes),
        output_names=list(_OUTPUTS), dynamic_axes=axes | free, opset_version=17, dynamo=False,
    )  # fmt: skip


def quantise(source: Path, target: Path) -> None:
    """Encoder matrices to int8, piece table to int8 rows; everything else as it is."""
    model = onnx.load(source)
    encoder = [n.name for n in model.graph.node if n.op_type == "MatMul" and "/blocks." in n.name]
    quantize_dynamic(
        source, target, nodes_to_quantize=encoder, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
        extra_options={"MatMulConstBOnly": True},
    )  # fmt: skip
    model = onnx.load(target)
    shrink_table(model, "network.words.weight")
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


def averaged(checkpoints: Sequence[Path]) -> Network:
    """The network whose every weight is the mean over `checkpoints`."""
    networks = [Network.load(checkpoint / "network.pt") for checkpoint in checkpoints]
    states = [network.state_dict() for network in networks]
    networks[0].load_state_dict({name: sum(s[name] for s in states) / len(states) for name in states[0]})
    return networks[0]


def export(checkpoints: Sequence[Path], out: Path) -> None:
    """Write analysis.onnx, relations.npz, labels.json and pieces.tsv into `out`."""
    out.mkdir(parents=True, exist_ok=True)
    last = checkpoints[-1]
    labels = json.loads((last / "labels.json").read_text("utf-8"))
    network = averaged(checkpoints)
    with tempfile.TemporaryDirectory() as folder:
        traced = Path(folder) / "exact.onnx"
        trace(network, (labels["sources"].index(TREES), labels["sources"].index(ENTITIES)), traced)
        quantise(traced, out / "analysis.onnx")
    head = network.relation_out
    np.savez(out / "relations.npz", weight=head.weight.detach().numpy(), bias=head.bias.detach().numpy())
    (out / "labels.json").write_text((last / "labels.json").read_text("utf-8"), "utf-8")
    (out / "pieces.tsv").write_text((last / "pieces.tsv").read_text("utf-8"), "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoints", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True, help="the model's folder")
    options = parser.parse_args()
    export(options.checkpoints, options.out)
    for file in sorted(options.out.iterdir()):
        print(f"{file.stat().st_size / 1e6:7.2f} MB  {file.name}")


if __name__ == "__main__":
    main()
