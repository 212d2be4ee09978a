//! Whose name a part is.

use super::{EntryId, MOST_BEARERS, Names};

/// The entries that have a part in one of their forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bearers {
    /// How many: of a part in very many forms those of the first [`MOST_BEARERS`].
    pub count: usize,
    /// The entry, where it is the only one.
    pub only: Option<EntryId>,
}

impl Names {
    /// The bearers of the part `folded`. Remembered: among a million names each is asked of memory that is far away.
    #[must_use]
    pub fn bearers(&self, folded: &str) -> Bearers {
        let found = self.bearers.get(folded, || {
            let uses = self.parts(folded).flat_map(|part| self.uses(part)).take(MOST_BEARERS);
            let mut ids: Vec<EntryId> = uses.map(|used| self.entry_of(used.form)).collect();
            // Rows that add to an entry of another table are that entry once more.
            ids.sort_unstable();
            ids.dedup();
            vec![Bearers { count: ids.len(), only: ids.first().copied().filter(|_| ids.len() == 1) }]
        });
        found.first().copied().unwrap_or(Bearers { count: 0, only: None })
    }
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;

    #[test]
    fn who_is_in_two_tables_bears_a_name_once() {
        let table = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
        std::fs::write(table.path(), "name,kind,id,aliases\nEmmanuel Macron,person,emmanuel-macron,E. J. M. Macron\n")
            .unwrap();
        let [own, both] = [vec![], vec![table.path().to_owned()]].map(|tables| Lexicon::load(&tables).unwrap().names);
        assert!(both.accepts("e j m macron") && own.bearers("macron").count > 1);
        assert_eq!(both.bearers("macron").count, own.bearers("macron").count);
    }
}
