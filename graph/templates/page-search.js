// The search box: a combobox that finds actors and topics by any part of their names.

const INDEX = DATA.nodes.map((node, id) => ({id, forms: folds(node.label)}));
let hits = [], current = -1;

function find(query) {
  const [bare, spelled] = folds(query.trim());
  if (!bare) return [];
  const rank = ({forms}) => Math.min(...[forms[0].indexOf(bare), forms[1].indexOf(spelled)].map((at) => (at < 0 ? Infinity : at)));
  return INDEX.map((entry) => ({id: entry.id, rank: rank(entry)})).filter((hit) => hit.rank < Infinity)
    .sort((a, b) => a.rank - b.rank || label(a.id).localeCompare(label(b.id), "de")).slice(0, 30).map((hit) => hit.id);
}

function list() {
  const query = $("search").value;
  hits = find(query);
  current = hits.length ? 0 : -1;
  const items = hits.map((id, index) => h("li", {id: `hit-${index}`, role: "option", mousedown: (event) => { event.preventDefault(); take(index); }},
    h("span", null, label(id)), h("small", null, type(id))));
  $("hits").replaceChildren(...(items.length ? items : [h("li", {role: "option", "aria-disabled": "true"}, "Nichts gefunden")]));
  open(query.trim() !== "");
  mark();
}

function open(yes) {
  $("hits").hidden = !yes;
  $("search").setAttribute("aria-expanded", String(yes));
}

function mark() {
  [...$("hits").children].forEach((item, index) => item.setAttribute("aria-selected", String(index === current)));
  if (current < 0) $("search").removeAttribute("aria-activedescendant");
  else {
    $("search").setAttribute("aria-activedescendant", `hit-${current}`);
    $(`hit-${current}`).scrollIntoView({block: "nearest"});
  }
}

function take(index) {
  if (index < 0) return;
  open(false);
  select({kind: "node", id: hits[index]}, true);
}

$("search").addEventListener("input", list);
$("search").addEventListener("focus", () => { if ($("search").value.trim()) list(); });
$("search").addEventListener("blur", () => open(false));
$("search").addEventListener("keydown", (event) => {
  const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
  if (step && hits.length) { event.preventDefault(); current = (current + step + hits.length) % hits.length; mark(); }
  else if (event.key === "Enter") { event.preventDefault(); take($("hits").hidden ? -1 : current); }
  else if (event.key === "Escape" && !$("hits").hidden) { event.stopPropagation(); open(false); }
});
