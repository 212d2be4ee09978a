//! Costs of the same changes through every script, side by side in one register.

use super::Script;

/// More than any name's changes cost.
pub(super) const NEVER: u16 = u16::MAX;

/// A power of two that the scripts fit into.
const LANES: usize = 8;

/// A cost for each script, in hundredths. Sums stop at [`NEVER`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Costs([u16; LANES]);

impl Costs {
    pub(super) const NEVER: Self = Self([NEVER; LANES]);
    pub(super) const NOTHING: Self = Self::all(0);

    /// The same for every script.
    const fn all(hundredths: u16) -> Self {
        let mut lanes = [NEVER; LANES];
        let mut script = 0;
        while script < Script::ALL.len() {
            lanes[script] = hundredths;
            script += 1;
        }
        Self(lanes)
    }

    /// The cost through the script with that number, where it is less than before.
    pub(super) fn lower(&mut self, script: usize, hundredths: u16) {
        self.0[script] = self.0[script].min(hundredths);
    }

    /// With `hundredths` more for every script.
    pub(super) fn plus(self, hundredths: u16) -> Self {
        Self(std::array::from_fn(|i| self.0[i].saturating_add(hundredths)))
    }

    /// With the costs of another change.
    pub(super) fn and(self, other: Self) -> Self {
        Self(std::array::from_fn(|i| self.0[i].saturating_add(other.0[i])))
    }

    /// For each script the lower.
    pub(super) fn or(self, other: Self) -> Self {
        Self(std::array::from_fn(|i| self.0[i].min(other.0[i])))
    }

    /// The cheapest script, the first of several, and its cost.
    pub(super) fn cheapest(self) -> (u16, Script) {
        let least = self.least();
        let at = self.0[..Script::ALL.len()].iter().position(|&cost| cost == least);
        (least, Script::ALL[at.unwrap_or(0)])
    }

    /// The least of all.
    pub(super) fn least(self) -> u16 {
        self.0.into_iter().fold(NEVER, u16::min)
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
