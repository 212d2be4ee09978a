// A text with its findings marked in it.

/** Cuts a text at every place where a finding begins or ends, so that findings may overlap. */
function pieces(text, found) {
  const inside = found.filter((finding) => finding.start < text.length && finding.start < finding.end);
  const edges = new Set([0, text.length]);
  for (const { start, end } of inside) edges.add(start).add(Math.min(end, text.length));
  const places = [...edges].sort((a, b) => a - b);
  const starting = inside.toSorted((a, b) => a.start - b.start || b.end - a.end);
  const made = [];
  let open = [];
  let next = 0;
  for (let i = 0; i + 1 < places.length; i++) {
    const [from, to] = [places[i], places[i + 1]];
    open = open.filter((finding) => finding.end > from);
    const begun = [];
    while (next < starting.length && starting[next].start === from) begun.push(starting[next++]);
    open = [...open, ...begun];
    made.push({ from, to, findings: open, begun });
  }
  return made;
}

/** The worst first, and of those the shortest: what a mark is about before anything else. */
const byWeight = (a, b) =>
  SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || a.end - a.start - (b.end - b.start);

/** A piece as an element: the first piece of a finding can be reached by keyboard. */
function marked(text, piece, first) {
  const weighed = piece.findings.toSorted(byWeight);
  const properties = {
    class: `${weighed[0].severity}${/\S/.test(text.replace(/[\p{Cc}\p{Cf}]/gu, "")) ? "" : " blank"}`,
    "data-findings": weighed.map((finding) => finding.number).join(" "),
  };
  if (!first || piece.begun.length === 0) return element("mark", properties, text);
  const names = piece.begun.map((finding) => `finding ${finding.number}, ${finding.severity}: ${finding.name}`);
  return element("mark", { ...properties, role: "button", tabIndex: 0, id: `mark-${piece.begun[0].number}` }, text,
    unseen(` (${names.join("; ")}) `));
}

/** The paragraphs of a document, its findings marked. */
function paragraphs(each) {
  const { text } = each;
  const made = [];
  let paragraph = [];
  const end = () => {
    if (paragraph.length > 0) made.push(element("p", { dir: "auto" }, paragraph));
    paragraph = [];
  };
  for (const piece of pieces(text, each.findings)) {
    let first = true;
    for (const line of text.slice(piece.from, piece.to).split(/(\r\n|\n|\r)/)) {
      if (/^[\r\n]/.test(line)) end();
      else if (line !== "") {
        paragraph.push(piece.findings.length === 0 ? line : marked(line, piece, first));
        first = false;
      }
    }
  }
  end();
  return made;
}
