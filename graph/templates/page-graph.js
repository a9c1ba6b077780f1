// The drawing: vis-network with places that never change; filters and selection only recolour it.

const PAPER = "#faf9f5", INK = "#1c2330";
const LINE = {"+": WORDS.colours["+"], "-": WORDS.colours["-"], "0": WORDS.colours["0"]};
const END = {"+": "arrow", "-": "bar", "0": "circle"};
// vis-network drops quotation marks from the name of a font, so names that need them cannot be used.
const FONT = "Source Sans Pro, Segoe UI, Roboto, Helvetica Neue, Arial, DejaVu Sans, sans-serif";

const DENSE = DATA.edges.length > 500;
const FAINT = DATA.nodes.length > 80 ? "#0000" : "#1c233040";
const READABLE = 12.5;
const BY_SIZE = DATA.vis.nodes.map(({font}, id) => ({id, size: font.size})).sort((a, b) => b.size - a.size || a.id - b.id).map(({id}) => id);

const nodes = new vis.DataSet(DATA.vis.nodes.map(({color, ...node}) => node));
const edges = new vis.DataSet(DATA.vis.edges.map(({arrows, ...edge}) => edge));
const network = new vis.Network($("network"), {nodes, edges}, {
  physics: false,
  layout: {improvedLayout: false},
  interaction: {
    hover: true, hoverConnectedEdges: false, selectConnectedEdges: false, multiselect: false, tooltipDelay: 100000,
    hideEdgesOnDrag: DATA.edges.length > 1200, keyboard: {enabled: true, bindToWindow: false, speed: {x: 12, y: 12, zoom: 0.03}},
  },
  nodes: {
    chosen: false, margin: 7,
    scaling: {label: {drawThreshold: 7, maxVisible: 26}},
    shapeProperties: {borderRadius: 5},
  },
  edges: {chosen: false, selectionWidth: 0, hoverWidth: 0, },
});

// The numbers of the nodes and edges that the filters leave.
let present = new Set(), drawn = new Set();

// Nodes and edges that belong to the selection; null if all do.
function lit() {
  const {selected} = CHOICE;
  if (!selected) return null;
  const near = [...drawn].filter((id) => {
    if (selected.kind === "edge") return id === selected.id;
    return DATA.edges[id].from === selected.id || DATA.edges[id].to === selected.id;
  });
  const ends = new Set(near.flatMap((id) => [DATA.edges[id].from, DATA.edges[id].to]));
  if (selected.kind === "node") ends.add(selected.id);
  else [DATA.edges[selected.id].from, DATA.edges[selected.id].to].forEach((id) => ends.add(id));
  return {edges: new Set(near), nodes: ends};
}

function draw() {
  const counts = new Map([...grouped(shown(), (stand) => stand.edge)].map(([edge, stands]) => [edge, evidence(stands)]));
  drawn = new Set(counts.keys());
  present = new Set([...counts.keys()].flatMap((id) => [DATA.edges[id].from, DATA.edges[id].to]));
  const light = lit();
  edges.update(DATA.edges.map((edge, id) => line(edge, id, counts.get(id) || 0, !light || light.edges.has(id))));
  dots();
  $("nothing").hidden = present.size > 0;
}

// The nodes alone. What is selected by vis-network is drawn last, on top of the rest.
function dots() {
  const light = lit(), named = light ? light.nodes : loud();
  nodes.update(DATA.nodes.map((node, id) => dot(node, id, named.has(id), !light || light.nodes.has(id))));
  network.selectNodes([...named].filter((id) => present.has(id)), false);
}

// The most active nodes keep a readable name however far the reader zooms out, as long as their names do not collide.
function loud() {
  const scale = network.getScale(), taken = [], chosen = new Set();
  for (const id of BY_SIZE) {
    if (chosen.size >= 18) break;
    if (!present.has(id)) continue;
    const {label, x, y, font} = DATA.vis.nodes[id], lines = label.split("\n"), size = Math.max(READABLE, font.size * scale);
    const box = {x: x * scale, y: y * scale, w: Math.max(...lines.map((words) => words.length)) * size * 0.58 + 14, h: lines.length * size * 1.2 + 22};
    if (taken.some((other) => Math.abs(other.x - box.x) < (other.w + box.w) / 2 && Math.abs(other.y - box.y) < (other.h + box.h) / 2)) continue;
    taken.push(box);
    chosen.add(id);
  }
  return chosen;
}

function line(edge, id, count, bright) {
  return {
    id, hidden: count === 0, dashes: edge.own ? false : [7, 6],
    width: 1.4 + 1.9 * Math.sqrt(Math.max(0, count - 1)),
    color: {color: LINE[edge.polarity], opacity: bright ? (CHOICE.selected ? 1 : DENSE ? 0.5 : 0.72) : 0.08},
    arrowStrikethrough: edge.polarity === "-",
    arrows: {to: {enabled: true, type: END[edge.polarity], scaleFactor: edge.polarity === "0" ? 0.35 : 0.6}},
  };
}

function dot(node, id, named, bright) {
  const topic = node.kind === "topic";
  const size = DATA.vis.nodes[id].font.size, readable = READABLE / network.getScale();
  const chosen = CHOICE.selected && CHOICE.selected.kind === "node" && CHOICE.selected.id === id;
  const person = ["", "person"].includes(node.type);
  const colour = topic ? WORDS.colours.topic : WORDS.colours.actor;
  const border = {width: chosen ? 5 : topic ? 1.5 : 3};
  return {
    id, hidden: !present.has(id), opacity: bright ? 1 : 0.13, borderWidth: border.width, borderWidthSelected: border.width,
    color: {border: colour, background: topic ? "#fffdf7" : person ? WORDS.colours.actor : "#fff"},
    font: {size: named ? Math.max(size, readable) : size, face: FONT, color: bright ? INK : FAINT, strokeWidth: topic || !bright ? 0 : Math.max(4, named ? 3 / network.getScale() : 0), strokeColor: PAPER},
  };
}

// Names grow as the view shrinks: once it has come to rest, they are set anew.
let pending = 0;
function settle() {
  clearTimeout(pending);
  pending = setTimeout(dots, 60);
}
network.on("zoom", settle);
network.on("animationFinished", settle);

// Before the first drawing the picture is fitted to the room; later moves are animated unless the reader asks for calm.
const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
const move = () => (calm ? false : {duration: 350, easingFunction: "easeInOutQuad"});

function fit(animated) {
  const visible = nodes.getIds({filter: (node) => !node.hidden});
  if (visible.length) network.fit({nodes: visible, maxZoomLevel: 1.1, animation: animated ? move() : false});
  settle();
}

function zoom(factor) {
  network.moveTo({scale: Math.min(4, Math.max(0.05, network.getScale() * factor)), animation: move()});
}

// Bring the selection into view; what can already be read is left where it is.
function show() {
  const light = lit();
  if (!light) return;
  const scale = Math.max(network.getScale(), 0.75);
  if (CHOICE.selected.kind === "node" && scale > network.getScale()) {
    network.fit({nodes: [...light.nodes], maxZoomLevel: 1.1, animation: move()});
  } else if (!inView([...light.nodes])) {
    network.fit({nodes: [...light.nodes], maxZoomLevel: Math.max(1, network.getScale()), animation: move()});
  }
}

function inView(ids) {
  const box = $("network").getBoundingClientRect();
  return Object.values(network.getPositions(ids)).every((place) => {
    const {x, y} = network.canvasToDOM(place);
    return x > 40 && y > 20 && x < box.width - 40 && y < box.height - 20;
  });
}
