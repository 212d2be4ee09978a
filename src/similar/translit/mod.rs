//! A distance between a right name and a garbled one that knows what each script does to letters.
//!
//! The tables in `lexicons/translit/` give a cost from 0 to 1 for a letter group of the right form becoming another; `^` and
//! `$` stand for the start and end of the name. Whatever no row covers costs what [`letter::PLAIN`] says. A name is compared
//! once for each script, with that script's rows and those of `any.csv`: a garbling that needs two scripts at once is no
//! garbling.

mod against;
mod cost;
mod letter;
mod tables;

pub use against::Against;

/// The writing system a name went through on its way into English.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Script {
    /// Russian, Ukrainian, Bulgarian, with their case endings.
    Cyrillic,
    /// Chinese characters, and pinyin against Wade-Giles and Palladius.
    Han,
    /// Japanese kana.
    Kana,
    /// Arabic, Persian, Hebrew: vowels come and go.
    Arabic,
    /// Latin letters of a language with endings of its own.
    Latin,
}

impl Script {
    /// All scripts, in the order in which one is named that explains changes as well as another.
    const ALL: [Self; 5] = [Self::Cyrillic, Self::Han, Self::Kana, Self::Arabic, Self::Latin];
}

/// How alike two names are, and through which script.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Similarity {
    /// 1 for equal, 0 for nothing in common: one minus the cost of all changes over the letters of the longer name.
    pub value: f64,
    /// The cost of all changes.
    pub cost: f64,
    /// The script that explains the changes best.
    pub script: Script,
}

/// How alike the folded names `right` and `garbled` are.
///
/// ```
/// let far = malaprop::similar::similarity("witkoff", "wilson").value;
/// assert!(malaprop::similar::similarity("witkoff", "witcoof").value > far);
/// ```
#[must_use]
pub fn similarity(right: &str, garbled: &str) -> Similarity {
    similarity_from(0.0, right, garbled).unwrap_or(Similarity {
        value: 0.0,
        cost: f64::INFINITY,
        script: Script::Latin,
    })
}

/// The same where it is at least `floor`; much cheaper where it is not. Of many names for one garbled form, see [`Against`].
#[must_use]
pub fn similarity_from(floor: f64, right: &str, garbled: &str) -> Option<Similarity> {
    Against::new(garbled).similarity_from(floor, right)
}

#[cfg(test)]
mod tests {
    use super::letter::LONGEST_GROUP;
    use super::*;

    fn alike(right: &str, garbled: &str) -> f64 {
        similarity(right, garbled).value
    }

    #[test]
    fn equal_names_are_wholly_alike() {
        assert!((alike("zelensky", "zelensky") - 1.0).abs() < 1e-9);
    }

    #[test]
    fn every_table_row_is_a_legal_change() {
        for table in ["any", "arabic", "cyrillic", "han", "kana", "latin"] {
            let path = format!("{}/lexicons/translit/{table}.csv", env!("CARGO_MANIFEST_DIR"));
            let mut rows = csv::Reader::from_path(&path).unwrap();
            for row in rows.records() {
                let row = row.unwrap();
                let cost: f64 = row[2].parse().unwrap();
                assert!(cost > 0.0 && cost <= 1.0 && row[0] != row[1], "{path}: {row:?}");
                assert!(row[3].is_empty() || &row[3] == "yes", "{path}: {row:?}");
                assert!(row[0].len().max(row[1].len()) <= LONGEST_GROUP, "{path}: {row:?}");
            }
        }
    }

    #[test]
    fn transliteration_is_cheaper_than_chance() {
        for (right, garbled, chance) in [
            ("witkoff", "witcoof", "wilkins"),
            ("mbappe", "embape", "mappen"),
            ("khashoggi", "hashkaji", "khartoum"),
            ("xijinping", "kiitsinping", "xiamenping"),
            ("volodymyr", "volodimir", "volograd"),
            ("parly", "pali", "party"),
        ] {
            assert!(alike(right, garbled) > alike(right, chance), "{right}: {garbled} against {chance}");
        }
    }

    #[test]
    fn l_and_r_are_close_only_through_east_asia() {
        assert!(matches!(similarity("lukaku", "rukaku").script, Script::Kana | Script::Han));
    }
}
