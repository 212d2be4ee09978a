//! One of several equal parts of the inputs, for runs on many machines.

use std::ops::Range;
use std::str::FromStr;

/// Part `index` of `count`, counted from 1. The inputs lie one behind the other as bytes; a part has those whose first byte is in
/// its share, so parts written one behind the other are what a single run writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    index: u64,
    count: u64,
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no part such as 1/4");
        let (index, count) = text.split_once('/').ok_or_else(wrong)?;
        let (index, count) = (index.parse().map_err(|_| wrong())?, count.parse().map_err(|_| wrong())?);
        if index == 0 || index > count {
            return Err(format!("parts are counted from 1: `{text}` is not from 1/{count} to {count}/{count}"));
        }
        Ok(Self { index, count })
    }
}

impl std::fmt::Display for Shard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.index, self.count)
    }
}

impl Shard {
    /// Its share of `total` bytes; the last part also has what begins behind them, which is empty.
    #[must_use]
    pub fn share(self, total: u64) -> Range<u64> {
        // A share of a u64 is one.
        let border =
            |i: u64| u64::try_from(u128::from(total) * u128::from(i) / u128::from(self.count)).unwrap_or(total);
        let end = if self.index == self.count { u64::MAX } else { border(self.index) };
        border(self.index - 1)..end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shares_follow_each_other_without_gap() {
        for total in [0, 1, 7, 1000, u64::MAX - 1] {
            for count in [1, 2, 3, 16] {
                let shares: Vec<_> = (1..=count).map(|index| Shard { index, count }.share(total)).collect();
                assert_eq!((shares[0].start, shares[shares.len() - 1].end), (0, u64::MAX));
                assert!(shares.windows(2).all(|s| s[0].end == s[1].start), "{shares:?}");
            }
        }
    }

    #[test]
    fn parts_are_counted_from_one() {
        assert_eq!("2/4".parse::<Shard>().map(|s| s.to_string()), Ok("2/4".to_owned()));
        for wrong in ["0/4", "5/4", "1", "a/b", "1/0", "-1/2"] {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
    }
}
