// What the reviewer has said so far. The browser keeps it, so that a closed page loses nothing.

const NOTHING = Object.freeze({ verdict: "", note: "" });
const store = `malaprop:${run.key}`;
const verdicts = new Map();
const onVerdict = [];

try {
  for (const [id, { verdict, note }] of Object.entries(JSON.parse(localStorage.getItem(store) ?? "{}"))) {
    verdicts.set(id, { verdict: String(verdict), note: String(note) });
  }
} catch {
  // A browser may refuse to keep anything for a file; then the page asks before it is closed.
}

/** Whether everything said is in a file or kept by the browser. */
let safe = true;

const keep = settled(() => {
  try {
    localStorage.setItem(store, JSON.stringify(Object.fromEntries(verdicts)));
    safe = true;
  } catch {
    safe = false;
  }
}, 150);

const verdictOf = (finding) => verdicts.get(finding.id) ?? NOTHING;
const isJudged = (finding) => verdictOf(finding).verdict !== "";

/** Whether the finding is open, judged, or has exactly the verdict `state`. */
function inState(finding, state) {
  const { verdict } = verdictOf(finding);
  if (state === "open") return verdict === "";
  return state === "judged" ? verdict !== "" : verdict === state;
}

/** Takes over what is said of findings, by their ids. */
function setVerdicts(entries) {
  for (const [id, said] of entries) {
    if (said.verdict === "" && said.note === "") verdicts.delete(id);
    else verdicts.set(id, said);
  }
  safe = false;
  keep();
  for (const act of onVerdict) act();
}

window.addEventListener("beforeunload", (event) => {
  if (!safe) event.preventDefault();
});
