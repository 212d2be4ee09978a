// The reviewer's file: findings.csv with its verdicts, in the dialect of the run.

const guards = run.guard && [new RegExp(run.guard[0]), new RegExp(run.guard[1], "i"), new RegExp(run.guard[2])];

/** Whether a spreadsheet would make something else of `text`. */
function needsGuard(text) {
  if (!guards) return false;
  const [formula, figure, plain] = guards;
  return formula.test(text) || (figure.test(text) && !plain.test(text));
}

const guarded = (text) => (needsGuard(text) ? `'${text}` : text);
const bare = (cell) => (cell.startsWith("'") && needsGuard(cell.slice(1)) ? cell.slice(1) : cell);

function quoted(cell) {
  return /["\r\n]/.test(cell) || cell.includes(run.delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** All findings with the verdicts given so far. */
function writeCsv() {
  const row = (finding) => run.finding_columns.map((column, i) => {
    if (column === "verdict") return verdictOf(finding).verdict;
    if (column === "note") return guarded(verdictOf(finding).note);
    const cell = column === "doc_id" ? finding.doc_id : finding.cells[i] ?? "";
    return run.guard && finding.guarded.includes(i) ? `'${cell}` : cell;
  });
  const rows = [run.finding_columns, ...findings.map(row)];
  return run.beginning + rows.map((cells) => cells.map(quoted).join(run.delimiter) + run.line_end).join("");
}

/** The rows of a CSV file as objects by its header, whichever of our dialects it is in. */
function readCsv(text) {
  const content = text.replace(/^\ufeff/, "");
  const delimiter = /^[^\r\n]*;/.test(content) && !/^[^\r\n;]*,/.test(content) ? ";" : ",";
  const rows = [[]];
  let cell = "";
  let within = false;
  const endCell = () => {
    rows.at(-1).push(cell);
    cell = "";
  };
  for (let i = 0; i < content.length; i++) {
    const c = content[i];
    if (within) {
      if (c !== '"') cell += c;
      else if (content[i + 1] === '"') cell += content[++i];
      else within = false;
    } else if (c === '"') within = true;
    else if (c === delimiter) endCell();
    else if (c === "\n") {
      endCell();
      rows.push([]);
    } else if (c !== "\r") cell += c;
  }
  endCell();
  const [header, ...records] = rows;
  return records.filter((cells) => cells.length === header.length).map((cells) => named(header, cells));
}

/** The verdicts in a file for findings of this report, and how many of its verdicts are for none or are no verdict of ours. */
function verdictsIn(text) {
  const known = new Set(findings.map((finding) => finding.id));
  const entries = [];
  let strange = 0;
  for (const { finding_id = "", verdict = "", note = "" } of readCsv(text)) {
    const said = verdict.trim().toLowerCase();
    if (said === "" && note === "") continue;
    const id = bare(finding_id);
    if (known.has(id) && (said === "" || run.verdicts.includes(said))) {
      entries.push([id, { verdict: said, note: bare(note).replace(/\s+/g, " ") }]);
    } else strange += 1;
  }
  return { entries, strange };
}
