//! How many documents came in and what became of them: read = kept + rejected + failed, or the run has failed.

use super::verdict::Verdict;
use crate::read::Status;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Documents by what became of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// What the reader gave out.
    pub read: u64,
    /// What was written to the output.
    pub kept: u64,
    /// What was not, for reasons.
    pub rejected: u64,
    /// What could not be read.
    pub failed: u64,
    /// Rejected documents by their first reason.
    pub reasons: BTreeMap<String, u64>,
    /// Failed documents by their state.
    pub states: BTreeMap<String, u64>,
}

impl Account {
    /// Counts one document.
    pub fn add(&mut self, verdict: &Verdict) {
        match verdict {
            Verdict::Kept => self.kept += 1,
            Verdict::Rejected(reasons) => {
                self.rejected += 1;
                let first = reasons.first().copied().unwrap_or_default();
                *self.reasons.entry(first.to_owned()).or_default() += 1;
            }
            Verdict::Failed { status, .. } => {
                self.failed += 1;
                *self.states.entry(status.as_str().to_owned()).or_default() += 1;
            }
        }
    }

    /// Counts a document that an earlier run kept, or rejected for this first reason.
    pub fn recall(&mut self, rejected: Option<&str>) {
        self.read += 1;
        match rejected {
            None => self.kept += 1,
            Some(reason) => {
                self.rejected += 1;
                *self.reasons.entry(reason.to_owned()).or_default() += 1;
            }
        }
    }

    /// Counts documents whose output could not be finished.
    pub fn fail(&mut self, documents: u64) {
        self.failed += documents;
        if documents > 0 {
            *self.states.entry(Status::Unreadable.as_str().to_owned()).or_default() += documents;
        }
    }

    /// Adds the documents of another account.
    pub fn merge(&mut self, other: &Self) {
        self.read += other.read;
        self.kept += other.kept;
        self.rejected += other.rejected;
        self.failed += other.failed;
        for (own, others) in [(&mut self.reasons, &other.reasons), (&mut self.states, &other.states)] {
            for (name, count) in others {
                *own.entry(name.clone()).or_default() += count;
            }
        }
    }

    /// Whether every document that was read is somewhere.
    #[must_use]
    pub const fn balances(&self) -> bool {
        self.read == self.kept + self.rejected + self.failed
    }
}

impl std::fmt::Display for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { read, kept, rejected, failed, .. } = self;
        write!(f, "{read} read = {kept} kept + {rejected} rejected + {failed} failed")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_balances_only_when_nothing_is_missing() {
        let failed = Verdict::Failed { status: Status::Malformed, problem: String::new() };
        let mut account = Account { read: 3, ..Account::default() };
        for verdict in [Verdict::Kept, Verdict::Rejected(vec!["low_score", "top_2_gram"])] {
            account.add(&verdict);
        }
        assert!(!account.balances());
        account.add(&failed);
        assert!(account.balances());
        assert_eq!((account.reasons["low_score"], account.states["malformed"]), (1, 1));
        let mut twice = account.clone();
        twice.merge(&account);
        assert_eq!(twice.to_string(), "6 read = 2 kept + 2 rejected + 2 failed");
    }
}
