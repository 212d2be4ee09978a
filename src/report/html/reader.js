// The second view: one document, its findings beside it, and the reviewer's verdicts.

/** More cards than this are made only when they are asked for. */
const MOST_CARDS = 200;

let current = null;

/** What the editor is told to write. */
function advice(finding) {
  const made = [element("bdi", { class: "found" }, visible(finding.match ?? ""))];
  if (finding.remove) made.push(" ", element("span", { class: "arrow" }, "→"), " ", element("em", {}, "take out"));
  else if (finding.suggestion) {
    made.push(" ", element("span", { class: "arrow" }, "→"), " ", element("bdi", { class: "instead" }, visible(finding.suggestion)));
  }
  return made;
}

const swatch = (severity) => element("span", { class: `swatch ${severity}`, "aria-hidden": "true" });

/** The rule's page: a heading is a line that begins with ##, a paragraph ends at an empty line. */
function pageOf(rule) {
  const blocks = rule.doc.split(/\n\s*\n|(?<=^ *## .*)\n/m).map((block) => block.trim().replace(/\s*\n\s*/g, " "));
  const page = blocks.filter(Boolean).map((block) =>
    (block.startsWith("## ") ? element("h5", {}, block.slice(3)) : element("p", {}, block.replaceAll("`", ""))));
  return element("details", { class: "page" }, element("summary", {}, `About ${rule.code}`), page);
}

function card(finding) {
  const title = `card-title-${finding.number}`;
  const buttons = run.verdicts.map((verdict) => element("button", {
    type: "button", class: verdict, "data-verdict": verdict, "aria-pressed": "false",
    onclick: () => judge(finding, verdict),
  }, verdict));
  const note = element("input", { type: "text", class: "note", placeholder: "Note", autocomplete: "off", "aria-label": `Note on finding ${finding.number}` });
  note.addEventListener("input", () => setVerdicts([[finding.id, { ...verdictOf(finding), note: note.value.trim() }]]));
  const facts = [`line ${finding.line}`, `confidence ${finding.confidence}`];
  if (finding.occurrences === "0") facts.push("a repeat, costs nothing");
  else if (Number(finding.penalty) > 0) facts.push(`costs ${finding.penalty}`);
  if (Number(finding.occurrences) > 1) facts.push(`${finding.occurrences} times in this document`);
  return element("li", { class: "card", id: `card-${finding.number}`, tabIndex: -1, "data-finding": finding.number, "aria-labelledby": title },
    element("h4", { id: title }, swatch(finding.severity), element("span", { class: "name" }, finding.name), " ",
      element("span", { class: "severity" }, finding.severity), unseen(`, finding ${finding.number}`)),
    element("p", { class: "advice" }, advice(finding)),
    element("p", { class: "evidence", dir: "auto" }, finding.evidence),
    current.text === null ? element("p", { class: "excerpt", dir: "auto" }, finding.excerpt) : null,
    element("p", { class: "facts" }, facts.join(" · ")),
    element("div", { class: "verdict", role: "group", "aria-label": `Verdict on finding ${finding.number}` }, buttons),
    note,
    element("button", { type: "button", class: "alike", hidden: true, onclick: () => judgeAlike(finding) }),
    pageOf(rules.get(finding.rule)));
}

/** Sets a verdict, or takes it back where it is pressed again. */
function judge(finding, verdict) {
  const said = verdictOf(finding);
  const next = said.verdict === verdict ? "" : verdict;
  setVerdicts([[finding.id, { ...said, verdict: next }]]);
  const judged = current.findings.filter(isJudged).length;
  announce(`Finding ${finding.number} ${next === "" ? "open again" : next}; ${judged} of ${current.findings.length} judged`);
}

const openAlike = (finding) => alike.get(likeness(finding)).filter((other) => other.id !== finding.id && !isJudged(other));

/** Says the same of all findings of the rule on the same words. */
function judgeAlike(finding) {
  const { verdict } = verdictOf(finding);
  const others = openAlike(finding);
  setVerdicts(others.map((other) => [other.id, { ...verdictOf(other), verdict }]));
  announce(`${plural(others.length, "more finding")} ${verdict}`);
}

/** Brings cards and marks in line with the verdicts. */
function refreshReader() {
  if (current === null) return;
  for (const shownCard of byId("cards").querySelectorAll(".card")) {
    const finding = current.findings[shownCard.dataset.finding - 1];
    const { verdict, note } = verdictOf(finding);
    shownCard.dataset.state = verdict;
    for (const button of shownCard.querySelectorAll("[data-verdict]")) {
      button.setAttribute("aria-pressed", button.dataset.verdict === verdict);
    }
    const field = shownCard.querySelector(".note");
    if (document.activeElement !== field) field.value = note;
    const others = verdict === "" ? 0 : openAlike(finding).length;
    const button = shownCard.querySelector(".alike");
    button.hidden = others === 0;
    button.textContent = `Say the same of ${plural(others, "other")} like this`;
  }
  for (const mark of byId("text").querySelectorAll("mark")) {
    const own = mark.dataset.findings.split(" ").map((n) => current.findings[n - 1]);
    mark.classList.toggle("done", own.every(isJudged));
  }
}

function neighbours() {
  const place = shown.indexOf(current);
  return place < 0 ? [documents[current.index - 1], documents[current.index + 1]] : [shown[place - 1], shown[place + 1]];
}

function headOf(each) {
  const step = (other, label, key) => element("a", {
    class: "button", href: other ? `#document=${other.index}` : null, "aria-disabled": other ? null : "true", role: other ? null : "link",
    "aria-keyshortcuts": key,
  }, label);
  const [before, after] = neighbours();
  const facts = [];
  if (each.score !== null) facts.push(plural(each.words, "word"));
  for (const severity of SEVERITIES) if (each[severity]) facts.push(`${number(each[severity])} ${severity}`);
  if (each.language) facts.push(`language ${each.language}`);
  if (each.path !== each.doc_id) facts.push(visible(each.path));
  return element("header", { class: "reader-head" },
    element("nav", { "aria-label": "Documents" }, element("a", { class: "button", href: "#" }, "All documents"), step(before, "Previous", "["), step(after, "Next", "]")),
    element("h1", { id: "reader-title", tabIndex: -1 }, element("bdi", {}, visible(each.doc_id))),
    element("p", { class: "facts" }, chip(each), " ", each.score === null ? null : element("strong", { class: "score" }, fixed(each.score)), " ",
      element("bdi", {}, facts.join(" · "))),
    each.problem ? element("p", { class: "problem" }, visible(each.problem)) : null);
}

function textOf(each) {
  if (each.text === null) {
    const why = each.score === null ? "This document could not be read." : "The page has no room for this text; the findings stand with their surroundings.";
    return element("p", { class: "hint" }, why);
  }
  const made = paragraphs(each);
  if (each.cut) made.push(element("p", { class: "hint" }, "The text goes on; the page holds its beginning."));
  return made;
}

/** Puts the cards of findings `from` and after into the list, as many as are shown at once. */
function showCards(from, to) {
  byId("cards").append(...current.findings.slice(from, to).map(card));
  const left = current.findings.length - to;
  const more = byId("more");
  more.hidden = left <= 0;
  more.textContent = `Show ${number(Math.min(left, MOST_CARDS))} more of ${number(current.findings.length)}`;
  refreshReader();
}

/** Makes sure that finding `n` has a card. */
function reach(n) {
  const made = byId("cards").children.length;
  if (n > made) showCards(made, Math.ceil(n / MOST_CARDS) * MOST_CARDS);
}

const KEYS = [["j k", "next and previous finding"], ["c r v", "confirmed, rejected, variant"], ["n", "note"], ["[ ]", "previous and next document"], ["Esc", "all documents"]];

function openDocument(index) {
  const each = documents[index];
  if (!each) return false;
  hideTip();
  current = each;
  const more = element("button", { type: "button", id: "more", hidden: true, onclick: () => reach(byId("cards").children.length + 1) });
  const keys = element("details", { class: "keys" }, element("summary", {}, "Keys"), element("dl", {}, KEYS.map(([key, what]) =>
    element("div", {}, element("dt", {}, key.split(" ").map((k) => element("kbd", {}, k))), element("dd", {}, what)))));
  byId("reader").replaceChildren(headOf(each), element("div", { class: "desk" },
    element("section", { id: "text", "aria-label": "Text" }, textOf(each)),
    element("section", { class: "side", "aria-labelledby": "side-title" },
      element("h2", { id: "side-title" }, each.findings.length === 0 ? "No findings" : plural(each.findings.length, "finding")),
      element("ol", { id: "cards" }), more, each.findings.length === 0 ? null : keys)));
  showCards(0, MOST_CARDS);
  return true;
}

/** The finding that the reviewer is at: its card or its mark has the focus. */
function findingAt(place) {
  const at = place?.closest?.("[data-finding], [data-findings]");
  if (!at) return null;
  return current.findings[(at.dataset.finding ?? at.dataset.findings.split(" ")[0]) - 1];
}

/** Shows where `finding` stands, in the text and in the list. */
function goTo(finding) {
  reach(finding.number);
  for (const old of byId("reader").querySelectorAll(".here")) old.classList.remove("here");
  const shownCard = byId(`card-${finding.number}`);
  const marks = [...byId("text").querySelectorAll("mark")].filter((mark) => mark.dataset.findings.split(" ").includes(String(finding.number)));
  for (const mark of marks) mark.classList.add("here");
  shownCard.classList.add("here");
  marks[0]?.scrollIntoView({ block: "center" });
  shownCard.focus({ preventScroll: true });
  shownCard.scrollIntoView({ block: "nearest" });
}

function stepFinding(by) {
  const at = findingAt(document.activeElement) ?? findingAt(byId("reader").querySelector(".card.here"));
  const next = current.findings[at ? at.number - 1 + by : by > 0 ? 0 : current.findings.length - 1];
  if (next) goTo(next);
  else announce(by > 0 ? "That was the last finding" : "That was the first finding");
}

function onReaderKey(event) {
  if (event.target.matches("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey) {
    if (event.key === "Escape" && event.target.matches(".note")) event.target.closest(".card").focus();
    return;
  }
  const finding = findingAt(document.activeElement);
  const verdict = run.verdicts.find((each) => each.startsWith(event.key));
  const [before, after] = neighbours();
  const open = (each) => each && (location.hash = `#document=${each.index}`);
  if (event.key === "j") stepFinding(1);
  else if (event.key === "k") stepFinding(-1);
  else if (event.key === "[") open(before);
  else if (event.key === "]") open(after);
  else if (event.key === "Escape" && hideTip()) return;
  else if (event.key === "Escape") location.hash = "#";
  else if (finding && event.key === "n") {
    goTo(finding);
    byId(`card-${finding.number}`).querySelector(".note").focus();
  } else if (finding && event.key.length === 1 && verdict) judge(finding, verdict);
  else if (event.target.matches("mark[role]") && (event.key === "Enter" || event.key === " ")) goTo(finding);
  else return;
  event.preventDefault();
}

/** The findings of a mark, by its side. */
function showTip(mark) {
  const tip = byId("tip");
  tip.replaceChildren(...mark.dataset.findings.split(" ").map((n) => {
    const finding = current.findings[n - 1];
    return element("div", {}, element("p", { class: "kind" }, swatch(finding.severity), finding.name, " · ", finding.severity),
      element("p", { class: "advice" }, advice(finding)), element("p", { class: "evidence", dir: "auto" }, finding.evidence));
  }));
  // At the edge of the page it would be measured as narrow as it had to be there.
  tip.style.left = "0";
  tip.hidden = false;
  const [around, own] = [mark.getClientRects()[0] ?? mark.getBoundingClientRect(), tip.getBoundingClientRect()];
  const below = around.bottom + own.height + 12 < innerHeight || around.top < own.height + 12;
  tip.style.left = `${Math.max(8, Math.min(around.left, innerWidth - own.width - 8)) + scrollX}px`;
  tip.style.top = `${(below ? around.bottom + 6 : around.top - own.height - 6) + scrollY}px`;
  mark.setAttribute("aria-describedby", "tip");
}

/** Whether there was one to hide. */
function hideTip() {
  const tip = byId("tip");
  const was = !tip.hidden;
  tip.hidden = true;
  for (const mark of document.querySelectorAll("mark[aria-describedby]")) mark.removeAttribute("aria-describedby");
  return was;
}

function startReader() {
  const reader = byId("reader");
  let leaving = 0;
  const leave = () => { leaving = setTimeout(hideTip, 200); };
  const enter = (mark) => {
    clearTimeout(leaving);
    hideTip();
    showTip(mark);
  };
  reader.addEventListener("keydown", onReaderKey);
  reader.addEventListener("pointerover", (event) => {
    const mark = event.target.closest("mark");
    if (mark) enter(mark);
  });
  reader.addEventListener("pointerout", (event) => event.target.closest("mark") && leave());
  byId("tip").addEventListener("pointerenter", () => clearTimeout(leaving));
  byId("tip").addEventListener("pointerleave", leave);
  reader.addEventListener("focusin", (event) => (event.target.matches("mark[role]") ? enter(event.target) : hideTip()));
  reader.addEventListener("click", (event) => {
    const mark = event.target.closest("mark");
    if (mark) goTo(findingAt(mark));
  });
  addEventListener("resize", hideTip);
  onVerdict.push(refreshReader);
}
