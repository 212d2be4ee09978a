//! One row of a name table, read and split into parts.

use super::kinds::{Gender, Home, Kind};
use crate::error::Result;
use crate::lexicon::table::Row;
use crate::text::{Date, fold};

/// One way of writing a name that newsrooms accept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DraftForm {
    /// As written in the table.
    pub written: String,
    /// Its parts, folded; see [`parts`].
    pub parts: Vec<String>,
}

/// A person, place or organisation as its row gives it.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    /// The row's `id`, or a slug of its name.
    pub id: String,
    /// The canonical form.
    pub name: String,
    /// What it names.
    pub kind: Kind,
    /// Known for people only.
    pub gender: Option<Gender>,
    /// The writing of its native name, or that of the first office whose country has one.
    pub home: Home,
    /// Offices as `<country> <role>`, lower case.
    pub roles: Vec<String>,
    /// Accepted forms; the canonical one first, then aliases and, for people, the part that stands alone.
    pub forms: Vec<DraftForm>,
    /// Forms that must be flagged: the row's own test.
    pub garbled: Vec<String>,
    /// Real neighbours that must not be flagged: the row's own test, and accepted as names.
    pub distinct: Vec<String>,
    /// The table it stands in, and the line.
    pub place: (String, u64),
}

/// The folded parts of a name: split at white space and hyphens, without points and apostrophes.
///
/// ```
/// assert_eq!(malaprop::lexicon::names::parts("Abdel Fattah el-Sisi"), ["abdel", "fattah", "el", "sisi"]);
/// ```
#[must_use]
pub fn parts(name: &str) -> Vec<String> {
    fold(name)
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '‐' | '‑' | '–'))
        .map(|part| part.chars().filter(|c| c.is_alphanumeric()).collect::<String>())
        .filter(|part| !part.is_empty())
        .collect()
}

/// Words inside a name that are no part to be told apart by.
const PARTICLES: &[&str] = &[
    "al", "el", "ash", "as", "an", "at", "bin", "ben", "bint", "ibn", "abu", "abd", "van", "von", "der", "den", "de",
    "da", "do", "dos", "das", "di", "del", "della", "la", "le", "du", "y", "e", "of", "the", "and", "ten", "ter", "zu",
];

/// Whether a folded part is a particle such as `al` or `von`.
#[must_use]
pub fn is_particle(part: &str) -> bool {
    PARTICLES.contains(&part)
}

impl Draft {
    pub(super) fn read(row: &Row) -> Result<Self> {
        let kind = match row.get("kind") {
            "person" => Kind::Person,
            "place" => Kind::Place,
            "organisation" => Kind::Organisation,
            other => {
                return Err(row.error("kind", format!("`{other}` is none of person, place, organisation")));
            }
        };
        let gender = match row.get("gender") {
            "" => None,
            "m" => Some(Gender::Male),
            "f" => Some(Gender::Female),
            other => return Err(row.error("gender", format!("`{other}` is neither m nor f"))),
        };
        check_validity(row)?;
        let name = row.get("name").to_owned();
        let canonical = parts(&name);
        if canonical.is_empty() {
            return Err(row.error("name", "no letter in the name"));
        }
        let id = match row.get("id") {
            "" => canonical.join("-"),
            id => id.to_owned(),
        };
        let written = std::iter::once(name.as_str()).chain(row.list("aliases"));
        let mut forms: Vec<DraftForm> = Vec::new();
        for form in written {
            let written_out = (!form.is_ascii()).then(|| umlauts_written_out(form));
            for spelling in std::iter::once(form.to_owned()).chain(written_out) {
                let form = DraftForm { parts: parts(&spelling), written: spelling };
                if !form.parts.is_empty() && !forms.iter().any(|f| f.parts == form.parts) {
                    forms.push(form);
                }
            }
        }
        if kind == Kind::Person && canonical.len() > 1 {
            add_standing_alone(&mut forms);
        }
        let owned = |column| row.list(column).into_iter().map(str::to_owned).collect();
        let roles: Vec<String> = row.list("roles").into_iter().map(|r| fold(r).into_owned()).collect();
        let home = match Home::of(row.get("native")) {
            Home::Unknown => {
                let homes = roles.iter().map(|role| Home::of_office(role));
                homes.into_iter().find(|home| *home != Home::Unknown).unwrap_or(Home::Unknown)
            }
            known => known,
        };
        Ok(Self {
            id,
            name,
            kind,
            gender,
            home,
            roles,
            forms,
            garbled: owned("garbled"),
            distinct: owned("distinct"),
            place: row.file_and_line(),
        })
    }

