# ---
# jupyter:
#   jupytext:
#     text_representation:
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Ein Rundgang
#
# Zwölf erfundene Zeitungsartikel über drei Debatten liegen in `samples/`. Wir machen aus ihnen einen Graphen, stellen
# ihm zwei Fragen, zeichnen, wer mit wem übereinstimmt, und geben das Netz an Gephi weiter. Das dauert eine halbe Minute
# und geht ohne Internet.

# %%
import tempfile
from collections import Counter
from html import escape
from pathlib import Path

import networkx as nx
from IPython.display import SVG

import standpunkt
from standpunkt.graph.networks import congruence

samples = Path("../samples")
folder = Path(tempfile.mkdtemp(prefix="standpunkt-"))

# %% [markdown]
# ## Artikel lesen
#
# Datum, Zeitung und Autor stehen in der Tabelle `meta.csv`. Was niemand sagt, bleibt unbekannt.

# %%
reading = standpunkt.ReadOptions(meta=samples / "meta.csv")
articles = sorted(samples.glob("*.txt"))
built = standpunkt.build(articles, folder / "kg", standpunkt.BuildOptions(reading=reading))
print(f"{built.documents} Artikel, {built.positions} Positionen, {built.undated} Artikel ohne Datum")
print("Gleiche Meldung in zwei Zeitungen:", dict(built.copies))

# %% [markdown]
# Ein zweites Mal ist nichts zu tun: Gelesen wird nur, was neu oder geändert ist.

# %%
again = standpunkt.build(articles, folder / "kg", standpunkt.BuildOptions(reading=reading))
print(f"{again.skipped} schon bekannt, {again.changed} geändert")

# %% [markdown]
# ## Fragen
#
# Wer ist gegen NATO-Truppen? Dafür gibt es eine vorbereitete Frage. `standpunkt ask` zählt alle auf.

# %%
store = standpunkt.Store.open(folder / "kg")
for row in standpunkt.ask(store, "who", topic="NATO-Truppen", direction="-"):
    print(row["actorName"], "gegen", row["topicName"])

# %% [markdown]
# Alles andere fragt man in SPARQL; die üblichen Präfixe sind schon gesetzt. Hier: Wer droht, und in welchen Worten?

# %%
threats = standpunkt.query(
    store,
    """SELECT DISTINCT ?who ?words {
      ?position sp:stance sp:threatens ; sp:actor/skos:prefLabel ?who ; sp:evidence/oa:hasSelector/oa:exact ?words
    } ORDER BY ?who""",
)
for row in threats:
    print(f"{row['who']}: {row['words']}")

# %% [markdown]
# ## Wer stimmt mit wem überein?
#
# Im Kongruenz-Netz sind zwei Akteure verbunden, wenn sie zum selben Thema dieselbe Richtung vertreten. Das Gewicht
# zählt, wie oft. Das Netz ist ein gewöhnlicher Graph von networkx.

# %%
network = congruence(standpunkt.stands(store))
labels = nx.get_node_attributes(network, "label")
groups = sorted(nx.connected_components(network), key=len, reverse=True)
print(f"{len(network)} Akteure, {network.number_of_edges()} Kanten, Gruppen: {Counter(map(len, groups))}")
for one, other, data in sorted(network.edges(data=True), key=lambda edge: -edge[2]["weight"])[:5]:
    print(f"{labels[one]} – {labels[other]}: {data['weight']:g}")


# %%
def drawn(graph: "nx.Graph[str]", size: int = 800) -> str:
    """The network as SVG; names come from foreign texts and are therefore escaped."""
    places = nx.spring_layout(graph, seed=1, scale=0.42 * size, center=(size / 2, size / 2), weight=None)
    lines = [
        f'<line x1="{places[a][0]:.0f}" y1="{places[a][1]:.0f}" x2="{places[b][0]:.0f}" y2="{places[b][1]:.0f}" '
        f'stroke="#999" stroke-width="{data["weight"]:g}"/>'
        for a, b, data in graph.edges(data=True)
    ]
    names = [
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="4"/><text x="{x + 6:.0f}" y="{y + 4:.0f}">{escape(labels[node])}</text>'
        for node, (x, y) in places.items()
    ]
    style = 'font-family="sans-serif" font-size="11"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" {style}>{"".join(lines + names)}</svg>'


connected = network.subgraph(node for group in groups if len(group) > 1 for node in group)
SVG(drawn(connected))

# %% [markdown]
# ## Weitergeben
#
# Die Endung sagt, was geschrieben wird: ein Netz für Gephi, eine Tabelle, eine Seite für den Browser, das ganze RDF.

# %%
for name in ("kongruenz.gexf", "kongruenz.edges.csv", "debatten.html", "alles.trig"):
    path = standpunkt.write(store, folder / name, network="congruence")
    print(f"{path.stat().st_size:>9,} Byte  {path.name}")
store.close()
