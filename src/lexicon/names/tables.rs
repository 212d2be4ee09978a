//! Name tables in CSV, read row by row before they are compiled.

use super::draft::Draft;
use super::kinds::{Home, Kind};
use super::packing::pack;
use crate::error::{Error, Result};
use crate::lexicon::table::Table;
use std::collections::HashMap;

pub(crate) const COLUMNS: &[&str] = &[
    "name",
    "kind",
    "aliases",
    "id",
    "native",
    "roles",
    "gender",
    "valid_from",
    "valid_to",
    "style",
    "source",
    "garbled",
    "distinct",
    "note",
];

/// The rows of all tables so far.
#[derive(Debug, Default)]
pub(in crate::lexicon) struct Tables {
    drafts: Vec<Draft>,
    by_id: HashMap<String, usize>,
}

impl Tables {
    /// Reads one more table, which messages call `file`. A row with the id, name and kind of one in an earlier table adds to that.
    ///
    /// # Errors
    /// A broken row, with its line and column; an id that stands twice in the table.
    pub(in crate::lexicon) fn add(&mut self, file: &str, text: &str) -> Result<()> {
        let earlier = self.drafts.len();
        for row in Table::read(file, text, COLUMNS, &["name", "kind"])?.rows() {
            let draft = Draft::read(row)?;
            let known = self.by_id.get(&draft.id).copied();
            if let Some(twin) = known.filter(|&known| known >= earlier && !row.get("id").is_empty()) {
                let what = format!("`{}` stands twice, first in line {}", draft.id, self.drafts[twin].place.1);
                return Err(row.error("id", what));
            }
            let known = known.filter(|&known| known < earlier);
            match known.map(|known| &mut self.drafts[known]) {
                Some(same) if same.is_same(&draft.id, &draft.name, draft.kind) => same.add(draft),
                _ => {
                    self.by_id.insert(draft.id.clone(), self.drafts.len());
                    self.drafts.push(draft);
                }
            }
        }
        Ok(())
    }

    #[allow(dead_code, reason = "`build.rs` has one set of tables only")]
    pub(super) fn rows(&mut self) -> &mut [Draft] {
        &mut self.drafts
    }

    /// Says that these tables give the native name or an office of everybody whose name is not written in Latin letters.
    #[allow(dead_code, reason = "the built-in tables are, so `build.rs` says it")]
    pub(in crate::lexicon) fn complete(&mut self) {
        for draft in self.drafts.iter_mut().filter(|d| d.kind == Kind::Person && d.home == Home::Unknown) {
            draft.home = Home::Latin;
        }
    }

    pub(in crate::lexicon) const fn is_empty(&self) -> bool {
        self.drafts.is_empty()
    }

    /// The compiled form; see [`super::pack`].
    ///
    /// # Errors
    /// More names than it can hold.
    pub(in crate::lexicon) fn pack(&self) -> Result<Vec<u8>> {
        pack(&self.drafts).map_err(Error::usage)
    }
}
