// The table of documents, its filters, its order and its pages.

const PAGE_ROWS = 100;

const countOf = (severity) => (each) => (each.score === null ? null : each[severity]);
const COLUMNS = {
  doc_id: { label: "Document", value: (each) => each.doc_id, words: true },
  decision: { label: "Decision", value: (each) => (each.decision === null ? null : DECISIONS.indexOf(each.decision)), words: true },
  score: { label: "Score", value: (each) => each.score },
  words: { label: "Words", value: (each) => (each.score === null ? null : each.words), narrow: false },
  critical: { label: "Critical", value: countOf("critical"), narrow: false },
  major: { label: "Major", value: countOf("major"), narrow: false },
  minor: { label: "Minor", value: countOf("minor"), narrow: false },
  top_issue: { label: "Top issue", value: (each) => each.top_issue || null, words: true, narrow: false },
  judged: { label: "Judged", value: (each) => each.findings.filter(isJudged).length },
};

const wanted = { search: "", decision: "", severity: "", rule: "", state: "", from: null, to: null, column: "score", descending: false, page: 0 };
let shown = [];

function fillFilters() {
  const options = (id, entries) => byId(id).append(...entries.map(([value, label]) => element("option", { value }, label)));
  options("decision", [["", "all"], ...Object.entries(DECISION_NAMES)]);
  options("severity", [["", "any"], ["critical", "critical"], ["major", "major and worse"], ["minor", "minor and worse"], ["neutral", "with findings"]]);
  options("state", [["", "any"], ["open", "with open ones"], ["judged", "with judged ones"], ...run.verdicts.map((verdict) => [verdict, verdict])]);
  options("rule", [["", "all"]]);
  for (const family of countRules()) {
    byId("rule").append(element("optgroup", { label: family.family }, element("option", { value: family.family }, `all of ${family.family}`),
      family.rules.map(({ rule }) => element("option", { value: rule.code }, `${rule.code} ${rule.name}`))));
  }
}

/** Sets one filter, as if the reader had chosen it, and brings the table into view. */
function setFilter(id, value) {
  byId(id).value = value;
  showTable();
  byId("documents").scrollIntoView({ block: "start" });
}

function setScores(from, to) {
  byId("from").value = from;
  setFilter("to", to);
}

function readFilters() {
  const score = (id) => (byId(id).value === "" ? null : byId(id).valueAsNumber);
  for (const id of ["search", "decision", "severity", "rule", "state"]) wanted[id] = byId(id).value;
  [wanted.from, wanted.to] = [score("from"), score("to")];
}

/** Shows what the filters ask for, from its first page on. */
function showTable() {
  readFilters();
  wanted.page = 0;
  refreshTable();
}

function refreshTable() {
  shown = chosen(wanted);
  const pages = Math.max(1, Math.ceil(shown.length / PAGE_ROWS));
  wanted.page = Math.min(wanted.page, pages - 1);
  showHeads();
  showRows(wanted.page * PAGE_ROWS, PAGE_ROWS);
  showPages(pages);
  for (const button of document.querySelectorAll("[data-rule]")) button.setAttribute("aria-pressed", button.dataset.rule === wanted.rule);
  for (const button of document.querySelectorAll("[data-decision]")) {
    button.setAttribute("aria-pressed", button.dataset.decision === wanted.decision);
  }
  const text = shown.length === documents.length
    ? plural(documents.length, "document")
    : `${number(shown.length)} of ${plural(documents.length, "document")}`;
  byId("count").textContent = text;
  announce(`${text} shown`);
}

function showHeads() {
  const head = ([name, column]) => {
    const sorted = wanted.column === name;
    const order = sorted ? (wanted.descending ? "descending" : "ascending") : "none";
    return element("th", { scope: "col", "aria-sort": order, class: classOf(column) },
      element("button", { type: "button", "data-column": name }, column.label));
  };
  const focused = document.activeElement?.dataset?.column;
  byId("heads").replaceChildren(...Object.entries(COLUMNS).map(head));
  byId("heads").querySelector(`[data-column="${focused}"]`)?.focus();
}

function sortBy(name) {
  // Words begin at A and scores at the worst; other figures are looked at from the largest.
  const first = !(COLUMNS[name].words || name === "score");
  wanted.descending = wanted.column === name ? !wanted.descending : first;
  wanted.column = name;
  wanted.page = 0;
  refreshTable();
}

const classOf = (column) => [column.words ? "words" : "figure", column.narrow === false ? "spare" : ""].join(" ").trim();

const chip = (each) => (each.decision === null
  ? element("span", { class: "chip" }, each.status.replace("_", " "))
  : element("span", { class: `chip ${each.decision}` }, each.decision));

function rowOf(each) {
  const judged = each.findings.filter(isJudged).length;
  const contents = {
    doc_id: element("a", { href: `#document=${each.index}` }, element("bdi", {}, visible(each.doc_id))),
    decision: chip(each),
    score: fixed(each.score),
    words: each.score === null ? "" : number(each.words),
    top_issue: element("bdi", {}, visible(each.top_issue || each.problem || "")),
    judged: each.findings.length === 0 ? "" : `${judged}/${each.findings.length}`,
  };
  const cell = ([name, column]) => {
    const severity = SEVERITIES.includes(name) ? each[name] || "" : null;
    const kind = name === "doc_id" ? "th" : "td";
    const scope = name === "doc_id" ? { scope: "row" } : {};
    return element(kind, { class: `${classOf(column)} ${severity ? name : ""}`.trim(), ...scope }, severity ?? contents[name]);
  };
  return element("tr", {}, Object.entries(COLUMNS).map(cell));
}

function showRows(from, most) {
  const rows = shown.slice(from, from + most).map(rowOf);
  if (rows.length === 0) rows.push(element("tr", {}, element("td", { class: "empty", colSpan: Object.keys(COLUMNS).length }, "No document fits these filters.")));
  byId("rows").replaceChildren(...rows);
}

function showPages(pages) {
  const turn = (by, label) => {
    const page = wanted.page + by;
    return element("button", { type: "button", disabled: page < 0 || page >= pages, "data-turn": by, onclick: () => {
      wanted.page = page;
      refreshTable();
      announce(`Page ${page + 1} of ${pages}`);
      (byId("pages").querySelector(`[data-turn="${by}"]:enabled`) ?? byId("documents")).focus();
    } }, label);
  };
  byId("pages").replaceChildren(...(pages === 1 ? [] : [
    turn(-1, "Previous"), element("span", {}, `Page ${number(wanted.page + 1)} of ${number(pages)}`), turn(1, "Next"),
  ]));
}

function startTable() {
  fillFilters();
  byId("filters").addEventListener("input", settled(showTable, 120));
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("filters").addEventListener("reset", () => setTimeout(showTable));
  byId("heads").addEventListener("click", (event) => {
    const column = event.target.closest("button")?.dataset.column;
    if (column) sortBy(column);
  });
  byId("rows").addEventListener("click", (event) => {
    // A row is as good as its link, unless words in it are being marked.
    if (event.target.closest("a") || !getSelection().isCollapsed) return;
    event.target.closest("tr")?.querySelector("a")?.click();
  });
  showTable();
}
