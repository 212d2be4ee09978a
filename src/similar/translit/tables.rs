//! The rows of `lexicons/translit/`, by the letters they end in.

use super::Script;
use super::cost::Costs;
use super::letter::{Group, LETTERS, Letter, NOTHING};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A letter group of the right form that becomes another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Change {
    pub(super) right: Group,
    pub(super) garbled: Group,
    /// Through each script that has a row for it.
    pub(super) costs: Costs,
}

/// All changes, by their last letters.
#[derive(Debug)]
pub(super) struct Tables {
    /// By the last letter of the garbled side, [`NOTHING`] where letters are lost; then by that of the right side.
    changes: Vec<Change>,
    /// Where those of each two last letters begin.
    starts: Vec<usize>,
}

/// The built-in tables.
pub(super) static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let tables = [
        (&Script::ALL[..], include_str!("../../../lexicons/translit/any.csv")),
        (&[Script::Cyrillic], include_str!("../../../lexicons/translit/cyrillic.csv")),
        (&[Script::Han], include_str!("../../../lexicons/translit/han.csv")),
        (&[Script::Kana], include_str!("../../../lexicons/translit/kana.csv")),
        (&[Script::Arabic], include_str!("../../../lexicons/translit/arabic.csv")),
        (&[Script::Latin], include_str!("../../../lexicons/translit/latin.csv")),
    ];
    Tables::read(&tables)
});

impl Tables {
    fn read(tables: &[(&[Script], &str)]) -> Self {
        let mut all: BTreeMap<(u8, u8, Group, Group), Costs> = BTreeMap::new();
        let mut add = |right: Group, garbled: Group, scripts: &[Script], cost: i16| {
            let costs = all.entry((garbled.last(), right.last(), right, garbled)).or_insert(Costs::NEVER);
            scripts.iter().for_each(|&script| costs.lower(script as usize, cost));
        };
        for (scripts, table) in tables {
            for record in csv::Reader::from_reader(table.as_bytes()).records().flatten() {
                let cost = record[2].parse().map_or(100.0, |cost: f64| cost * 100.0).round() as i16;
                let (right, garbled) = (Group::of(&record[0]), Group::of(&record[1]));
                add(right, garbled, scripts, cost);
                if &record[3] == "yes" {
                    add(garbled, right, scripts, cost);
                }
            }
        }
        let before = |pair: usize| all.keys().filter(|key| pair_of(key.0, key.1) < pair).count();
        let starts = (0..=LETTERS * LETTERS).map(before).collect();
        let changes = all.into_iter().map(|((_, _, right, garbled), costs)| Change { right, garbled, costs }).collect();
        Self { changes, starts }
    }

    /// The changes into what a garbled name ends in at `letter`.
    pub(super) fn becoming(&self, letter: Letter) -> impl Iterator<Item = &Change> {
        let last = letter.letter;
        let all = &self.changes[self.starts[pair_of(last, 0)]..self.starts[pair_of(last + 1, 0)]];
        all.iter().filter(move |change| change.garbled.ends(&letter))
    }

    /// The changes by which what a right name ends in at `letter` is lost.
    pub(super) fn losing(&self, letter: Letter) -> impl Iterator<Item = &Change> {
        let pair = pair_of(NOTHING, letter.letter);
        let all = &self.changes[self.starts[pair]..self.starts[pair + 1]];
        all.iter().filter(move |change| change.right.ends(&letter))
    }
}

/// The number of the last letters of both sides.
fn pair_of(garbled: u8, right: u8) -> usize {
    usize::from(garbled) * LETTERS + usize::from(right)
}
