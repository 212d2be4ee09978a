//! How often each row and each rule fires on text of machines, of people, and on native news.

use super::corpus::{Side, Text};
use crate::corpus::Story;
use crate::detect;
use crate::detect::literal::phrases_in;
use crate::error::{Error, Result};
use crate::finding::Severity;
use crate::lexicon::Lexicon;
use crate::mention::Mentions;
use crate::rule::Family;
use crate::text::{Document, counted};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Something by side: machine, human, native.
pub type Counts = [u64; 3];

/// What the figures of a row or rule say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Fired nowhere.
    Unseen,
    /// Fires on machine text at least three times as often as on human text, and costs points rightly.
    Keep,
    /// Costs no points, and need not.
    Advisory,
    /// Costs points, but fires on human or native text too often for that.
    MakeNeutral,
    /// Costs points, and fires on human text at least as often as on machine text.
    Drop,
}

impl Verdict {
    /// The name used in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unseen => "unseen",
            Self::Keep => "keep",
            Self::Advisory => "advisory",
            Self::MakeNeutral => "make neutral",
            Self::Drop => "drop",
        }
    }
}

/// A finding that is this many times as frequent in machine as in human translations says something.
pub(super) const TELLING: f64 = 3.0;
/// Fewer hits than this are chance.
const FEW: u64 = 3;

/// How often one row or rule fired.
#[derive(Debug, Clone, PartialEq)]
pub struct Rate {
    /// A rule's code, or the place of a row.
    pub key: String,
    /// A rule's name, or the pattern of a row.
    pub name: String,
    /// How bad its findings are unless they say otherwise.
    pub severity: Severity,
    /// Hits of a row; of a rule the findings that cost points, or all where the rule is neutral.
    pub hits: Counts,
}

/// What came of measuring.
#[derive(Debug, Clone, PartialEq)]
pub struct Rates {
    /// Words measured.
    pub words: Counts,
    /// Every rule, in the order of the codes.
    pub rules: Vec<Rate>,
    /// Every row, in the order of the tables.
    pub rows: Vec<Rate>,
    /// Findings of families literal and fluency: neutral ones, and those that cost points.
    pub wording: [Counts; 2],
}

#[derive(Debug, Clone)]
struct Tally {
    words: Counts,
    rules: BTreeMap<&'static str, Counts>,
    rows: BTreeMap<usize, Counts>,
    wording: [Counts; 2],
}

impl Tally {
    const EMPTY: Self = Self { words: [0; 3], rules: BTreeMap::new(), rows: BTreeMap::new(), wording: [[0; 3]; 2] };

    fn of(text: &Text, lexicon: &Lexicon, row_at: &BTreeMap<&str, usize>) -> Self {
        let mut tally = Self::EMPTY;
        let side = text.side as usize;
        let document = Document::new("measured", text.text.as_str());
        tally.words[side] = document.words() as u64;
        for finding in detect::run(&document, lexicon, &Story::default()) {
            if finding.severity > Severity::Neutral || finding.rule.severity == Severity::Neutral {
                tally.rules.entry(finding.rule.code).or_default()[side] += 1;
            }
            if is_wording(finding.rule.family) {
                tally.wording[usize::from(finding.severity > Severity::Neutral)][side] += 1;
            }
        }
        let mentions = Mentions::read(&document, &lexicon.names, &Story::default());
        for hit in phrases_in(&document, lexicon, &mentions) {
            tally.rows.entry(row_at[hit.phrase.place.as_str()]).or_default()[side] += 1;
        }
        tally
    }

    fn join(mut self, other: Self) -> Self {
        let add = |mine: &mut Counts, theirs: Counts| mine.iter_mut().zip(theirs).for_each(|(m, t)| *m += t);
        add(&mut self.words, other.words);
        for (rule, counts) in other.rules {
            add(self.rules.entry(rule).or_default(), counts);
        }
        for (row, counts) in other.rows {
            add(self.rows.entry(row).or_default(), counts);
        }
        for (mine, theirs) in self.wording.iter_mut().zip(other.wording) {
            add(mine, theirs);
        }
        self
    }
}

const fn is_wording(family: Family) -> bool {
    matches!(family, Family::Literal | Family::Fluency)
}

/// Measures every rule, and every row of the phrase tables, on `texts`, each read alone.
#[must_use]
pub fn rates(texts: &[Text], lexicon: &Lexicon) -> Rates {
    let rows = lexicon.phrases.rows();
    let row_at: BTreeMap<&str, usize> = rows.iter().enumerate().map(|(i, row)| (row.place.as_str(), i)).collect();
    let tally = texts
        .par_iter()
        .fold(|| Tally::EMPTY, |tally, text| tally.join(Tally::of(text, lexicon, &row_at)))
        .reduce(|| Tally::EMPTY, Tally::join);
    let rule = |rule: &'static crate::rule::Rule| Rate {
        key: rule.code.to_owned(),
        name: rule.name.to_owned(),
        severity: rule.severity,
        hits: tally.rules.get(rule.code).copied().unwrap_or_default(),
    };
    let row = |(i, row): (usize, &crate::lexicon::phrases::Phrase)| Rate {
        key: row.place.clone(),
        name: row.source.clone(),
        severity: row.severity,
        hits: tally.rows.get(&i).copied().unwrap_or_default(),
    };
    Rates {
        words: tally.words,
        rules: detect::all().map(|d| rule(d.rule())).collect(),
        rows: rows.iter().enumerate().map(row).collect(),
        wording: tally.wording,
    }
}

