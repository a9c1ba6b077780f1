// What the reader has chosen, and which positions that leaves.

const CHOICE = {polarities: new Set(["+", "-", "0"]), since: "", until: "", outlet: "", attributed: true, selected: null};
const STANDS = DATA.stands.map((stand, id) => ({...stand, id, way: DATA.edges[stand.edge]}));

// Everything but the time: what has no date is listed apart and belongs to no stretch of time.
function fits(stand) {
  const outlet = DATA.docs[stand.doc].outlet;
  return CHOICE.polarities.has(stand.way.polarity)
    && (CHOICE.attributed || stand.way.own)
    && (!CHOICE.outlet || (CHOICE.outlet === "?" ? !outlet : `=${outlet}` === CHOICE.outlet));
}

const timed = () => Boolean(CHOICE.since || CHOICE.until);

function inTime(stand) {
  if (!timed()) return true;
  return Boolean(stand.from) && (!CHOICE.since || stand.from >= CHOICE.since) && (!CHOICE.until || stand.to <= CHOICE.until);
}

const shown = () => STANDS.filter((stand) => fits(stand) && inTime(stand));
const touches = (stand, node) => stand.way.from === node || stand.way.to === node;

// Reports that repeat each other are one piece of evidence.
const evidence = (stands) => new Set(stands.map((stand) => `${stand.edge} ${stand.report}`)).size;

function grouped(items, key) {
  const groups = new Map();
  for (const item of items) {
    if (!groups.has(key(item))) groups.set(key(item), []);
    groups.get(key(item)).push(item);
  }
  return groups;
}

// Evidence by side: {pro, contra, neutral, all}.
function sides(stands) {
  const count = {pro: 0, contra: 0, neutral: 0, all: 0};
  for (const [polarity, group] of grouped(stands, (stand) => stand.way.polarity)) count[SIDE[polarity]] = evidence(group);
  count.all = count.pro + count.contra + count.neutral;
  return count;
}
