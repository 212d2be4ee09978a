// Which view is shown, the files of verdicts, printing, and the start.

function showProgress() {
  const judged = findings.filter(isJudged).length;
  byId("judged").max = Math.max(1, findings.length);
  byId("judged").value = judged;
  byId("judged-text").textContent = `${number(judged)} of ${number(findings.length)}`;
}

/** Shows what the address names: a document, or the overview. */
function route() {
  const left = current;
  const index = /^#document=(\d+)$/.exec(location.hash)?.[1];
  const reading = index !== undefined && openDocument(Number(index));
  byId("overview").hidden = reading;
  byId("reader").hidden = !reading;
  document.title = reading ? `${current.doc_id} – malaprop report` : "malaprop report";
  if (reading) {
    scrollTo(0, 0);
    byId("reader-title").focus({ preventScroll: true });
    return;
  }
  hideTip();
  current = null;
  if (left === null) return;
  refreshTable();
  const link = byId("rows").querySelector(`a[href="#document=${left.index}"]`);
  (link ?? byId("documents")).focus({ preventScroll: true });
  (link ?? byId("documents")).scrollIntoView({ block: "center" });
}

function saveFile() {
  const address = URL.createObjectURL(new Blob([writeCsv()], { type: "text/csv;charset=utf-8" }));
  element("a", { href: address, download: "findings.csv" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  safe = true;
  announce(`findings.csv saved with ${plural(findings.filter(isJudged).length, "verdict")}`);
}

async function loadFile() {
  const [file] = byId("load-file").files;
  if (!file) return;
  const { entries, strange } = verdictsIn(await file.text());
  setVerdicts(entries);
  byId("load-file").value = "";
  if (current === null) refreshTable();
  notify(`${plural(entries.length, "verdict")} read from ${file.name}${strange > 0 ? `; ${plural(strange, "row")} left aside, for findings that are not in this report or with another word as verdict` : ""}.`);
}

function notify(text) {
  byId("notice").textContent = text;
  byId("notice").hidden = false;
  announce(text);
}

/** Says what the page had no room for. */
function warn() {
  const lacks = [];
  if (run.documents_left_out > 0) lacks.push(`${plural(run.documents_left_out, "document")} had no room in this page`);
  if (run.texts_cut > 0) lacks.push(`${plural(run.texts_cut, "text")} stand here in part or not at all`);
  if (lacks.length > 0) notify(`${lacks.join("; ")}. The CSV files and the workbook hold everything.`);
}

/** Paper has no pages to turn: all rows that the filters ask for are printed. */
function startPrinting() {
  addEventListener("beforeprint", () => current === null && showRows(0, shown.length));
  addEventListener("afterprint", () => current === null && refreshTable());
}

showFigures();
showDecisions();
showScores();
showRules();
startTable();
startReader();
startPrinting();
onVerdict.push(showProgress);
showProgress();
warn();
byId("save").addEventListener("click", saveFile);
byId("load").addEventListener("click", () => byId("load-file").click());
byId("load-file").addEventListener("change", loadFile);
addEventListener("hashchange", route);
route();
