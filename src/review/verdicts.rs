//! A report as it comes back from a reviewer's spreadsheet.

use crate::bounded;
use crate::detect;
use crate::error::{Error, Result};
pub use crate::finding::Verdict;
use crate::fingerprint::Fingerprint;
use crate::lexicon::sheet;
use crate::lexicon::table::Row;
use crate::read::FileText;
use crate::rule::Rule;
use std::path::Path;

/// A finding with its verdict.
#[derive(Debug, Clone)]
pub struct Reviewed {
    /// What the reviewer says.
    pub verdict: Verdict,
    /// What identifies the finding.
    pub fingerprint: Fingerprint,
    /// The rule that fired.
    pub rule: &'static Rule,
    /// The words found.
    pub matched: String,
    /// The words with their neighbours, as far as the report shows them.
    pub context: String,
    /// What malaprop would write.
    pub suggestion: String,
    /// The name that is meant.
    pub entity: String,
    /// The reviewer's note.
    pub note: String,
    /// File and line, for messages.
    pub place: String,
}

/// The verdicts of a report, and how many findings have none.
#[derive(Debug, Default)]
pub struct Verdicts {
    /// Findings with a verdict, in the order of the rows.
    pub reviewed: Vec<Reviewed>,
    /// Rows without a verdict.
    pub unmarked: usize,
}

/// The columns without which a report says nothing.
const REQUIRED: &[&str] = &["rule", "match", "verdict", "fingerprint"];

impl Verdicts {
    /// Reads the findings.csv in `path`, as malaprop wrote it or as a spreadsheet saved it: columns in any order, rows taken out.
    ///
    /// # Errors
    /// A file that cannot be read, a missing column, and in rows with a verdict an unknown word, rule or fingerprint; with file,
    /// line and column.
    pub fn read(path: &Path) -> Result<Self> {
        let bytes = bounded::bytes(path, bounded::REPORT)?;
        let text = FileText::decode(&bytes).map_err(|problem| Error::path(path, problem))?;
        Self::parse(&path.display().to_string(), text.text())
    }

    /// The same for `text`, which messages call `file`.
    ///
    /// # Errors
    /// As [`Verdicts::read`].
    pub fn parse(file: &str, text: &str) -> Result<Self> {
        let mut verdicts = Self::default();
        for row in sheet::read(file, text, REQUIRED)?.rows() {
            match row.get("verdict") {
                "" => verdicts.unmarked += 1,
                word => verdicts.reviewed.push(reviewed(row, word)?),
            }
        }
        Ok(verdicts)
    }
}

fn reviewed(row: &Row, word: &str) -> Result<Reviewed> {
    let verdict = Verdict::ALL.into_iter().find(|v| v.as_str().eq_ignore_ascii_case(word));
    let verdict =
        verdict.ok_or_else(|| row.error("verdict", format!("`{word}` is none of confirmed, rejected, variant")))?;
    let code = row.get("rule");
    let rule = detect::rule(code).ok_or_else(|| row.error("rule", format!("no rule `{code}`")))?;
    let matched = row.get("match").to_owned();
    let context = neighbours(row.get("excerpt"), &matched);
    let owned = |column| row.get(column).to_owned();
    Ok(Reviewed {
        verdict,
        fingerprint: fingerprint(row)?,
        rule,
        matched,
        context,
        suggestion: owned("suggestion"),
        entity: owned("entity"),
        note: owned("note"),
        place: row.place(),
    })
}

/// The fingerprint of a row.
pub(super) fn fingerprint(row: &Row) -> Result<Fingerprint> {
    let digits = row.get("fingerprint");
    Fingerprint::parse(digits).ok_or_else(|| {
        let what =
            format!("`{digits}` is no fingerprint of 16 digits; a spreadsheet that takes it for a number spoils it");
        row.error("fingerprint", what)
    })
}

/// So many words beside the match are enough to tell it by.
const WORDS: usize = crate::fingerprint::NEIGHBOURS;

/// `matched` with its neighbours in `excerpt`, whose middle it is; only `matched` where the excerpt is missing or was cut.
fn neighbours(excerpt: &str, matched: &str) -> String {
    let middle = |at: usize| (at + matched.len() / 2).abs_diff(excerpt.len() / 2);
    let places = excerpt.match_indices(matched).map(|(at, _)| at).filter(|_| !matched.is_empty());
    let Some(at) = places.min_by_key(|&at| middle(at)) else { return matched.to_owned() };
    let (before, after) = (&excerpt[..at], &excerpt[at + matched.len()..]);
    let from = before
        .split_whitespace()
        .rev()
        .take(WORDS)
        .last()
        .map_or(at, |w| w.as_ptr() as usize - excerpt.as_ptr() as usize);
    let to = after
        .split_whitespace()
        .take(WORDS)
        .last()
        .map_or(at + matched.len(), |w| w.as_ptr() as usize - excerpt.as_ptr() as usize + w.len());
    excerpt[from..to].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_those_of_the_match_in_the_middle() {
        let excerpt = "the men saw the tower and the men saw the river";
        assert_eq!(neighbours(excerpt, "tower"), "saw the tower and the");
        assert_eq!(neighbours("the tower", "the tower"), "the tower");
        assert_eq!(neighbours("", "tower"), "tower");
    }

    #[test]
    fn a_spreadsheet_may_save_it_its_own_way() {
        let text = "\u{feff}verdict;note;match;extra;rule;fingerprint\r\nRejected;'=fine;\"two\r\nlines\";x;LIT201;00000000000000aa\r\n\
            ;;;;;\r\n;;kept;;LIT201;00000000000000ab\r\n";
        let verdicts = Verdicts::parse("r.csv", text).unwrap();
        assert_eq!((verdicts.reviewed.len(), verdicts.unmarked), (1, 1));
        assert_eq!(verdicts.reviewed[0].note, "=fine");
    }

    #[test]
    fn faults_name_file_line_and_column() {
        let fault = |rows: &str| Verdicts::parse("r.csv", rows).unwrap_err().to_string();
        let head = "rule;match;verdict;fingerprint\r\n";
        assert!(
            fault(&format!("{head}LIT201;x;maybe;00000000000000aa\r\n"))
                .starts_with("r.csv:2:10: column `verdict`: `maybe`")
        );
        assert!(
            fault(&format!("{head}LIT999;x;rejected;00000000000000aa\r\n"))
                .starts_with("r.csv:2:1: column `rule`: no rule")
        );
        assert!(
            fault(&format!("{head}LIT201;x;;\r\nLIT201;x;rejected;1,5E+09\r\n"))
                .starts_with("r.csv:3:19: column `fingerprint`: `1,5E+09`")
        );
        assert!(fault("rule;match;verdict\r\n").contains("column `fingerprint` is missing"));
    }
}
