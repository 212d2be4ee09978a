//! One row of a name table, read and split into parts.

use crate::error::Result;
use crate::lexicon::countries::{country, script_of};
use crate::lexicon::table::Row;
use crate::text::fold;
use unicode_script::{Script, UnicodeScript};

/// What an entry names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A human being.
    Person,
    /// A country, town, river, building.
    Place,
    /// A company, party, club, agency.
    Organisation,
}

/// The grammatical gender of a person's honorifics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Gender {
    /// Sir, Mr, he.
    Male,
    /// Dame, Ms, Mrs, she.
    Female,
}

/// The writing a name has at home; it decides which spellings are a newsroom's choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Home {
    /// Nobody wrote it down.
    Unknown,
    /// Latin letters.
    Latin,
    /// Russian, Ukrainian, Serbian and others.
    Cyrillic,
    /// Arabic, Persian, Urdu.
    Arabic,
    /// Chinese characters or kana.
    Han,
    /// Korean.
    Hangul,
    /// Any other.
    Other,
}

impl Home {
    /// From the country of an office, where the native name is not written down.
    fn of_office(role: &str) -> Self {
        let words: Vec<&str> = role.split(' ').collect();
        let land = (1..=3.min(words.len())).rev().find_map(|n| country(&words[..n].join(" ")));
        match land.map_or("", script_of) {
            "latin" => Self::Latin,
            "cyrillic" => Self::Cyrillic,
            "arabic" => Self::Arabic,
            "han" => Self::Han,
            "hangul" => Self::Hangul,
            "other" => Self::Other,
            _ => Self::Unknown,
        }
    }

    fn of(native: &str) -> Self {
        match native.chars().find(|c| c.is_alphabetic()).map(|c| c.script()) {
            None => Self::Unknown,
            Some(Script::Latin) => Self::Latin,
            Some(Script::Cyrillic) => Self::Cyrillic,
            Some(Script::Arabic) => Self::Arabic,
            Some(Script::Han | Script::Hiragana | Script::Katakana) => Self::Han,
            Some(Script::Hangul) => Self::Hangul,
            Some(_) => Self::Other,
        }
    }
}

/// One way of writing a name that newsrooms accept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// As written in the table.
    pub written: String,
    /// Its parts, folded; see [`parts`].
    pub parts: Vec<String>,
}

/// A person, place or organisation.
#[derive(Debug, Clone)]
pub struct Entry {
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
    pub forms: Vec<Form>,
    /// Forms that must be flagged: the row's own test.
    pub garbled: Vec<String>,
    /// Real neighbours that must not be flagged: the row's own test, and accepted as names.
    pub distinct: Vec<String>,
    /// Where the row stands.
    pub place: String,
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

impl Entry {
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
        let mut forms: Vec<Form> = Vec::new();
        for form in written {
            let written_out = (!form.is_ascii()).then(|| umlauts_written_out(form));
            for spelling in std::iter::once(form.to_owned()).chain(written_out) {
                let form = Form { parts: parts(&spelling), written: spelling };
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
            place: row.place(),
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

    /// Whether the family name comes first, as in Xi Jinping: then the first part is among the forms that stand alone.
    #[must_use]
    pub fn family_first(&self) -> bool {
        let canonical = &self.forms[0].parts;
        let alone = |part: &String| self.forms[1..].iter().any(|f| f.parts.len() == 1 && &f.parts[0] == part);
        canonical.len() > 1 && alone(&canonical[0]) && !alone(&canonical[canonical.len() - 1])
    }

    /// The accepted form whose folded parts are `parts`.
    #[must_use]
    pub fn form(&self, parts: &[&str]) -> Option<&Form> {
        self.forms.iter().find(|f| f.parts == parts)
    }
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
fn add_standing_alone(forms: &mut Vec<Form>) {
    let canonical = forms[0].parts.clone();
    let given_alone =
        forms[1..].iter().any(|f| f.parts.len() < canonical.len() && f.parts.iter().all(|p| canonical.contains(p)));
    let mut added: Vec<Form> = Vec::new();
    for form in forms.iter().filter(|f| f.parts.len() > 1) {
        let last = form.written.rsplit([' ', '-']).next().unwrap_or_default();
        let alone = Form { written: last.to_owned(), parts: parts(last) };
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
