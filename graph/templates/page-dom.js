// Elements from data. Foreign text only ever becomes a text node: nothing here takes markup.

const DATA = JSON.parse(document.getElementById("data").textContent);
const WORDS = DATA.words;
const SIDE = {"+": "pro", "-": "contra", "0": "neutral"};
const $ = (id) => document.getElementById(id);

function h(tag, attributes, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

function svg(tag, attributes, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== null && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

const plural = (number, one, many) => `${number} ${number === 1 ? one : many}`;

// Two spellings of a text for searching: without accents, and with ae for ä; "muetzenich" and "mutzenich" both find Mützenich.
function folds(text) {
  const lower = text.toLowerCase().replace(/ß/g, "ss").replace(/ı/g, "i");
  const bare = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").replace(/[łø]/g, (c) => ({"ł": "l", "ø": "o"})[c]);
  const spelled = lower.normalize("NFC").replace(/[äöü]/g, (c) => ({"ä": "ae", "ö": "oe", "ü": "ue"})[c]);
  return [bare(lower), bare(spelled)];
}
