//! What models of English that never saw a document say of it: the table of `phrases train --predictions`.

use crate::bounded;
use crate::error::Result;
use crate::lexicon::sheet;
use crate::lexicon::table::Row;
use std::collections::HashMap;
use std::path::Path;

/// Reads `fluency` and `mt_likeness` of every document, by its id.
///
/// # Errors
/// A file that cannot be read; a fault in it, with file, line and column.
pub fn predictions(path: &Path) -> Result<HashMap<String, (f64, f64)>> {
    let text = bounded::text(path, bounded::TABLE)?;
    let table = sheet::read(&path.display().to_string(), &text, &["id", "mt_likeness", "fluency"])?;
    let of = |row: &Row| Ok((row.get("id").to_owned(), (number(row, "fluency")?, number(row, "mt_likeness")?)));
    table.rows().iter().map(of).collect()
}

fn number(row: &Row, column: &str) -> Result<f64> {
    let digits = row.get(column);
    digits.parse().map_err(|_| row.error(column, format!("`{digits}` is no number")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_by_id_and_faults_have_a_place() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("p.csv");
        std::fs::write(&path, "id,pair,mt_likeness,fluency\na,xx,0.25,61.5\n").unwrap();
        assert_eq!(predictions(&path).unwrap()["a"], (61.5, 0.25));
        std::fs::write(&path, "id,pair,mt_likeness,fluency\na,xx,,61.5\n").unwrap();
        let fault = predictions(&path).unwrap_err().to_string();
        assert!(fault.contains("p.csv:2:6: ") && fault.ends_with("column `mt_likeness`: `` is no number"), "{fault}");
    }
}
