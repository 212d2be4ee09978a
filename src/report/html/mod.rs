//! One page that holds the whole report and asks for nothing: figures, documents with their findings marked, verdicts.
//!
//! The documents lie in the page as JSON, and its script builds from them what is looked at. Text reaches the page only as
//! text: the policy in its head lets no script run but ours, known by its hash, and none of the ways from text to markup.

mod record;

use super::columns::{self, Documents, FINDING_COLUMNS, VERDICTS};
use super::csv::Options;
use crate::error::{Error, Result};
use crate::report::Place;
use crate::rule::{Family, Rule};
use crate::run::Scored;
use crate::text::guard;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use record::{DOCUMENT_COLUMNS, DocumentRecord, RuleRecord, RunRecord};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

const PAGE: &str = include_str!("page.html");
const STYLE: &str = concat!(include_str!("style.css"), include_str!("reader.css"));
/// Our only script. Its files share one scope, in this order.
const SCRIPT: &str = concat!(
    "\"use strict\";\n(() => {\n",
    include_str!("dom.js"),
    include_str!("data.js"),
    include_str!("csv.js"),
    include_str!("verdicts.js"),
    include_str!("overview.js"),
    include_str!("table.js"),
    include_str!("marks.js"),
    include_str!("reader.js"),
    include_str!("main.js"),
    "})();\n"
);

/// How much the page holds.
#[derive(Debug, Clone, Copy)]
struct Room {
    /// Bytes of text; documents beyond have their findings with excerpts.
    text: usize,
    /// Bytes of everything; documents beyond are left out, because browsers do not open much larger pages.
    all: usize,
}

const ROOM: Room = Room { text: 64 << 20, all: 256 << 20 };

/// A page while it is written.
pub struct Writer {
    place: Place,
    options: Options,
    columns: Documents,
    rules: BTreeMap<&'static str, &'static Rule>,
    /// Of the ids of all findings: verdicts kept by a browser belong to one report.
    key: Sha256,
    room: Room,
    taken: Room,
    texts_cut: usize,
    documents_left_out: usize,
}

impl Writer {
    /// Starts the page `path`, or one on standard output for `-`. The reviewer's CSV file is written as `options` say.
    ///
    /// # Errors
    /// A folder or file that cannot be made.
    pub fn create(path: &Path, options: Options) -> Result<Self> {
        Self::with_room(path, options, ROOM)
    }

    fn with_room(path: &Path, options: Options, room: Room) -> Result<Self> {
        let mut writer = Self {
            place: Place::open(path)?,
            options,
            columns: Documents::new(),
            rules: BTreeMap::new(),
            key: Sha256::new(),
            room,
            taken: Room { text: 0, all: 0 },
            texts_cut: 0,
            documents_left_out: 0,
        };
        let policy = format!(
            "default-src 'none'; script-src {}; style-src {}; img-src data:; base-uri 'none'; form-action 'none'; \
             require-trusted-types-for 'script'; trusted-types 'none'",
            source_of(SCRIPT),
            source_of(STYLE)
        );
        let (head, _) = halves();
        let head = head.replace("{{policy}}", &policy).replace("{{style}}", STYLE);
        writer.put(head.as_bytes())?;
        Ok(writer)
    }

    /// Adds one document and its findings.
    ///
    /// # Errors
    /// A failed write.
    pub fn write(&mut self, scored: &Scored) -> Result<()> {
        if self.taken.all > self.room.all {
            self.documents_left_out += 1;
            return Ok(());
        }
        let room = self.room.text.saturating_sub(self.taken.text);
        let document = DocumentRecord::of(scored, &self.columns, room);
        self.taken.text += document.text_bytes();
        self.texts_cut += usize::from(document.is_cut());
        for row in columns::rows(scored) {
            self.key.update(row.id.as_bytes());
            self.rules.insert(row.finding().rule.code, row.finding().rule);
        }
        self.block("document", &document)
    }

