//! The cheapest way from right names to one garbled name: a dynamic programme with a row for each letter of the right name.

use super::cost::{Costs, NEVER};
use super::letter::{LONGEST_GROUP, Letter, PLAIN, anchored};
use super::tables::{Change, TABLES};
use super::{Script, Similarity};
use std::ops::Range;

/// A garbled name, made ready to be compared with right ones. Names in alphabetical order are compared fastest: what one
/// begins with as the last did is not done again.
#[derive(Debug)]
pub struct Against {
    garbled: Vec<Letter>,
    /// The changes into what the garbled name ends in at each letter, one letter after the other.
    into: Vec<Change>,
    /// For each letter where its changes stand in `into`.
    at: Vec<Changes>,
    right: Vec<Letter>,
    /// The changes by which what the right name ends in at the letter of a row is lost.
    lost: Vec<Change>,
    /// The name compared last, as far as there are rows for it.
    done: Vec<u8>,
    /// A row for each letter of the right name and one before them, with a cell for each letter of the garbled one and one before.
    cells: Vec<Costs>,
    /// The least cost in each row.
    least: Vec<i16>,
}

/// Where the changes into what a garbled name ends in at one letter stand.
#[derive(Debug)]
struct Changes {
    /// Those that something of the right side becomes, and of which last letters of it, as bits, there are some.
    became: Range<usize>,
    ends: u32,
    /// Those of letters that come from nothing.
    added: Range<usize>,
}

impl Against {
    /// Makes a folded name ready.
    #[must_use]
    pub fn new(garbled: &str) -> Self {
        let mut letters = Vec::with_capacity(garbled.len() + 2);
        anchored(garbled, &mut letters);
        let (mut into, mut at): (Vec<Change>, Vec<Changes>) =
            (Vec::with_capacity(4 * letters.len()), Vec::with_capacity(letters.len()));
        for &letter in &letters {
            let from = into.len();
            let from_nothing = |change: &&Change| change.right.length == 0;
            into.extend(TABLES.becoming(letter).filter(|change| !from_nothing(change)));
            let added = into.len();
            let ends = into[from..].iter().fold(0, |ends, change| ends | 1 << change.right.last());
            into.extend(TABLES.becoming(letter).filter(from_nothing));
            at.push(Changes { became: from..added, ends, added: added..into.len() });
        }
        let mut against = Self {
            garbled: letters,
            into,
            at,
            right: Vec::new(),
            lost: Vec::new(),
            done: Vec::new(),
            cells: Vec::new(),
            least: Vec::new(),
        };
        against.first_row();
        against
    }

    /// How alike the folded name `right` is, where it is at least `floor`; much cheaper where it is not.
    #[must_use]
    pub fn similarity_from(&mut self, floor: f64, right: &str) -> Option<Similarity> {
        let mut letters = std::mem::take(&mut self.right);
        anchored(right, &mut letters);
        let longer = (letters.len().max(self.garbled.len()) - 2).max(1) as f64;
        // What is lost in the last bits of a floor decides nothing.
        let dearest = ((1.0 - floor) * longer * 100.0 + 1e-6) as i16;
        let (cost, script) = self.distance(&letters, dearest);
        self.right = letters;
        (cost <= dearest && cost < NEVER).then(|| {
            let cost = f64::from(cost) / 100.0;
            Similarity { value: (1.0 - cost / longer).max(0.0), cost, script }
        })
    }

    /// The cost of the cheapest way from `right`, both with their anchors, and its script; [`NEVER`] as soon as it must cost over
    /// `dearest`.
    fn distance(&mut self, right: &[Letter], dearest: i16) -> (i16, Script) {
        let width = self.garbled.len() + 1;
        let same = self.done.iter().zip(right).take_while(|(done, letter)| **done == letter.letter).count();
        self.done.truncate(same);
        self.least.truncate(same + 1);
        let size = (right.len() + 1) * width;
        if self.cells.len() < size {
            self.cells.resize(size, Costs::NEVER);
        }
        for i in 1..=right.len() {
            if i > same {
                self.row(right, i);
            }
            // A change spans up to four letters, so a row can still be reached from the last four.
            if self.least[(i + 1).saturating_sub(LONGEST_GROUP)..=i].iter().all(|&least| least > dearest) {
                return (NEVER, Script::Latin);
            }
        }
        self.cells[right.len() * width + width - 1].cheapest()
    }

    /// Before any letter of the right name stand only letters that come from nothing.
    fn first_row(&mut self) {
        self.cells.resize(self.garbled.len() + 1, Costs::NEVER);
        self.cells[0] = Costs::NOTHING;
        for j in 1..=self.garbled.len() {
            self.cells[j] = added(&self.cells[..j], &self.garbled[j - 1], &self.into[self.at[j - 1].added.clone()]);
        }
        self.least.push(0);
    }

    fn row(&mut self, right: &[Letter], i: usize) {
        let width = self.garbled.len() + 1;
        let r = &right[i - 1];
        self.lost.clear();
        self.lost.extend(TABLES.losing(*r));
        let (above, row) = self.cells.split_at_mut(i * width);
        let row = &mut row[..width];
        let last = &above[(i - 1) * width..];
        let mut least = Costs::NEVER;
        for j in 0..width {
            let mut best = last[j].plus(r.gap);
            for change in &self.lost {
                best = best.or(above[(i - change.right.length) * width + j].and(change.costs));
            }
            if j > 0 {
                let (g, changes) = (&self.garbled[j - 1], &self.at[j - 1]);
                best = best.or(last[j - 1].plus(r.becoming(g)));
                if r.is_swapped_in(g) && i > 1 && j > 1 {
                    best = best.or(above[(i - 2) * width + j - 2].plus(PLAIN.swapped));
                }
                if changes.ends >> r.letter & 1 == 1 {
                    for change in self.into[changes.became.clone()].iter().filter(|change| change.right.ends(r)) {
                        let reached = above[(i - change.right.length) * width + j - change.garbled.length];
                        best = best.or(reached.and(change.costs));
                    }
                }
                best = best.or(added(&row[..j], g, &self.into[changes.added.clone()]));
            }
            row[j] = best;
            least = least.or(best);
        }
        self.done.push(r.letter);
        self.least.push(least.least());
    }
}

/// The cost of the cell after those `before` it where the last letters of the garbled name, up to `letter`, come from nothing.
#[inline]
fn added(before: &[Costs], letter: &Letter, changes: &[Change]) -> Costs {
    let plain = before[before.len() - 1].plus(letter.gap);
    changes.iter().fold(plain, |best, change| best.or(before[before.len() - change.garbled.length].and(change.costs)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_begin_alike_are_compared_as_if_alone() {
        let names = ["wit", "witkoff", "witkov", "witt", "zelensky", "witkoff", "", "w", "witkoff"];
        for garbled in ["witcoof", "vitkov", "selenskyj", "", "w"] {
            let mut against = Against::new(garbled);
            for (floor, name) in names.iter().flat_map(|name| [(0.58, name), (0.9, name), (0.0, name)]) {
                assert_eq!(
                    against.similarity_from(floor, name),
                    Against::new(garbled).similarity_from(floor, name),
                    "{garbled}, {name}"
                );
            }
        }
    }
}
