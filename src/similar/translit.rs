//! A distance between a right name and a garbled one that knows what each script does to letters.
//!
//! The tables in `lexicons/translit/` give a cost from 0 to 1 for a letter group of the right form becoming another; `^` and
//! `$` stand for the start and end of the name. Whatever no row covers costs what [`PLAIN`] says. A name is compared once for
//! each script, with that script's rows and those of `any.csv`: a garbling that needs two scripts at once is no garbling.

use std::sync::LazyLock;

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

struct Plain {
    vowel_for_vowel: f64,
    vowel_lost_or_added: f64,
    doubled_letter: f64,
    swapped: f64,
    other: f64,
}

/// Costs of changes that no table row covers. Vowels are what transliteration keeps least (`Kianu` for Keanu) and doubled
/// letters come and go (`Rute` for Rutte); a swap is a slip of typing, which the same tables meet less often.
const PLAIN: Plain =
    Plain { vowel_for_vowel: 0.5, vowel_lost_or_added: 0.6, doubled_letter: 0.2, swapped: 0.8, other: 1.0 };

struct Change {
    right: Vec<u8>,
    garbled: Vec<u8>,
    cost: f64,
}

/// Changes bucketed by the last letters of both sides, so that a cell of the table looks at one or two.
struct Costs {
    script: Script,
    by_last: Vec<Vec<Change>>,
}

const START: u8 = 26;
const END: u8 = 27;
const OTHER: u8 = 28;
const NOTHING: u8 = 29;
const LETTERS: usize = 30;

/// The tables of all scripts, and all of them in one: a bound that no single script can beat.
struct Tables {
    together: Costs,
    by_script: Vec<Costs>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let any = include_str!("../../lexicons/translit/any.csv");
    let scripts = [
        (Script::Cyrillic, include_str!("../../lexicons/translit/cyrillic.csv")),
        (Script::Han, include_str!("../../lexicons/translit/han.csv")),
        (Script::Kana, include_str!("../../lexicons/translit/kana.csv")),
        (Script::Arabic, include_str!("../../lexicons/translit/arabic.csv")),
        (Script::Latin, include_str!("../../lexicons/translit/latin.csv")),
    ];
    let all: Vec<&str> = std::iter::once(any).chain(scripts.iter().map(|(_, table)| *table)).collect();
    Tables {
        together: Costs::read(Script::Latin, &all),
        by_script: scripts.iter().map(|(script, table)| Costs::read(*script, &[any, table])).collect(),
    }
});

impl Costs {
    fn read(script: Script, tables: &[&str]) -> Self {
        let mut costs = Self { script, by_last: Vec::new() };
        costs.by_last.resize_with(LETTERS * LETTERS, Vec::new);
        for table in tables {
            for record in csv::Reader::from_reader(table.as_bytes()).records().flatten() {
                let cost = record[2].parse().unwrap_or(PLAIN.other);
                costs.add(&record[0], &record[1], cost);
                if &record[3] == "yes" {
                    costs.add(&record[1], &record[0], cost);
                }
            }
        }
        costs
    }

    fn add(&mut self, right: &str, garbled: &str, cost: f64) {
        let (right, garbled) = (letters(right), letters(garbled));
        let last = |side: &[u8]| usize::from(side.last().copied().unwrap_or(NOTHING));
        self.by_last[last(&right) * LETTERS + last(&garbled)].push(Change { right, garbled, cost });
    }

    fn ending_in(&self, right: u8, garbled: u8) -> &[Change] {
        &self.by_last[usize::from(right) * LETTERS + usize::from(garbled)]
    }

