// The page that asks: forms and editor make SPARQL, the server answers, the answer becomes a table.
// Foreign text only ever becomes a text node; what becomes a link must be http or https.
"use strict";

const DATA = JSON.parse(document.getElementById("data").textContent);
const $ = (id) => document.getElementById(id);
const SHOWN = 500; // rows drawn at once
const KEPT = 50; // queries remembered
const FIRST = "SELECT ?wer ?thema WHERE {\n  ?wer sp:rejects ?thema .\n}\nLIMIT 100";
const NUMBERS = /#(integer|decimal|double|float)$/;
const DAY = /^\d{4}-\d\d(-\d\d)?$/;
let running = null; // the request under way
let asked = ""; // the query whose answer is shown

function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

// The editor, or the plain text field ---------------------------------------------------------------------------

const field = $("query");
const editor = window.Yasqe ? comfortable() : {get: () => field.value, set: (text) => { field.value = text; }};

function comfortable() {
  const Yasqe = window.Yasqe.default || window.Yasqe;
  const ours = Object.entries(DATA.prefixes).map(([name, iri]) => `${name}: <${iri}>`).sort();
  // All prefixes are preset, so none is written into the query unasked; PREFIX offers ours instead of the world's.
  Object.assign(Yasqe.Autocompleters.prefixes, {get: ours, onInitialize: () => {}, persistenceId: null});
  Yasqe.registerAutocompleter({
    name: "words", bulk: false, autoShow: true, get: DATA.words,
    isValidCompletionPosition: (yasqe) => /^[\w-]+:/.test(yasqe.getCompleteToken().string),
  });
  $("editor").hidden = false;
  field.hidden = true;
  field.required = false;
  const yasqe = new Yasqe($("editor"), {
    autocompleters: ["prefixes", "words", "variables"], persistenceId: null, showQueryButton: false,
    createShareableLink: null, consumeShareLink: null, collapsePrefixesOnLoad: false, resizeable: false,
    extraKeys: {"Ctrl-Enter": () => run(), "Cmd-Enter": () => run()},
  });
  yasqe.getInputField().setAttribute("aria-label", "SPARQL");
  // The check of the syntax must know the preset prefixes as well.
  const mode = yasqe.getMode(), start = mode.startState;
  mode.startState = (...given) => ({...start(...given), prefixes: {...DATA.prefixes}});
  return {get: () => yasqe.getValue(), set: (text) => { yasqe.setValue(text); yasqe.refresh(); }};
}

// Asking -----------------------------------------------------------------------------------------------------------

async function request(query, accept, signal) {
  const answer = await fetch("sparql", {
    method: "POST", headers: {Accept: accept}, body: new URLSearchParams({query}), signal,
  });
  if (!answer.ok) throw new Error(await answer.text());
  return answer;
}

async function run() {
  const query = editor.get();
  if (!query.trim()) return;
  if (running) running.abort();
  const control = running = new AbortController();
  busy(true);
  try {
    const begun = performance.now();
    const answer = await request(query, "application/sparql-results+json, text/turtle", control.signal);
    const graph = answer.headers.get("Content-Type").startsWith("text/turtle");
    const content = graph ? await answer.text() : await answer.json();
    if (running !== control) return;
    asked = query;
    remember(query);
    if (graph) showGraph(content);
    else show(content);
    $("answer").scrollIntoView({block: "nearest"});
    $("status").textContent += ` (${((performance.now() - begun) / 1000).toLocaleString("de", {maximumFractionDigits: 2})} s)`;
  } catch (error) {
    if (running !== control) return;
    if (error.name === "AbortError") $("status").textContent = "abgebrochen";
    else fault(error.message);
  } finally {
    if (running === control) busy(false);
  }
}

function busy(on) {
  $("stop").hidden = !on;
  if (!on) { running = null; return; }
  $("status").textContent = "fragt …";
  $("fault").hidden = $("downloads").hidden = true;
  $("result").replaceChildren();
}

function fault(message) {
  $("status").textContent = "";
  $("fault").textContent = message;
  $("fault").hidden = false;
}

// Answers ----------------------------------------------------------------------------------------------------------

function show(answer) {
  if ("boolean" in answer) {
    offer("rows");
    $("status").textContent = answer.boolean ? "Ja" : "Nein";
    return;
  }
  const {vars} = answer.head, {bindings} = answer.results;
  offer("rows");
  $("status").textContent = bindings.length === 1 ? "1 Zeile" : `${bindings.length.toLocaleString("de")} Zeilen`;
  const body = element("tbody", {});
  const head = element("tr", {}, ...vars.map((name) => element("th", {scope: "col"}, name)));
  $("result").replaceChildren(element("table", {}, element("thead", {}, head), body));
  more(body, vars, bindings, 0);
}