impl Rates {
    /// Hits per 10,000 words of a side; 0 where there are no words.
    #[must_use]
    pub fn per_10_000(&self, hits: Counts, side: Side) -> f64 {
        hits[side as usize] as f64 * 10_000.0 / self.words[side as usize].max(1) as f64
    }

    /// What the figures of a row or rule say.
    #[must_use]
    pub fn verdict(&self, rate: &Rate) -> Verdict {
        let of = |side| self.per_10_000(rate.hits, side);
        let (machine, human) = (of(Side::Machine), of(Side::Human));
        let seen: u64 = rate.hits.iter().sum();
        let neutral = rate.severity == Severity::Neutral;
        if seen == 0 {
            Verdict::Unseen
        } else if neutral {
            Verdict::Advisory
        } else if human >= machine && seen >= FEW {
            Verdict::Drop
        } else if machine < TELLING * human || rate.hits[Side::Native as usize] > 0 {
            Verdict::MakeNeutral
        } else {
            Verdict::Keep
        }
    }

    /// Every rule and every row that fired, as CSV: what, its name or pattern, severity, hits, rates, verdict.
    ///
    /// # Errors
    /// None that is known: the table is made in memory.
    pub fn table(&self) -> Result<String> {
        let mut table = Table::new(&[
            "key",
            "name",
            "severity",
            "machine_hits",
            "human_hits",
            "native_hits",
            "machine",
            "human",
            "native",
            "verdict",
        ])?;
        for rate in self.rules.iter().chain(self.rows.iter().filter(|r| r.hits != [0; 3])) {
            let mut cells = vec![rate.key.clone(), rate.name.clone(), rate.severity.as_str().to_owned()];
            cells.extend(rate.hits.iter().map(u64::to_string));
            cells.extend(Side::ALL.map(|side| format!("{:.3}", self.per_10_000(rate.hits, side))));
            cells.push(self.verdict(rate).as_str().to_owned());
            table.row(&cells)?;
        }
        table.finish()
    }

    /// The rates of the rules alone, as the rules' pages show them.
    ///
    /// # Errors
    /// None that is known: the table is made in memory.
    pub fn table_of_rules(&self) -> Result<String> {
        let mut table = Table::new(&["rule", "machine", "human", "native"])?;
        for rate in &self.rules {
            let mut cells = vec![rate.key.clone()];
            cells.extend(Side::ALL.map(|side| format!("{:.2}", self.per_10_000(rate.hits, side))));
            table.row(&cells)?;
        }
        table.finish()
    }

    /// A few lines for the terminal: words, totals, and the rows and rules of wording that should change.
    #[must_use]
    pub fn summary(&self) -> String {
        let mut lines = Vec::new();
        let three = |numbers: [String; 3]| {
            let [machine, human, native] = numbers;
            format!("machine {machine}, human {human}, native {native}")
        };
        lines.push(format!("words: {}", three(self.words.map(|n| n.to_string()))));
        for (name, counts) in ["neutral", "above neutral"].iter().zip(self.wording) {
            let rates = Side::ALL.map(|side| format!("{:.2}", self.per_10_000(counts, side)));
            lines.push(format!("literal and fluency, {name}, per 10,000 words: {}", three(rates)));
        }
        let unseen = self.rows.iter().filter(|r| r.hits == [0; 3]).count();
        lines.push(format!("{}, {unseen} of them unseen", counted(self.rows.len(), "row")));
        let wording = self
            .rules
            .iter()
            .filter(|r| detect::rule(&r.key).is_some_and(|rule| is_wording(rule.family)) && !r.name.is_empty());
        for rate in wording.chain(&self.rows) {
            let verdict = self.verdict(rate);
            if matches!(verdict, Verdict::MakeNeutral | Verdict::Drop) {
                let hits = three(rate.hits.map(|n| n.to_string()));
                lines.push(format!("{}: {}: `{}` ({hits})", rate.key, verdict.as_str(), rate.name));
            }
        }
        lines.join("\n") + "\n"
    }
}

struct Table(csv::Writer<Vec<u8>>);

impl Table {
    fn new(columns: &[&str]) -> Result<Self> {
        let mut table = Self(csv::Writer::from_writer(Vec::new()));
        table.0.write_record(columns).map_err(|e| Error::usage(e.to_string()))?;
        Ok(table)
    }

    fn row(&mut self, cells: &[String]) -> Result<()> {
        self.0.write_record(cells).map_err(|e| Error::usage(e.to_string()))
    }

    fn finish(self) -> Result<String> {
        let bytes = self.0.into_inner().map_err(|e| Error::usage(e.to_string()))?;
        String::from_utf8(bytes).map_err(|e| Error::usage(e.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(severity: Severity, hits: Counts) -> Verdict {
        let measured =
            Rates { words: [100_000, 10_000, 10_000], rules: Vec::new(), rows: Vec::new(), wording: [[0; 3]; 2] };
        measured.verdict(&Rate { key: String::new(), name: String::new(), severity, hits })
    }

    #[test]
    fn verdicts_go_by_rates_and_not_by_counts() {
        assert_eq!(verdict(Severity::Minor, [0, 0, 0]), Verdict::Unseen);
        assert_eq!(verdict(Severity::Minor, [40, 1, 0]), Verdict::Keep);
        assert_eq!(verdict(Severity::Minor, [20, 1, 0]), Verdict::MakeNeutral);
        assert_eq!(verdict(Severity::Minor, [40, 0, 1]), Verdict::MakeNeutral);
        assert_eq!(verdict(Severity::Neutral, [20, 1, 0]), Verdict::Advisory);
        assert_eq!(verdict(Severity::Minor, [9, 1, 0]), Verdict::Drop);
    }
}