    /// Adds what another row says of the same name.
    pub(super) fn add(&mut self, other: Self) {
        for form in other.forms {
            if !self.forms.iter().any(|f| f.parts == form.parts) {
                self.forms.push(form);
            }
        }
        self.roles.extend(other.roles);
        self.garbled.extend(other.garbled);
        self.distinct.extend(other.distinct);
    }

    /// Whether both rows are about the same name.
    pub(super) fn is_same(&self, id: &str, name: &str, kind: Kind) -> bool {
        self.id == id && self.name == name && self.kind == kind
    }

    /// Whether the family name comes first, as in Xi Jinping: then the first part is among the forms that stand alone.
    #[must_use]
    pub(super) fn family_first(&self) -> bool {
        let canonical = &self.forms[0].parts;
        let alone = |part: &String| self.forms[1..].iter().any(|f| f.parts.len() == 1 && &f.parts[0] == part);
        canonical.len() > 1 && alone(&canonical[0]) && !alone(&canonical[canonical.len() - 1])
    }
}

/// Makes sure that `valid_from` and `valid_to` are years, months or days, and in their order.
fn check_validity(row: &Row) -> Result<()> {
    let whole = |text: &str| match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    for column in ["valid_from", "valid_to"] {
        let text = row.get(column);
        if !text.is_empty() && Date::parse(&whole(text)).is_none() {
            return Err(
                row.error(column, format!("`{text}` is no year, month or day such as 2019, 2019-02, 2019-02-01"))
            );
        }
    }
    let (from, to) = (row.get("valid_from"), row.get("valid_to"));
    // A year goes on to its end.
    let until = |text: &str| text.chars().take(from.len().min(to.len())).collect::<String>();
    if !to.is_empty() && until(to) < until(from) {
        return Err(row.error("valid_to", format!("`{to}` is before `{from}`")));
    }
    Ok(())
}

/// German and Nordic letters as they are written where a keyboard lacks them: `Duesseldorf`.
#[must_use]
pub fn umlauts_written_out(form: &str) -> String {
    if form.is_ascii() {
        return form.to_owned();
    }
    [
        ("ä", "ae"),
        ("ö", "oe"),
        ("ü", "ue"),
        ("Ä", "Ae"),
        ("Ö", "Oe"),
        ("Ü", "Ue"),
        ("ø", "oe"),
        ("Ø", "Oe"),
        ("å", "aa"),
    ]
    .iter()
    .fold(form.to_owned(), |text, (letter, written)| text.replace(letter, written))
}

/// Adds the last part of each full form, unless an alias already says what stands alone (a form made of the name's parts).
fn add_standing_alone(forms: &mut Vec<DraftForm>) {
    let canonical = forms[0].parts.clone();
    let given_alone =
        forms[1..].iter().any(|f| f.parts.len() < canonical.len() && f.parts.iter().all(|p| canonical.contains(p)));
    let mut added: Vec<DraftForm> = Vec::new();
    for form in forms.iter().filter(|f| f.parts.len() > 1) {
        let last = form.written.rsplit([' ', '-']).next().unwrap_or_default();
        let alone = DraftForm { written: last.to_owned(), parts: parts(last) };
        let first_is_alone = forms.iter().any(|f| f.parts.len() == 1 && f.parts[0] == form.parts[0]);
        let reversed = alone.parts.first() == canonical.first();
        let named_by_alias = first_is_alone || (given_alone && form.parts == canonical);
        if !alone.parts.is_empty() && !reversed && !named_by_alias {
            added.push(alone);
        }
    }
    for form in added {
        if !forms.iter().any(|f| f.parts == form.parts) {
            forms.push(form);
        }
    }
}
