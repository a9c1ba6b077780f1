// The panel beside the drawing: the overview, everything on one node, or the evidence of one edge.

const label = (node) => DATA.nodes[node].label;
const type = (node) => (DATA.nodes[node].kind === "topic" ? WORDS.types.topic : WORDS.types[DATA.nodes[node].type] || WORDS.types[""]);

function panel() {
  const {selected} = CHOICE;
  const parts = !selected ? overview() : selected.kind === "node" ? nodePanel(selected.id) : edgePanel(selected.id);
  $("panel").replaceChildren(...parts.flat().filter(Boolean));
  $("panel").scrollTop = 0;
}

const back = () => h("button", {class: "back", type: "button", click: () => select(null)}, "← Übersicht");

// Overview ------------------------------------------------------------------------------------------------------

function overview() {
  const stands = shown();
  const ends = stands.flatMap((stand) => [[stand.way.from, stand], [stand.way.to, stand]]);
  const all = [...grouped(ends, ([node]) => node)].map(([id, pairs]) => ({id, ...sides(pairs.map(([, stand]) => stand))}));
  const rows = (kind) => all.filter((row) => DATA.nodes[row.id].kind === kind);
  const topics = rows("topic").sort((a, b) => Math.min(b.pro, b.contra) - Math.min(a.pro, a.contra) || b.all - a.all || a.id - b.id);
  const actors = rows("actor").sort((a, b) => b.all - a.all || a.id - b.id);
  return [
    h("h2", null, "Übersicht"),
    h("p", {class: "hint"}, "Klick auf eine Linie zeigt die Belege, Klick auf einen Knoten alle seine Positionen."),
    timeline(stands), undatedNote(STANDS.filter(fits)),
    section("Themen, umstrittene zuerst", topics), section("Akteure, die häufigsten zuerst", actors),
  ];
}

function undatedNote(stands) {
  const undated = stands.filter((stand) => !stand.from);
  if (!undated.length) return null;
  const note = timed() ? "gehören zu keinem Zeitraum und fehlen deshalb in der Zeichnung" : "stehen in keiner Zeitleiste";
  const [item, verb] = undated.length === 1 ? ["Position", note.replace("gehören", "gehört").replace("fehlen", "fehlt").replace("stehen", "steht")] : ["Positionen", note];
  const list = () => $("panel").replaceChildren(back(), h("h2", null, "Ohne Datum"), ...cards(undated, true));
  return h("p", {class: "hint"}, h("button", {class: "link", type: "button", click: list}, `${undated.length} ${item} ohne Datum`), ` ${verb}.`);
}

function section(title, rows) {
  if (!rows.length) return null;
  const list = h("ul", {class: "rows"}, rows.slice(0, 12).map(row));
  const more = rows.length > 12 && h("button", {class: "more", type: "button", click: () => { list.append(...rows.slice(12).map(row)); more.remove(); }}, `alle ${rows.length} zeigen`);
  return [h("h3", null, title), list, more];
}

function row({id, ...count}) {
  const text = `${plural(count.all, "Position", "Positionen")}: ${count.pro} dafür, ${count.contra} dagegen, ${count.neutral} offen`;
  const bar = h("span", {class: "split", "aria-hidden": "true"}, ["pro", "neutral", "contra"].map((side) => h("i", {class: side})));
  ["pro", "neutral", "contra"].forEach((side, index) => { bar.children[index].style.flexGrow = count[side]; });
  return h("li", null, h("button", {class: "row", type: "button", title: text, click: () => select({kind: "node", id}, true)},
    h("span", null, label(id)), h("span", {class: "count"}, count.all, h("span", {class: "unseen"}, ` ${text}`)), bar));
}

// One node ------------------------------------------------------------------------------------------------------

function nodePanel(id) {
  const stands = STANDS.filter((stand) => fits(stand) && touches(stand, id));
  const inside = stands.filter(inTime);
  const of = inside.filter((stand) => stand.way.from === id), about = inside.filter((stand) => stand.way.to === id);
  const topic = DATA.nodes[id].kind === "topic";
  return [
    back(), h("h2", {tabindex: "-1"}, label(id)), h("p", {class: "kind"}, `${type(id)} · ${plural(evidence(inside), "Position", "Positionen")}`),
    timeline(inside),
    stances(of.filter((stand) => stand.from), "to", "Positionen"),
    stances(about.filter((stand) => stand.from), "from", topic ? "Wer steht wo?" : "Andere über diesen Akteur"),
    stances(stands.filter((stand) => !stand.from), id, "Ohne Datum"),
    stands.length ? null : h("p", {class: "hint"}, "Zu dieser Auswahl gibt es hier keine Positionen."),
  ];
}

