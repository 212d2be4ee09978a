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

/// One row of a table. Its letters are packed, the last in the lowest byte, so that a cell compares them at once.
struct Change {
    right: Group,
    garbled: Group,
    cost: f64,
}

/// Up to four letters.
#[derive(Clone, Copy)]
struct Group {
    letters: u32,
    mask: u32,
    length: usize,
}

impl Group {
    fn of(text: &str) -> Self {
        let letters = letters(text);
        let length = letters.len().min(LONGEST_GROUP);
        let mask = u32::MAX.checked_shr(32 - 8 * length as u32).unwrap_or(0);
        Self { letters: letters.iter().fold(0, |packed, &l| packed << 8 | u32::from(l)), mask, length }
    }

    const fn ends(self, at: &Letter) -> bool {
        at.last & self.mask == self.letters
    }
}

const LONGEST_GROUP: usize = 4;

/// A letter of a name with what stands before it.
struct Letter {
    letter: u8,
    /// It and the three before it, packed as in a [`Group`].
    last: u32,
    /// What it costs that it has nothing on the other side.
    gap: f64,
}

/// Changes by the last letters of both sides, so that a cell of the table looks at one or two.
struct Costs {
    script: Script,
    changes: Vec<Change>,
    /// Where the changes of two last letters begin.
    starts: Vec<usize>,
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

/// Room for the distance of two names.
#[derive(Default)]
struct Room {
    /// The rows of the dynamic programme.
    cells: Vec<f64>,
    /// For each letter of the garbled name the rows by which it comes from nothing: its place, their length and cost.
    added: Vec<(usize, usize, f64)>,
}

impl Costs {
    fn read(script: Script, tables: &[&str]) -> Self {
        let mut by_last: Vec<Vec<Change>> = Vec::new();
        by_last.resize_with(LETTERS * LETTERS, Vec::new);
        let last = |side: Group| if side.length == 0 { usize::from(NOTHING) } else { side.letters as usize & 0xff };
        for table in tables {
            for record in csv::Reader::from_reader(table.as_bytes()).records().flatten() {
                let cost = record[2].parse().unwrap_or(PLAIN.other);
                let (right, garbled) = (Group::of(&record[0]), Group::of(&record[1]));
                by_last[last(right) * LETTERS + last(garbled)].push(Change { right, garbled, cost });
                if &record[3] == "yes" {
                    let (right, garbled) = (garbled, right);
                    by_last[last(right) * LETTERS + last(garbled)].push(Change { right, garbled, cost });
                }
            }
        }
        let mut starts = vec![0];
        starts.extend(by_last.iter().scan(0, |sum, changes| {
            *sum += changes.len();
            Some(*sum)
        }));
        Self { script, changes: by_last.into_iter().flatten().collect(), starts }
    }

    fn ending_in(&self, right: u8, garbled: u8) -> &[Change] {
        let at = usize::from(right) * LETTERS + usize::from(garbled);
        &self.changes[self.starts[at]..self.starts[at + 1]]
    }

