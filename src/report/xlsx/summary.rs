//! The sheets that sum the run up: figures, scores with a chart, and rules with the verdicts given so far.

use super::look::{DECISIONS, Look};
use super::sheet::Table;
use crate::report::columns::{VERDICT, VERDICTS};
use crate::rule::Rule;
use crate::run::Scored;
use crate::weights::rounded;
use rust_xlsxwriter::{Chart, ChartLine, ChartType, Formula, Worksheet, XlsxError};
use std::collections::BTreeMap;

/// So many points of score are one bar of the chart.
const BIN: usize = 5;
const BINS: usize = 100 / BIN;

/// What is counted while documents pass by.
#[derive(Default)]
pub(super) struct Summary {
    documents: usize,
    unscored: usize,
    words: usize,
    decisions: [usize; 3],
    /// Documents by score and decision.
    bins: [[usize; 3]; BINS],
    rules: BTreeMap<&'static str, Fired>,
}

struct Fired {
    rule: &'static Rule,
    findings: usize,
    documents: usize,
    points: f64,
}

impl Summary {
    pub(super) fn add(&mut self, scored: &Scored) {
        self.documents += 1;
        let Some(judged) = &scored.result else {
            self.unscored += 1;
            return;
        };
        let score = &judged.score;
        self.words += score.words;
        let decision = DECISIONS.iter().position(|(word, ..)| *word == score.decision.as_str()).unwrap_or(0);
        self.decisions[decision] += 1;
        // The score is from 0 to 100; a hundred belongs to the last bar.
        self.bins[(score.score as usize / BIN).min(BINS - 1)][decision] += 1;
        let mut here: Vec<&str> = Vec::new();
        for (finding, &points) in judged.findings.iter().zip(&score.points) {
            let rule = finding.rule;
            let fired = self.rules.entry(rule.code).or_insert(Fired { rule, findings: 0, documents: 0, points: 0.0 });
            fired.findings += 1;
            fired.points += points;
            if !here.contains(&rule.code) {
                fired.documents += 1;
                here.push(rule.code);
            }
        }
    }

    pub(super) fn write_figures(&self, sheet: &mut Worksheet, look: &Look) -> Result<(), XlsxError> {
        /// Where the table of scores begins.
        const SCORES: u32 = 10;
        sheet.set_screen_gridlines(false);
        sheet.set_landscape().set_print_fit_to_pages(1, 1);
        sheet.set_column_width(0, 22)?.set_column_width(1, 11)?.set_column_width(2, 11)?.set_column_width(3, 11)?;
        sheet.write_string_with_format(0, 0, "malaprop report", &look.title)?;
        let [publish, review, reject] = self.decisions;
        let findings = self.rules.values().map(|fired| fired.findings).sum();
        let figures = [
            ("documents", self.documents),
            ("words", self.words),
            ("to publish", publish),
            ("to review", review),
            ("to reject", reject),
            ("without a score", self.unscored),
            ("findings", findings),
        ];
        for (row, (label, figure)) in (2..).zip(figures) {
            sheet.write_string_with_format(row, 0, label, &look.label)?;
            sheet.write_number_with_format(row, 1, figure as f64, &look.whole)?;
        }
        sheet.write_string_with_format(SCORES, 0, "score", &look.header)?;
        for (column, (word, ..)) in (1..).zip(DECISIONS) {
            sheet.write_string_with_format(SCORES, column, word, &look.figure_header)?;
        }
        for (i, (row, counts)) in (SCORES + 1..).zip(self.bins).enumerate() {
            let end = if i + 1 == BINS { "100".to_owned() } else { format!("{}.99", (i + 1) * BIN - 1) };
            sheet.write_string(row, 0, format!("{} to {end}", i * BIN))?;
            for (column, count) in (1..).zip(counts) {
                sheet.write_number_with_format(row, column, count as f64, &look.whole)?;
            }
        }
        sheet.insert_chart(1, 5, &chart(SCORES))?;
        Ok(())
    }