    /// Everything is written: the file gets its name. Gives how many documents the page had no room for.
    ///
    /// # Errors
    /// A disk that is full, a name that cannot be given.
    pub fn finish(mut self) -> Result<usize> {
        let key = STANDARD.encode(std::mem::take(&mut self.key).finalize());
        let dialect = self.options.dialect;
        let run = RunRecord {
            key: &key,
            rules: self.rules.values().map(|rule| RuleRecord::of(rule)).collect(),
            families: Family::ALL.map(Family::as_str),
            document_columns: DOCUMENT_COLUMNS,
            finding_columns: FINDING_COLUMNS.iter().map(|column| column.heading.name.as_ref()).collect(),
            verdicts: VERDICTS,
            delimiter: dialect.delimiter(),
            line_end: dialect.line_end(),
            beginning: dialect.beginning(),
            guard: self.options.guard.then_some([guard::FORMULA, guard::FIGURE, guard::PLAIN_NUMBER]),
            texts_cut: self.texts_cut,
            documents_left_out: self.documents_left_out,
        };
        self.block("run", &run)?;
        self.put(format!("<script>{SCRIPT}</script>").as_bytes())?;
        let (_, tail) = halves();
        self.put(tail.as_bytes())?;
        self.place.finish()?;
        Ok(self.documents_left_out)
    }

    fn block(&mut self, class: &str, data: &impl Serialize) -> Result<()> {
        self.put(format!("<script type=\"application/json\" class=\"{class}\">").as_bytes())?;
        let mut to = Inert { out: &mut self.place, written: 0 };
        let written = serde_json::to_writer(&mut to, data);
        self.taken.all += to.written;
        written.map_err(|e| Error::io(self.place.name(), e.into()))?;
        self.put(b"</script>\n")
    }

    fn put(&mut self, bytes: &[u8]) -> Result<()> {
        self.taken.all += bytes.len();
        self.place.write_all(bytes).map_err(|e| Error::io(self.place.name(), e))
    }
}

/// The page before and after the documents.
fn halves() -> (&'static str, &'static str) {
    PAGE.split_once("<!-- documents -->").unwrap_or((PAGE, ""))
}

/// A content security policy's name for `content`.
fn source_of(content: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(content)))
}

/// Writes JSON in pieces that are whole characters each, as serde gives them, and makes them harmless.
struct Inert<W> {
    out: W,
    written: usize,
}

impl<W: Write> Write for Inert<W> {
    fn write(&mut self, json: &[u8]) -> std::io::Result<usize> {
        let text = std::str::from_utf8(json).map_err(std::io::Error::other)?;
        let harmless = inert(text);
        self.written += harmless.len();
        self.out.write_all(harmless.as_bytes())?;
        Ok(json.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}

/// JSON that can end no script element and no line of script.
fn inert(json: &str) -> String {
    let mut inert = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => inert.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => inert.push(c),
        }
    }
    inert
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn inert_json_says_the_same_and_holds_no_markup(text in "(?s)(.|[<>&\u{2028}\u{2029}]|</script>|<!--){0,40}") {
            let mut to = Inert { out: Vec::new(), written: 0 };
            serde_json::to_writer(&mut to, &text).unwrap();
            prop_assert_eq!(to.written, to.out.len());
            let json = String::from_utf8(to.out).unwrap();
            let markup = json.contains(['<', '>', '&', '\u{2028}', '\u{2029}']);
            prop_assert!(!markup);
            prop_assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
        }
    }

    #[test]
    fn a_full_page_leaves_documents_out_and_says_so() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("page.html");
        let head = PAGE.len() + STYLE.len();
        let room = Room { text: 0, all: head + 1000 };
        let mut writer = Writer::with_room(&path, Options::default(), room).unwrap();
        for i in 0..50 {
            writer.write(&Scored::empty(&format!("{i}.txt"))).unwrap();
        }
        let left_out = writer.finish().unwrap();
        assert!((1..50).contains(&left_out));
        let page = std::fs::read_to_string(path).unwrap();
        assert!(page.contains(&format!("\"documents_left_out\":{left_out}")));
    }

    #[test]
    fn the_script_never_turns_text_into_markup_and_its_files_can_stand_in_a_page() {
        for forbidden in ["innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", "Function(", "srcdoc"]
        {
            assert!(!SCRIPT.contains(forbidden), "{forbidden}");
        }
        // The browser reads line ends as LF before it checks the hash.
        assert!(!SCRIPT.contains(['\r']) && !STYLE.contains('\r'));
        assert!(!SCRIPT.contains("</script") && !SCRIPT.contains("<!--") && !STYLE.contains("</style"));
        let (head, tail) = halves();
        assert!(head.contains("{{policy}}") && head.contains("{{style}}") && tail.contains("</html>"));
    }
}
