// The upper half of the first view: figures, decisions, scores, rules.

const POINTS = 5;
const DECISION_NAMES = { publish: "to publish", review: "to review", reject: "to reject", none: "without a score" };

function showFigures() {
  const words = documents.reduce((sum, each) => sum + (each.words ?? 0), 0);
  const scores = documents.map((each) => each.score).filter((score) => score !== null).sort((a, b) => a - b);
  const middle = scores.length === 0 ? "–" : fixed(scores[Math.floor((scores.length - 1) / 2)]);
  const figures = [
    ["documents", number(documents.length)],
    ["words", number(words)],
    ["findings", number(findings.length)],
    ["median score", middle],
  ];
  byId("figures").append(...figures.map(([name, value]) =>
    element("div", {}, element("dt", {}, name), element("dd", {}, value))));
}

/** A band whose parts are as wide as the decisions are common; each part shows its documents. */
function showDecisions() {
  const count = (name) => documents.filter((each) => (each.decision ?? "none") === name).length;
  for (const [name, label] of Object.entries(DECISION_NAMES)) {
    const documentsHere = count(name);
    if (documentsHere === 0) continue;
    const press = () => setFilter("decision", byId("decision").value === name ? "" : name);
    const button = element("button", { type: "button", class: `decision ${name}`, "data-decision": name, onclick: press },
      element("strong", {}, number(documentsHere)), ` ${label}`);
    button.style.flexGrow = documentsHere;
    byId("decisions").append(button);
  }
}

function showScores() {
  const bars = countScores(POINTS);
  const sum = ({ counts }) => DECISIONS.reduce((all, decision) => all + counts[decision], 0);
  const most = Math.max(1, ...bars.map(sum));
  const [width, height, gap, left, top, bottom] = [640, 200, 3, 44, 14, 24];
  const step = (width - left) / bars.length;
  const scale = (height - top - bottom) / most;
  const picture = drawn("svg", {
    viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": "Bars: documents by score. The table below has the figures.",
  });
  const base = height - bottom;
  const label = (x, y, text, anchor) => drawn("text", { x, y, "text-anchor": anchor, class: "axis" }, text);
  for (const part of [0.5, 1]) {
    const y = base - most * part * scale;
    picture.append(drawn("line", { x1: left, x2: width, y1: y, y2: y, class: "grid" }));
    if (most * part === Math.floor(most * part)) picture.append(label(left - 8, y + 4, number(most * part), "end"));
  }
  bars.forEach((bar, i) => {
    const x = left + i * step;
    const group = drawn("g", { class: "bar" },
      drawn("title", {}, `${bar.from} to ${bar.to}: ${plural(sum(bar), "document")}`),
      drawn("rect", { x, y: top, width: step, height: base - top, class: "whole" }));
    let y = base;
    for (const decision of DECISIONS.toReversed()) {
      if (bar.counts[decision] === 0) continue;
      // A single document among thousands is still to be seen.
      const tall = Math.max(bar.counts[decision] * scale, 2);
      y -= tall;
      group.append(drawn("rect", { x: x + gap / 2, y, width: step - gap, height: tall, rx: 1.5, class: decision }));
    }
    group.addEventListener("click", () => setScores(bar.from, i === bars.length - 1 ? 100 : bar.to - 0.01));
    picture.append(group);
  });
  picture.append(drawn("line", { x1: left, x2: width, y1: base, y2: base, class: "ground" }));
  for (const score of [0, 25, 50, 75, 100]) {
    const x = left + (score / POINTS) * step;
    picture.append(label(x, height - 6, score, score === 0 ? "start" : score === 100 ? "end" : "middle"));
  }
  const legend = element("ul", { class: "legend", "aria-hidden": "true" }, DECISIONS.map((decision) =>
    element("li", { class: decision }, DECISION_NAMES[decision])));
  const cells = (name, values) => element("tr", {}, values.map((value) => element(name, name === "th" ? { scope: "col" } : {}, value)));
  const table = element("details", {}, element("summary", {}, "The figures as a table"),
    element("div", { class: "table" }, element("table", {}, element("thead", {}, cells("th", ["score", ...DECISIONS])),
      element("tbody", {}, bars.filter((bar) => sum(bar) > 0).map((bar) =>
        cells("td", [`${bar.from} to ${bar.to}`, ...DECISIONS.map((decision) => number(bar.counts[decision]))]))))));
  byId("scores").append(picture, legend, table);
}

function showRules() {
  const families = countRules();
  const most = Math.max(1, ...families.flatMap((family) => family.rules.map((count) => count.findings)));
  const line = ({ rule, findings: found, documents: within }) => {
    const press = () => setFilter("rule", byId("rule").value === rule.code ? "" : rule.code);
    const bar = element("span", { class: "measure", "aria-hidden": "true" });
    bar.style.setProperty("--share", `${(found / most) * 100}%`);
    return element("li", {}, element("button", { type: "button", class: "rule", "data-rule": rule.code, "aria-pressed": "false", onclick: press },
      element("span", { class: "code" }, rule.code), " ", element("span", { class: "name" }, rule.name), " ",
      element("span", { class: "count" }, number(found), unseen(` ${found === 1 ? "finding" : "findings"} in ${plural(within, "document")}`)), bar));
  };
  byId("rules").append(...families.map((family) => element("section", { class: "family" },
    element("h3", {}, family.family, " ", element("span", { class: "count" }, number(family.findings))),
    element("ul", {}, family.rules.map(line)))));
  if (families.length === 0) byId("rules").append(element("p", {}, "Nothing was found."));
}
