//! The file of findings that somebody rejected: CSV that a spreadsheet can edit.

use super::verdicts::fingerprint;
use crate::bounded;
use crate::error::{Error, Result};
use crate::fingerprint::Fingerprint;
use crate::lexicon::sheet::{self, guarded};
use crate::lexicon::table::Row;
use crate::read::FileText;
use crate::text::Date;
use std::collections::HashMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// The name the file has beside `malaprop.toml`.
pub const FILE_NAME: &str = "malaprop-suppressions.csv";

/// A finding not to report again, wherever it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// What identifies it; the columns after it are for people.
    pub fingerprint: Fingerprint,
    /// The code of the rule.
    pub rule: String,
    /// The words found.
    pub matched: String,
    /// The words with their neighbours.
    pub context: String,
    /// Why it was rejected.
    pub reason: String,
    /// By whom.
    pub by: String,
    /// The last day it holds; for ever without one.
    pub until: Option<Date>,
}

/// All suppressions of a file, and which of them met a finding.
#[derive(Debug, Default)]
pub struct Suppressions {
    rows: Vec<(Suppression, AtomicBool)>,
    by_fingerprint: HashMap<Fingerprint, usize>,
    today: Option<Date>,
}

const COLUMNS: [&str; 7] = ["fingerprint", "rule", "match", "context", "reason", "by", "until"];

impl Suppressions {
    /// Reads the file at `path`; what holds until a day before `today` has expired.
    ///
    /// # Errors
    /// A file that cannot be read; a fault in it, with file, line and column.
    pub fn read(path: &Path, today: Option<Date>) -> Result<Self> {
        let bytes = bounded::bytes(path, bounded::TABLE)?;
        let text = FileText::decode(&bytes).map_err(|problem| Error::path(path, problem))?;
        let table = sheet::read(&path.display().to_string(), text.text(), &COLUMNS[..1])?;
        let rows = table.rows().iter().map(suppression).collect::<Result<Vec<_>>>()?;
        Ok(Self { today, ..Self::new(rows) })
    }

    /// These, none of which has expired. Of two for one finding the later counts.
    #[must_use]
    pub fn new(rows: Vec<Suppression>) -> Self {
        let by_fingerprint = rows.iter().enumerate().map(|(i, row)| (row.fingerprint, i)).collect();
        Self { rows: rows.into_iter().map(|row| (row, AtomicBool::new(false))).collect(), by_fingerprint, today: None }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Why the finding was rejected, where it was and the suppression still holds; which then counts as used.
    #[must_use]
    pub fn covers(&self, fingerprint: Fingerprint) -> Option<String> {
        let (row, used) = &self.rows[*self.by_fingerprint.get(&fingerprint)?];
        if self.has_expired(row) {
            return None;
        }
        used.store(true, Ordering::Relaxed);
        Some(match (row.reason.as_str(), row.by.as_str()) {
            (reason, "") => reason.to_owned(),
            ("", by) => by.to_owned(),
            (reason, by) => format!("{reason} ({by})"),
        })
    }

    fn has_expired(&self, row: &Suppression) -> bool {
        row.until.zip(self.today).is_some_and(|(until, today)| until < today)
    }

    /// Those that have expired.
    pub fn expired(&self) -> impl Iterator<Item = &Suppression> {
        self.rows.iter().map(|(row, _)| row).filter(|row| self.has_expired(row))
    }

    /// Those that hold and met no finding so far.
    pub fn unused(&self) -> impl Iterator<Item = &Suppression> {
        let idle = self.rows.iter().filter(|(_, used)| !used.load(Ordering::Relaxed));
        idle.map(|(row, _)| row).filter(|row| !self.has_expired(row))
    }

    /// Those that met a finding.
    pub fn used(&self) -> impl Iterator<Item = &Suppression> {
        self.rows.iter().filter(|(_, used)| used.load(Ordering::Relaxed)).map(|(row, _)| row)
    }

    /// All of them, in the order of the file.
    pub fn all(&self) -> impl Iterator<Item = &Suppression> {
        self.rows.iter().map(|(row, _)| row)
    }
}

/// The file of `rows`, sorted by rule and words.
///
/// # Errors
/// None that a writer in memory could have.
pub fn table(mut rows: Vec<Suppression>) -> Result<String> {
    rows.sort_by(|a, b| {
        (&a.rule, &a.matched, &a.context, a.fingerprint).cmp(&(&b.rule, &b.matched, &b.context, b.fingerprint))
    });
    let failed = |e: &dyn std::fmt::Display| Error::usage(format!("cannot write the suppressions: {e}"));
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS).map_err(|e| failed(&e))?;
    for row in rows {
        let until = row.until.map_or_else(String::new, |day| day.to_string());
        let cells = [row.fingerprint.to_string(), row.rule, row.matched, row.context, row.reason, row.by, until];
        writer.write_record(cells.map(|cell| guarded(&cell))).map_err(|e| failed(&e))?;
    }
    let bytes = writer.into_inner().map_err(|e| failed(&e))?;
    String::from_utf8(bytes).map_err(|e| failed(&e))
}

