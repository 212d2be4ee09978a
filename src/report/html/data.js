// The report as it lies in the page, and questions about it. Nothing here knows how anything looks.

const SEVERITIES = ["critical", "major", "minor", "neutral"];
const DECISIONS = ["publish", "review", "reject"];

const read = (block) => JSON.parse(block.textContent);
const run = read(document.querySelector("script.run"));
const rules = new Map(run.rules.map((rule) => [rule.code, rule]));

/** Objects from rows of cells, by the names of their columns. */
function named(columns, cells) {
  return Object.fromEntries(columns.map((column, i) => [column, cells[i]]));
}

const documents = Array.from(document.querySelectorAll("script.document"), (block, index) => {
  const { cells, text, cut, findings: found } = read(block);
  // The page need not hold everything twice.
  block.remove();
  const each = { index, ...named(run.document_columns, cells), text, cut };
  each.findings = found.map((finding, place) => ({
    ...named(run.finding_columns, finding.cells),
    ...finding,
    id: finding.cells[0],
    doc_id: each.doc_id,
    number: place + 1,
  }));
  return each;
});
const findings = documents.flatMap((each) => each.findings);

/** Findings by what was found: the same rule on the same words. */
const alike = new Map();
const likeness = (finding) => `${finding.rule}\u0000${finding.match ?? ""}`;
for (const finding of findings) {
  const kind = likeness(finding);
  if (!alike.has(kind)) alike.set(kind, []);
  alike.get(kind).push(finding);
}

/** How many findings and documents each rule has, the commonest first within its family. */
function countRules() {
  const counts = new Map();
  for (const each of documents) {
    const here = new Set();
    for (const { rule } of each.findings) {
      const count = counts.get(rule) ?? { rule: rules.get(rule), findings: 0, documents: 0 };
      count.findings += 1;
      count.documents += here.has(rule) ? 0 : 1;
      here.add(rule);
      counts.set(rule, count);
    }
  }
  return run.families
    .map((family) => {
      const own = [...counts.values()].filter((count) => count.rule.family === family);
      own.sort((a, b) => b.findings - a.findings || (a.rule.code < b.rule.code ? -1 : 1));
      return { family, findings: own.reduce((sum, count) => sum + count.findings, 0), rules: own };
    })
    .filter((family) => family.findings > 0);
}

/** Documents by score, so many points a bar; a hundred belongs to the last one. */
function countScores(points) {
  const bars = Array.from({ length: 100 / points }, (_, i) => ({
    from: i * points,
    to: (i + 1) * points,
    counts: Object.fromEntries(DECISIONS.map((decision) => [decision, 0])),
  }));
  for (const { score, decision } of documents) {
    if (score !== null) bars[Math.min(Math.floor(score / points), bars.length - 1)].counts[decision] += 1;
  }
  return bars;
}

/** Everything that a search looks through, in small letters; made when it is first asked for. */
function haystack(each) {
  each.haystack ??= [
    each.doc_id, each.path, each.problem, each.text,
    ...each.findings.flatMap((f) => [f.rule, f.name, f.match, f.suggestion, f.entity, f.evidence]),
  ].join("\n").toLowerCase();
  return each.haystack;
}

/** The documents that `wanted` asks for, in its order. Those without the figure sorted by come last. */
function chosen(wanted) {
  const words = wanted.search.toLowerCase().split(/\s+/).filter(Boolean);
  const worst = SEVERITIES.indexOf(wanted.severity);
  const fits = (each) =>
    (wanted.decision === "" || (each.decision ?? "none") === wanted.decision) &&
    (wanted.from === null || (each.score !== null && each.score >= wanted.from)) &&
    (wanted.to === null || (each.score !== null && each.score <= wanted.to)) &&
    (worst < 0 || each.findings.some((f) => SEVERITIES.indexOf(f.severity) <= worst)) &&
    (wanted.rule === "" || each.findings.some((f) => f.rule === wanted.rule || f.family === wanted.rule)) &&
    (wanted.state === "" || each.findings.some((f) => inState(f, wanted.state))) &&
    words.every((word) => haystack(each).includes(word));
  const value = COLUMNS[wanted.column].value;
  const compare = (a, b) => {
    const [x, y] = [value(a), value(b)];
    const lacking = (x === null) - (y === null);
    const order = typeof x === "string" ? x.localeCompare(y, "en", { numeric: true }) : x - y;
    return lacking || (wanted.descending ? -order : order) || a.index - b.index;
  };
  return documents.filter(fits).sort(compare);
}