    /// The cheapest way from `right` to `garbled`, both with their anchors; infinite as soon as it must cost over `dearest`.
    /// `cells` holds the rows of the dynamic programme.
    fn distance(&self, right: &[u8], garbled: &[u8], dearest: f64, cells: &mut Vec<f64>) -> f64 {
        let width = garbled.len() + 1;
        cells.clear();
        cells.resize((right.len() + 1) * width, f64::INFINITY);
        cells[0] = 0.0;
        // A change spans up to four letters, so a row can still be reached from the last four.
        let mut hopeless_rows = 0;
        for i in 0..=right.len() {
            let mut least = f64::INFINITY;
            for j in 0..=garbled.len() {
                if i + j == 0 {
                    continue;
                }
                let mut best = f64::INFINITY;
                if i > 0 && j > 0 {
                    best = cells[(i - 1) * width + j - 1] + substitution(right[i - 1], garbled[j - 1]);
                    if i > 1 && j > 1 && right[i - 1] == garbled[j - 2] && right[i - 2] == garbled[j - 1] {
                        best = best.min(cells[(i - 2) * width + j - 2] + PLAIN.swapped);
                    }
                    for change in self.ending_in(right[i - 1], garbled[j - 1]) {
                        best = best.min(self.applied(change, right, garbled, i, j, cells));
                    }
                }
                if i > 0 {
                    best = best.min(cells[(i - 1) * width + j] + gap(right, i));
                    for change in self.ending_in(right[i - 1], NOTHING) {
                        best = best.min(self.applied(change, right, garbled, i, j, cells));
                    }
                }
                if j > 0 {
                    best = best.min(cells[i * width + j - 1] + gap(garbled, j));
                    for change in self.ending_in(NOTHING, garbled[j - 1]) {
                        best = best.min(self.applied(change, right, garbled, i, j, cells));
                    }
                }
                cells[i * width + j] = best;
                least = least.min(best);
            }
            hopeless_rows = if i > 0 && least > dearest { hopeless_rows + 1 } else { 0 };
            if hopeless_rows == 4 {
                return f64::INFINITY;
            }
        }
        cells[right.len() * width + garbled.len()]
    }

    fn applied(&self, change: &Change, right: &[u8], garbled: &[u8], i: usize, j: usize, cells: &[f64]) -> f64 {
        if ends_with(&right[..i], &change.right) && ends_with(&garbled[..j], &change.garbled) {
            cells[(i - change.right.len()) * (garbled.len() + 1) + j - change.garbled.len()] + change.cost
        } else {
            f64::INFINITY
        }
    }
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

/// The same where it is at least `floor`; much cheaper where it is not.
#[must_use]
pub fn similarity_from(floor: f64, right: &str, garbled: &str) -> Option<Similarity> {
    let (a, b) = (anchored(right), anchored(garbled));
    let longer = (a.len().max(b.len()) - 2).max(1) as f64;
    let dearest = (1.0 - floor) * longer + 1e-9;
    let mut cells = Vec::new();
    let tables = &*TABLES;
    if tables.together.distance(&a, &b, dearest, &mut cells) > dearest {
        return None;
    }
    let costs = tables.by_script.iter().map(|t| (t.distance(&a, &b, dearest, &mut cells), t.script));
    let (cost, script) = costs.min_by(|x, y| x.0.total_cmp(&y.0))?;
    (cost <= dearest).then(|| Similarity { value: (1.0 - cost / longer).max(0.0), cost, script })
}

/// `slice::ends_with` without its call of memcmp, which for one to four letters costs more than the comparison.
fn ends_with(whole: &[u8], end: &[u8]) -> bool {
    end.len() <= whole.len() && end.iter().rev().zip(whole.iter().rev()).all(|(a, b)| a == b)
}

fn letters(text: &str) -> Vec<u8> {
    text.chars()
        .map(|c| match c {
            'a'..='z' => c as u8 - b'a',
            '^' => START,
            '$' => END,
            _ => OTHER,
        })
        .collect()
}

fn anchored(folded: &str) -> Vec<u8> {
    let mut all = vec![START];
    all.extend(letters(folded).into_iter().map(|l| if l == START || l == END { OTHER } else { l }));
    all.push(END);
    all
}

fn is_vowel(letter: u8) -> bool {
    letter < 26 && matches!(letter + b'a', b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

fn substitution(right: u8, garbled: u8) -> f64 {
    if right == garbled && right != OTHER {
        0.0
    } else if right == START || right == END || garbled == START || garbled == END {
        f64::INFINITY
    } else if is_vowel(right) && is_vowel(garbled) {
        PLAIN.vowel_for_vowel
    } else {
        PLAIN.other
    }
}

/// The cost of letter `i - 1` of `side` having nothing on the other side.
fn gap(side: &[u8], i: usize) -> f64 {
    let letter = side[i - 1];
    if letter == START || letter == END {
        f64::INFINITY
    } else if i > 1 && side[i - 2] == letter {
        PLAIN.doubled_letter
    } else if is_vowel(letter) {
        PLAIN.vowel_lost_or_added
    } else {
        PLAIN.other
    }
}

#[cfg(test)]
mod tests {
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