fn suppression(row: &Row) -> Result<Suppression> {
    let until = match row.get("until") {
        "" => None,
        day => Some(Date::parse(day).or_else(|| day_of_a_spreadsheet(day)).ok_or_else(|| {
            row.error("until", format!("`{day}` is no day that can be told for sure; write 2027-01-31"))
        })?),
    };
    let owned = |column| row.get(column).to_owned();
    Ok(Suppression {
        fingerprint: fingerprint(row)?,
        rule: owned("rule"),
        matched: owned("match"),
        context: owned("context"),
        reason: owned("reason"),
        by: owned("by"),
        until,
    })
}

/// `31.01.2027`, `31/01/2027` and `1/31/2027`, into which spreadsheets turn a day; nothing where day and month could change places.
fn day_of_a_spreadsheet(text: &str) -> Option<Date> {
    let dotted = text.contains('.');
    let numbers: Vec<u16> = text.split(['.', '/']).map(|n| n.trim().parse().ok()).collect::<Option<_>>()?;
    let &[a, b, year] = numbers.as_slice() else { return None };
    let (day, month) = match (a, b) {
        (a, b) if dotted || a > 12 || a == b => (a, b),
        (a, b) if b > 12 => (b, a),
        _ => return None,
    };
    let written = year >= 1000;
    Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?).filter(|_| written)
}

/// The day it is, in universal time; nothing where the clock is not set.
#[must_use]
pub fn today() -> Option<Date> {
    day_number(SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_secs() / 86_400)
}

/// The day `days` after 1970-01-01; Howard Hinnant's `civil_from_days` for days that are not negative.
fn day_number(days: u64) -> Option<Date> {
    let shifted = days + 719_468;
    let (era, of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    Date::new(u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(digits: &str, until: Option<Date>) -> Suppression {
        let (matched, context) = ("=took an aim".to_owned(), "They =took an aim at the".to_owned());
        let fingerprint = Fingerprint::parse(digits).unwrap();
        let (reason, by) = ("a quote, left as it is".to_owned(), "Ida".to_owned());
        Suppression { fingerprint, rule: "LIT201".to_owned(), matched, context, reason, by, until }
    }

    #[test]
    fn the_file_is_read_as_it_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE_NAME);
        let rows = vec![row("00000000000000aa", Date::new(2020, 1, 31)), row("1234567890123456", None)];
        let written = table(rows.clone()).unwrap();
        assert!(written.contains("'1234567890123456,LIT201,'=took an aim"), "{written}");
        std::fs::write(&path, written).unwrap();
        let read = Suppressions::read(&path, Date::new(2020, 2, 1)).unwrap();
        assert_eq!(read.all().cloned().collect::<Vec<_>>(), rows);
        assert_eq!((read.expired().count(), read.unused().count()), (1, 1));
        assert_eq!(read.covers(rows[0].fingerprint), None);
        assert_eq!(read.covers(rows[1].fingerprint).as_deref(), Some("a quote, left as it is (Ida)"));
        assert_eq!((read.used().count(), read.unused().count()), (1, 0));
    }

    #[test]
    fn days_are_read_as_spreadsheets_turn_them() {
        assert_eq!(day_of_a_spreadsheet("31.01.2027"), Date::new(2027, 1, 31));
        assert_eq!(day_of_a_spreadsheet("1/31/2027"), Date::new(2027, 1, 31));
        assert_eq!(day_of_a_spreadsheet("31/1/2027"), Date::new(2027, 1, 31));
        assert_eq!(day_of_a_spreadsheet("1/2/2027"), None);
        assert_eq!(day_of_a_spreadsheet("31.01.27"), None);
    }

    #[test]
    fn days_are_counted_over_leap_years() {
        for (days, date) in
            [(0, (1970, 1, 1)), (11_016, (2000, 2, 29)), (19_782, (2024, 2, 29)), (20_782, (2026, 11, 25))]
        {
            assert_eq!(day_number(days), Date::new(date.0, date.1, date.2));
        }
    }
}