    /// One row a rule, the one that costs most first; the verdicts are counted by formulas of ours, so that they follow the
    /// reviewer.
    pub(super) fn write_rules(&self, sheet: &mut Worksheet, findings: &Table, look: &Look) -> Result<(), XlsxError> {
        let mut rules: Vec<&Fired> = self.rules.values().collect();
        rules.sort_by(|a, b| b.points.total_cmp(&a.points).then(a.rule.code.cmp(b.rule.code)));
        let names = ["rule", "name", "family", "findings", "documents", "points"];
        let names = names.into_iter().chain(VERDICTS).chain(["precision"]);
        for (column, name) in (0..).zip(names) {
            sheet.write_string_with_format(0, column, name, &look.header)?;
            sheet.set_column_width(column, if column == 1 { 28 } else { 12 })?;
        }
        sheet.set_row_height(0, 32)?;
        sheet.set_freeze_panes(1, 1)?;
        sheet.set_repeat_rows(0, 0)?.set_print_fit_to_pages(1, 0);
        for (row, fired) in (1..).zip(&rules) {
            sheet.write_string(row, 0, fired.rule.code)?;
            sheet.write_string(row, 1, fired.rule.name)?;
            sheet.write_string(row, 2, fired.rule.family.as_str())?;
            sheet.write_number_with_format(row, 3, fired.findings as f64, &look.whole)?;
            sheet.write_number_with_format(row, 4, fired.documents as f64, &look.whole)?;
            sheet.write_number_with_format(row, 5, rounded(fired.points), &look.figure)?;
            for (column, verdict) in (6..).zip(VERDICTS) {
                let count = count_verdicts(findings, row + 1, verdict);
                sheet.write_formula_with_format(row, column, Formula::new(count).set_result("0"), &look.whole)?;
            }
            let judged = format!("SUM(G{0}:I{0})", row + 1);
            let share = format!("=IF({judged}=0,\"\",G{}/{judged})", row + 1);
            sheet.write_formula_with_format(row, 9, Formula::new(share).set_result(""), &look.percent)?;
        }
        let last = u32::try_from(rules.len()).unwrap_or(u32::MAX);
        sheet.autofilter(0, 0, last, 9)?;
        Ok(())
    }
}

/// A formula that counts `verdict` on the findings of the rule in `row`, over all sheets.
fn count_verdicts(findings: &Table, row: u32, verdict: &str) -> String {
    let sheets = findings.ranges("rule").into_iter().zip(findings.ranges(VERDICT));
    let counts: Vec<String> =
        sheets.map(|(rules, given)| format!("COUNTIFS({rules},A{row},{given},\"{verdict}\")")).collect();
    format!("={}", counts.join("+"))
}

/// Bars of documents by score, under the header in `row`.
fn chart(row: u32) -> Chart {
    let (first, last) = (row + 1, row + BINS as u32);
    let mut chart = Chart::new(ChartType::ColumnStacked);
    for (column, (word, _, colour)) in (1..).zip(DECISIONS) {
        let series = chart.add_series();
        series.set_name(word).set_categories(("Summary", first, 0, last, 0));
        series.set_values(("Summary", first, column, last, column)).set_gap(30);
        series.set_format(
            rust_xlsxwriter::ChartFormat::new()
                .set_solid_fill(rust_xlsxwriter::ChartSolidFill::new().set_color(colour)),
        );
    }
    chart.title().set_name("Documents by score");
    chart.y_axis().set_major_gridlines_line(ChartLine::new().set_color(0x00E4_E2DC_u32));
    chart.legend().set_position(rust_xlsxwriter::ChartLegendPosition::Bottom);
    chart.set_alt_text("Bars: how many documents have which score, by decision; the table beside has the figures");
    chart.set_width(820).set_height(420);
    chart
}
