"""The graph as files: the ending of the name says which format; a file is there whole or not at all."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import networkx as nx

from standpunkt.extract.records import InputError
from standpunkt.graph import exports, networks, reading
from standpunkt.graph.gephi import write_gexf
from standpunkt.graph.html import write_page
from standpunkt.graph.public import published
from standpunkt.graph.stands import Selection, Stand, select
from standpunkt.graph.store import Store

NETWORKS: dict[str, Callable[[Iterable[Stand]], "nx.Graph[str]"]] = {
    "affiliation": networks.affiliation,
    "congruence": networks.congruence,
    "conflict": networks.conflict,
    "subtract": networks.subtract,
    "attacks": networks.attacks,
    "attributions": networks.attributions,
}
RDF = {".ttl": "turtle", ".trig": "trig", ".nq": "nquads", ".jsonld": "jsonld"}
TABLES: dict[str, Callable[["nx.Graph[str]"], str]] = {
    ".graphml": exports.graphml,
    ".edges.csv": exports.edge_table,
    ".nodes.csv": exports.node_table,
    ".matrix.csv": exports.matrix_table,
    ".csv": exports.edge_table,
}
ENDINGS = (".html", ".gexf", *TABLES, *RDF)


def write(
    store: Store,
    target: Path,
    *,
    network: str = "affiliation",
    selection: Selection | None = None,
    public: bool = False,
) -> Path:
    """Write the store, or a network made from it, to `target`.

    Network formats are .gexf, .graphml and .csv (.edges.csv, .nodes.csv, .matrix.csv); .html is the page; .ttl, .trig,
    .nq and .jsonld are the whole RDF. With `public` quotations are short and private persons have no names. Raises
    `InputError` for another ending, an unknown network, or RDF that is to be public: it is whole or not at all.
    """
    ending = next((ending for ending in sorted(ENDINGS, key=len, reverse=True) if target.name.endswith(ending)), None)
    if ending is None:
        raise InputError(f"expected a file name that ends in one of {', '.join(ENDINGS)}, got {target.name!r}")
    if public and ending in RDF:
        raise InputError(f"expected a page, a network or a table to publish, got {target.name!r}: RDF has every name")
    with whole(target) as draft:
        if ending in RDF:
            store.dump(draft, RDF[ending])
            return target
        chosen = select(reading.stands(store), selection)
        if ending == ".html":
            write_page(chosen, draft, attributed=bool(selection and selection.attributed), public=public)
        else:
            _draw(published(chosen) if public else chosen, draft, ending, network)
    return target


def _draw(stands: Iterable[Stand], target: Path, ending: str, network: str) -> None:
    if ending == ".gexf":
        write_gexf(network_of(network, stands), target)
    else:
        target.write_text(TABLES[ending](network_of(network, stands)), encoding="utf-8", newline="")


@contextmanager
def whole(target: Path) -> Iterator[Path]:
    """A path to write to; what stands there takes the place of `target` when all went well.

    Pipes and devices are written to as they are. Raises `InputError` if `target` cannot be written.
    """
    real = Path(os.path.realpath(target))
    if os.path.isdir(real) or not os.path.isdir(real.parent):
        found = "a folder of that name" if os.path.isdir(real) else f"no folder {real.parent}"
        raise InputError(f"expected to write the file {target}, got {found}; choose another name")
    direct = os.path.exists(real) and not os.path.isfile(real)
    draft = real if direct else real.with_name(f".standpunkt-{os.getpid()}.part")
    try:
        yield draft
        if not direct:
            draft.replace(real)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise InputError(f"expected to write the file {target}, got: {error.strerror}") from error
    finally:
        if not direct:
            draft.unlink(missing_ok=True)


def network_of(name: str, stands: Iterable[Stand]) -> "nx.Graph[str]":
    """The network of that name; `InputError` lists the names if there is none."""
    if name not in NETWORKS:
        raise InputError(f"expected one of the networks {', '.join(NETWORKS)}, got {name!r}")
    return NETWORKS[name](stands)