function more(body, vars, bindings, from) {
  body.append(...bindings.slice(from, from + SHOWN).map((row) => element("tr", {}, ...vars.map((name) => cell(row[name])))));
  const left = bindings.length - from - SHOWN;
  if (left <= 0) return;
  const button = element("button", {type: "button", class: "quiet", click: () => {
    button.remove();
    more(body, vars, bindings, from + SHOWN);
  }}, `weitere Zeilen (${left.toLocaleString("de")})`);
  $("result").append(button);
}

function cell(term) {
  if (!term) return element("td", {});
  if (term.type === "uri") return element("td", {}, link(term.value));
  if (term.type === "bnode") return element("td", {}, `_:${term.value}`);
  const attributes = term["xml:lang"] ? {lang: term["xml:lang"]} : {};
  if (NUMBERS.test(term.datatype || "")) attributes.class = "number";
  if (DAY.test(term.value)) attributes.class = "day";
  return element("td", attributes, term.value);
}

// What lies in the graph is described here; what lies in the world opens beside the page.
function link(iri) {
  const text = short(iri);
  if (iri.startsWith(DATA.id) && !/[<>"{}|^`\\\s]/.test(iri)) {
    return element("a", {href: `#query=${encodeURIComponent(about(iri))}`, title: iri}, text);
  }
  if (/^https?:\/\//i.test(iri)) return element("a", {href: iri, title: iri, target: "_blank", rel: "noopener noreferrer"}, text);
  return text;
}

function about(iri) {
  return `# Was ist über ${short(iri)} bekannt?
SELECT DISTINCT ?von ?eigenschaft ?wert WHERE {
  { <${iri}> ?eigenschaft ?wert }
  UNION
  { ?von ?eigenschaft <${iri}> }
}
ORDER BY ?von ?eigenschaft
LIMIT 1000`;
}

function short(iri) {
  const fits = Object.entries(DATA.prefixes).filter(([, base]) => iri.startsWith(base) && /^[\w.-]+$/.test(iri.slice(base.length)));
  if (!fits.length) return iri.startsWith(DATA.id) ? iri.slice(DATA.id.length) : iri;
  const [name, base] = fits.reduce((best, next) => (next[1].length > best[1].length ? next : best));
  return `${name}:${iri.slice(base.length)}`;
}

function showGraph(turtle) {
  offer("graph");
  $("status").textContent = "Graph";
  $("result").replaceChildren(element("pre", {tabindex: 0}, turtle));
}

function offer(kind) {
  $("downloads").hidden = false;
  for (const button of $("downloads").querySelectorAll("button")) button.hidden = !button.classList.contains(kind);
}

async function save(button) {
  try {
    const answer = await request(asked, button.dataset.accept);
    const address = URL.createObjectURL(await answer.blob());
    element("a", {href: address, download: `antwort.${button.dataset.ending}`}).click();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
  } catch (error) {
    fault(error.message);
  }
}

// What was asked before --------------------------------------------------------------------------------------------

function past() {
  try {
    const kept = JSON.parse(localStorage.getItem("standpunkt-queries"));
    return Array.isArray(kept) ? kept.filter((text) => typeof text === "string" && text.trim()) : [];
  } catch { return []; }
}

function remember(query) {
  const kept = [query, ...past().filter((text) => text !== query)].slice(0, KEPT);
  try { localStorage.setItem("standpunkt-queries", JSON.stringify(kept)); } catch { /* a full or closed memory */ }
  const address = `#query=${encodeURIComponent(query)}`;
  if (location.hash !== address) history.pushState(null, "", address);
  list();
}

function list() {
  const kept = past();
  $("past").hidden = kept.length === 0;
  $("history").replaceChildren(...kept.map((query) => {
    const head = query.split("\n").find((line) => line.trim()).replace(/^# /, "");
    return element("li", {}, element("button", {type: "button", class: "quiet", title: query, click: () => ask(query)}, head));
  }));
}

function ask(query) {
  editor.set(query);
  run();
}

function linked() {
  const found = new URLSearchParams(location.hash.slice(1)).get("query");
  if (found && found !== asked) ask(found);
}

// Wiring -----------------------------------------------------------------------------------------------------------

$("ask").addEventListener("submit", (event) => { event.preventDefault(); run(); });
field.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run(); });
$("stop").addEventListener("click", () => running && running.abort());
$("forget").addEventListener("click", () => { localStorage.removeItem("standpunkt-queries"); list(); });
for (const button of $("downloads").querySelectorAll("button")) button.addEventListener("click", () => save(button));
for (const form of document.querySelectorAll(".question")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const given = new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));
    try {
      const answer = await fetch(`${form.getAttribute("action")}?${given}`);
      const text = await answer.text();
      if (answer.ok) ask(text);
      else fault(text);
    } catch (error) {
      fault(error.message);
    }
  });
}
window.addEventListener("hashchange", linked);
editor.set(past()[0] || FIRST);
list();
linked();
