//! Costs of the same changes through every script, side by side in one register: signed, as the least of two such is one
//! instruction on every processor of the kind, of unsigned ones three.

use super::Script;

/// More than any name's changes cost.
pub(super) const NEVER: i16 = i16::MAX;

/// A power of two that the scripts fit into.
const LANES: usize = 8;

/// A cost for each script, in hundredths. Sums stop at [`NEVER`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Costs([i16; LANES]);

impl Costs {
    pub(super) const NEVER: Self = Self([NEVER; LANES]);
    pub(super) const NOTHING: Self = Self::all(0);

    /// The same for every script.
    const fn all(hundredths: i16) -> Self {
        let mut lanes = [NEVER; LANES];
        let mut script = 0;
        while script < Script::ALL.len() {
            lanes[script] = hundredths;
            script += 1;
        }
        Self(lanes)
    }

    /// The cost through the script with that number, where it is less than before.
    pub(super) fn lower(&mut self, script: usize, hundredths: i16) {
        self.0[script] = self.0[script].min(hundredths);
    }

    /// With `hundredths` more for every script.
    #[inline]
    pub(super) fn plus(self, hundredths: i16) -> Self {
        Self(std::array::from_fn(|i| self.0[i].saturating_add(hundredths)))
    }

    /// With the costs of another change.
    #[inline]
    pub(super) fn and(self, other: Self) -> Self {
        Self(std::array::from_fn(|i| self.0[i].saturating_add(other.0[i])))
    }

    /// For each script the lower.
    #[inline]
    pub(super) fn or(self, other: Self) -> Self {
        Self(std::array::from_fn(|i| self.0[i].min(other.0[i])))
    }

    /// The cheapest script, the first of several, and its cost.
    #[inline]
    pub(super) fn cheapest(self) -> (i16, Script) {
        let least = self.least();
        let at = self.0[..Script::ALL.len()].iter().position(|&cost| cost == least);
        (least, Script::ALL[at.unwrap_or(0)])
    }

    /// The least of all.
    #[inline]
    pub(super) fn least(self) -> i16 {
        self.0.into_iter().fold(NEVER, i16::min)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cheapest_script_is_named_and_nothing_wraps() {
        let mut costs = Costs::NEVER;
        assert_eq!(costs.plus(1).least(), NEVER);
        costs.lower(3, 40);
        costs.lower(1, 40);
        costs.lower(1, 90);
        assert_eq!(costs.cheapest(), (40, Script::Han));
        assert_eq!(costs.and(costs.plus(NEVER)).least(), NEVER);
        assert_eq!(Costs::NOTHING.plus(7).or(costs).cheapest(), (7, Script::Cyrillic));
    }
}
