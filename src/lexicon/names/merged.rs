//! Rows about a name that earlier tables have: they add to what is known of it.

use super::draft::{Draft, DraftForm};
use super::{Entry, EntryId, Form, Names};

impl Draft {
    /// The row that `entry` was, as far as it is kept.
    fn of(entry: Entry<'_>) -> Self {
        let owned = |form: Form<'_>| DraftForm {
            written: form.written().to_owned(),
            parts: form.parts().map(str::to_owned).collect(),
        };
        Self {
            id: entry.id().to_owned(),
            name: entry.name().to_owned(),
            kind: entry.kind(),
            gender: entry.gender(),
            home: entry.home(),
            roles: entry.roles().map(str::to_owned).collect(),
            forms: entry.forms().map(owned).collect(),
            garbled: entry.garbled().map(str::to_owned).collect(),
            distinct: entry.distinct().map(str::to_owned).collect(),
            place: entry.file_and_line(),
        }
    }

    /// The entry of `names` that this row is about too; what that says stands first in the row from now on.
    pub(super) fn merge(&mut self, names: &Names) -> Option<EntryId> {
        let canonical = self.forms[0].parts.join(" ");
        let same = |&id: &EntryId| {
            let entry = names.entry(id);
            self.is_same(entry.id(), entry.name(), entry.kind())
        };
        let earlier = names.accepting(&canonical).find(same)?;
        let added = std::mem::replace(self, Self::of(names.entry(earlier)));
        self.add(added);
        Some(earlier)
    }
}