// One line for each edge, the latest first; `end` says which end is named (or which node is not).
function stances(stands, end, title) {
  if (!stands.length) return null;
  const latest = (group) => group.map((stand) => stand.to || "").sort().at(-1);
  const groups = [...grouped(stands, (stand) => stand.edge)].sort(([, a], [, b]) => (latest(b) > latest(a) ? 1 : latest(b) < latest(a) ? -1 : b.length - a.length));
  return [h("h3", null, title), h("ul", {class: "rows"}, groups.map(([edge, group]) => stance(edge, group, end)))];
}

function stance(edge, group, end) {
  const way = DATA.edges[edge];
  const other = typeof end === "string" ? way[end] : way.from === end ? way.to : way.from;
  const last = [...group].sort((a, b) => ((a.to || "") < (b.to || "") ? 1 : -1))[0];
  return h("li", null, h("button", {class: "row stance", type: "button", click: () => select({kind: "edge", id: edge}, true)},
    chip(way, relationWords(group)), h("span", null, label(other)),
    h("span", {class: "count"}, evidence(group) > 1 ? `${evidence(group)} Berichte` : last.day || "")));
}

// The relation if all agree on it, else the side.
function relationWords(stands) {
  const relations = new Set(stands.map((stand) => stand.relation));
  return relations.size === 1 ? WORDS.relations[stands[0].relation] : WORDS.polarities[stands[0].way.polarity];
}

const chip = (way, words) => h("span", {class: `chip ${SIDE[way.polarity]}${way.own ? "" : " attributed"}`}, words);

// One edge ------------------------------------------------------------------------------------------------------

function edgePanel(id) {
  const way = DATA.edges[id];
  const stands = STANDS.filter((stand) => stand.edge === id && fits(stand));
  const inside = stands.filter((stand) => stand.from && inTime(stand)), undated = stands.filter((stand) => !stand.from);
  const outside = stands.length - inside.length - undated.length;
  const name = (node) => h("button", {class: "link", type: "button", click: () => select({kind: "node", id: node}, true)}, label(node));
  return [
    back(),
    h("h2", {class: "who", tabindex: "-1"}, name(way.from), stands.length ? chip(way, relationWords(stands)) : null, name(way.to)),
    h("p", {class: "kind"}, `${plural(stands.length, "Beleg", "Belege")} aus ${plural(evidence(stands), "Bericht", "Berichten")}${way.own ? "" : ", nur von anderen zugeschrieben"}`),
    ...cards(inside), outside > 0 ? h("p", {class: "hint"}, `${plural(outside, "weiterer Beleg", "weitere Belege")} außerhalb des gewählten Zeitraums.`) : null,
    undated.length ? h("h3", null, "Ohne Datum") : null, ...cards(undated),
  ];
}

const cards = (stands, named) => [...stands].sort((a, b) => ((a.to || "") < (b.to || "") ? 1 : (a.to || "") > (b.to || "") ? -1 : a.id - b.id)).map((stand) => card(stand, named));

function card(stand, named) {
  const {way} = stand, title = named ? `${label(way.from)}: ${WORDS.relations[stand.relation]} – ${label(way.to)}` : WORDS.relations[stand.relation];
  return h("article", {class: `card ${SIDE[way.polarity]}${way.own ? "" : " attributed"}`},
    h("div", {class: "top"}, chip(way, title), stand.day ? h("time", {datetime: stand.from}, stand.day) : h("span", {class: "undated"}, "ohne Datum")),
    h("blockquote", null, stand.quotes.flatMap((quote, index) => [index ? " […] " : "", ...quote.map(piece)])),
    source(DATA.docs[stand.doc]), notes(stand));
}

const piece = ([text, part]) => (part ? h("mark", {class: part, title: part === "actor" ? "Akteur" : "Thema"}, text) : text);

function source(doc) {
  const title = doc.title || (doc.url ? "zum Dokument" : "");
  const link = doc.url ? h("a", {href: doc.url, target: "_blank", rel: "noopener noreferrer"}, title) : title;
  const parts = [doc.outlet || (doc.title ? "Quelle nicht angegeben" : doc.id), link, doc.published && `erschienen am ${doc.published}`];
  return h("p", {class: "source"}, parts.filter(Boolean).flatMap((part, index) => (index ? [" · ", part] : [part])));
}

function notes(stand) {
  const notes = [
    stand.kind === "alleged" && "unbestätigt" + (stand.by ? `, laut ${stand.by}` : ""),
    stand.kind === "attributed" && "zugeschrieben" + (stand.by ? ` von ${stand.by}` : ""),
    stand.past && "frühere Haltung", stand.condition && `Bedingung: ${stand.condition}`, stand.addressee && `gerichtet an ${stand.addressee}`,
    WORDS.quotes[stand.quote], !stand.explicit && "aus dem Gesagten erschlossen", `Sicherheit ${stand.confidence} %`,
  ];
  return h("p", {class: "notes"}, notes.filter(Boolean).join(" · "));
}
