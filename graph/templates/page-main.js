// Wiring: filters, clicks, keys.

function select(selected, bring) {
  CHOICE.selected = selected;
  draw();
  panel();
  if (!selected) return;
  if (bring) show();
  const heading = $("panel").querySelector("h2");
  heading.focus({preventScroll: true});
  $("status").textContent = heading.textContent;
}

function filter() {
  const form = new FormData($("bar"));
  CHOICE.polarities = new Set(form.getAll("polarity"));
  CHOICE.attributed = !$("bar").elements.attributed || form.has("attributed");
  for (const name of ["since", "until", "outlet"]) CHOICE[name] = form.get(name) || "";
  $("reset").hidden = CHOICE.polarities.size === 3 && CHOICE.attributed && !timed() && !CHOICE.outlet;
  draw();
  panel();
  $("status").textContent = `${plural(evidence(shown()), "Position", "Positionen")} in der Auswahl`;
}

const outlets = [...new Set(DATA.docs.map((doc) => doc.outlet).filter(Boolean))].sort((a, b) => a.localeCompare(b, "de"));
$("bar").elements.outlet.append(
  ...outlets.map((outlet) => h("option", {value: `=${outlet}`}, outlet)),
  ...(DATA.docs.every((doc) => doc.outlet) ? [] : [h("option", {value: "?"}, "ohne Angabe der Quelle")]));

// The element that takes the keys is made by vis-network.
const canvas = $("network").querySelector(".vis-network");
canvas.setAttribute("role", "application");
canvas.setAttribute("aria-label", $("network").dataset.label);

$("bar").addEventListener("change", (event) => { if (event.target.id !== "search") filter(); });
$("bar").addEventListener("submit", (event) => event.preventDefault());
$("bar").addEventListener("reset", () => setTimeout(filter));
$("in").addEventListener("click", () => zoom(1.35));
$("out").addEventListener("click", () => zoom(1 / 1.35));
$("fit").addEventListener("click", () => fit(true));
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && CHOICE.selected) select(null); });

network.on("click", (event) => {
  if (event.nodes.length) select({kind: "node", id: event.nodes[0]});
  else if (event.edges.length) select({kind: "edge", id: event.edges[0]});
  else if (CHOICE.selected) select(null);
});

// The name of what is under the pointer, since labels are left out where there is no room.
function tip(text, {x, y}) {
  const box = $("network").getBoundingClientRect();
  $("tip").textContent = text;
  $("tip").hidden = false;
  $("tip").style.left = `${Math.max(4, Math.min(x + 14, box.width - $("tip").offsetWidth - 8))}px`;
  $("tip").style.top = `${Math.max(4, Math.min(y + 14, box.height - $("tip").offsetHeight - 8))}px`;
  $("network").style.cursor = "pointer";
}

function untip() {
  $("tip").hidden = true;
  $("network").style.cursor = "";
}

network.on("hoverNode", (event) => tip(`${label(event.node)} (${type(event.node)})`, event.pointer.DOM));
network.on("hoverEdge", (event) => {
  const way = DATA.edges[event.edge], stands = shown().filter((stand) => stand.edge === event.edge);
  if (stands.length) tip(`${label(way.from)}: ${relationWords(stands)} – ${label(way.to)} (${plural(evidence(stands), "Bericht", "Berichte")})`, event.pointer.DOM);
});
for (const name of ["blurNode", "blurEdge", "dragStart", "zoom"]) network.on(name, untip);

filter();
fit(false);
new ResizeObserver(() => network.redraw()).observe($("network"));
// A handle for tests and for the curious; nothing on the page needs it.
window.standpunkt = {network, select, choice: CHOICE};