    /// The cheapest way from `right` to `garbled`, both with their anchors; infinite as soon as it must cost over `dearest`.
    fn distance(&self, right: &[Letter], garbled: &[Letter], dearest: f64, room: &mut Room) -> f64 {
        let Room { cells, added } = room;
        let width = garbled.len() + 1;
        cells.clear();
        cells.resize((right.len() + 1) * width, f64::INFINITY);
        cells[0] = 0.0;
        added.clear();
        for (j, letter) in garbled.iter().enumerate() {
            let rows = self.ending_in(NOTHING, letter.letter).iter().filter(|c| c.garbled.ends(letter));
            added.extend(rows.map(|c| (j + 1, c.garbled.length, c.cost)));
        }
        // A change spans up to four letters, so a row can still be reached from the last four.
        let mut hopeless_rows = 0;
        for i in 0..=right.len() {
            let mut least = f64::INFINITY;
            let mut added = added.iter().peekable();
            for j in 0..=garbled.len() {
                if i + j == 0 {
                    continue;
                }
                let at = i * width + j;
                let mut best = f64::INFINITY;
                if i > 0 && j > 0 {
                    let (r, g) = (&right[i - 1], &garbled[j - 1]);
                    best = cells[at - width - 1] + SUBSTITUTION[usize::from(r.letter)][usize::from(g.letter)];
                    let swapped = r.letter == (g.last >> 8 & 0xff) as u8 && g.letter == (r.last >> 8 & 0xff) as u8;
                    if i > 1 && j > 1 && swapped {
                        best = best.min(cells[at - 2 * width - 2] + PLAIN.swapped);
                    }
                    for change in self.ending_in(r.letter, g.letter) {
                        if change.right.ends(r) && change.garbled.ends(g) {
                            let from = at - change.right.length * width - change.garbled.length;
                            best = best.min(cells[from] + change.cost);
                        }
                    }
                }
                if i > 0 {
                    let r = &right[i - 1];
                    best = best.min(cells[at - width] + r.gap);
                    for change in self.ending_in(r.letter, NOTHING).iter().filter(|c| c.right.ends(r)) {
                        best = best.min(cells[at - change.right.length * width] + change.cost);
                    }
                }
                if j > 0 {
                    best = best.min(cells[at - 1] + garbled[j - 1].gap);
                    while let Some(&&(_, length, cost)) = added.peek().filter(|a| a.0 == j) {
                        best = best.min(cells[at - length] + cost);
                        added.next();
                    }
                }
                cells[at] = best;
                least = least.min(best);
            }
            hopeless_rows = if i > 0 && least > dearest { hopeless_rows + 1 } else { 0 };
            if hopeless_rows == LONGEST_GROUP {
                return f64::INFINITY;
            }
        }
        cells[right.len() * width + garbled.len()]
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
    let mut room = Room::default();
    let tables = &*TABLES;
    let least = tables.together.distance(&a, &b, dearest, &mut room);
    if least > dearest {
        return None;
    }
    let mut best: Option<(f64, Script)> = None;
    for table in &tables.by_script {
        let bound = best.map_or(dearest, |(cost, _)| cost.min(dearest));
        let cost = table.distance(&a, &b, bound, &mut room);
        if best.is_none_or(|(cheapest, _)| cost < cheapest) {
            best = Some((cost, table.script));
        }
        // No script beats all tables in one.
        if cost <= least {
            break;
        }
    }
    let (cost, script) = best?;
    (cost <= dearest).then(|| Similarity { value: (1.0 - cost / longer).max(0.0), cost, script })
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

/// The letters of a name between its anchors.
fn anchored(folded: &str) -> Vec<Letter> {
    let inner = letters(folded).into_iter().map(|l| if l == START || l == END { OTHER } else { l });
    let mut all: Vec<Letter> = Vec::with_capacity(folded.len() + 2);
    // What stands before the start is no letter of any group.
    let mut last = u32::MAX;
    for letter in std::iter::once(START).chain(inner).chain([END]) {
        let doubled = last as u8 == letter;
        last = last << 8 | u32::from(letter);
        all.push(Letter { letter, last, gap: gap(letter, doubled) });
    }
    all
}

const fn is_vowel(letter: u8) -> bool {
    letter < 26 && matches!(letter + b'a', b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// The cost of one letter for another.
static SUBSTITUTION: [[f64; LETTERS]; LETTERS] = {
    let mut costs = [[PLAIN.other; LETTERS]; LETTERS];
    let mut right = 0;
    while right < LETTERS {
        let mut garbled = 0;
        while garbled < LETTERS {
            let (r, g) = (right as u8, garbled as u8);
            if r == g && r != OTHER {
                costs[right][garbled] = 0.0;
            } else if is_anchor(r) || is_anchor(g) {
                costs[right][garbled] = f64::INFINITY;
            } else if is_vowel(r) && is_vowel(g) {
                costs[right][garbled] = PLAIN.vowel_for_vowel;
            }
            garbled += 1;
        }
        right += 1;
    }
    costs
};

const fn is_anchor(letter: u8) -> bool {
    letter == START || letter == END
}

/// The cost of a letter having nothing on the other side.
const fn gap(letter: u8, doubled: bool) -> f64 {
    if is_anchor(letter) {
        f64::INFINITY
    } else if doubled {
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
