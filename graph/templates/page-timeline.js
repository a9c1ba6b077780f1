// A small chart of the evidence by month: for it above the line, against it below; what has no date is not in it.

function timeline(stands) {
  const dated = stands.filter((stand) => stand.from && stand.from.slice(0, 7) === stand.to.slice(0, 7));
  const months = span(dated.map((stand) => stand.from.slice(0, 7)));
  if (months.length < 2 || months.length > 240) return null;
  const groups = grouped(dated, (stand) => stand.from.slice(0, 7));
  const bars = months.map((month) => sides(groups.get(month) || []));
  const up = Math.max(1, ...bars.map((bar) => bar.pro + bar.neutral)), down = Math.max(0, ...bars.map((bar) => bar.contra));
  const unit = 56 / (up + down), base = 4 + up * unit, step = 352 / months.length;
  const picture = svg("svg", {class: "time", viewBox: "0 0 352 80", role: "img", "aria-label": `Positionen je Monat, ${name(months[0])} bis ${name(months.at(-1))}`});
  bars.forEach((bar, index) => {
    const x = index * step + step * 0.12, width = Math.max(1, Math.min(26, step * 0.76));
    const block = (kind, y, count) => count && svg("rect", {class: kind, x, y, width, height: count * unit});
    picture.append(svg("g", null,
      svg("title", null, `${name(months[index])}: ${bar.pro} dafür, ${bar.contra} dagegen, ${bar.neutral} offen`),
      block("pro", base - bar.pro * unit, bar.pro) || null,
      block("neutral", base - (bar.pro + bar.neutral) * unit, bar.neutral) || null,
      block("contra", base + 1, bar.contra) || null));
  });
  picture.append(
    svg("line", {x1: 0, x2: 352, y1: base + 0.5, y2: base + 0.5}),
    svg("text", {x: 0, y: 77}, name(months[0])), svg("text", {x: 352, y: 77, "text-anchor": "end"}, name(months.at(-1))));
  return picture;
}

// All months from the first to the last, as "2025-03".
function span(months) {
  if (!months.length) return [];
  const sorted = [...months].sort(), all = [];
  let [year, month] = sorted[0].split("-").map(Number);
  for (let here = sorted[0]; here <= sorted.at(-1) && all.length <= 240; here = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}`) {
    all.push(here);
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
  return all;
}

function name(month) {
  const names = ["Jan.", "Feb.", "März", "April", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."];
  return `${names[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`;
}
