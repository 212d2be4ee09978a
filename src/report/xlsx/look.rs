//! How the workbook looks: formats of cells and colours of words and scores.

use crate::report::columns::Cell;
use rust_xlsxwriter::{
    ConditionalFormat3ColorScale, ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatType, Format,
    FormatAlign, FormatBorder,
};

/// The colours of decisions, for cells and for the chart: background and, for bars, the stronger one.
pub(super) const DECISIONS: [(&str, u32, u32); 3] =
    [("publish", 0x00DC_EFE3, 0x004C_9A6A), ("review", 0x00FB_EBC8, 0x00D9_A03F), ("reject", 0x00F8_D7D3, 0x00C4_5A4E)];
const SEVERITIES: [(&str, u32); 3] = [("critical", 0x00F2_B8B0), ("major", 0x00F8_D7D3), ("minor", 0x00FB_EBC8)];
/// The scores 0, 75 and 100. Most documents score above 75, so half of the scale is theirs.
const SCORES: [(f64, u32); 3] = [(0.0, 0x00F2_B8B0), (75.0, 0x00FD_F0D0), (100.0, 0x00C5_E3CF)];
const INK: u32 = 0x002B_2B33;

/// The formats of cells.
pub(super) struct Look {
    pub(super) title: Format,
    pub(super) header: Format,
    /// Of a column of figures on a sheet without filters.
    pub(super) figure_header: Format,
    pub(super) label: Format,
    pub(super) whole: Format,
    /// A figure with two decimals.
    pub(super) figure: Format,
    pub(super) percent: Format,
    /// Text that must stay text even where a person edits the cell.
    quoted: Format,
    fraction: Format,
}

impl Look {
    pub(super) fn new() -> Self {
        let header = Format::new().set_bold().set_font_color(INK).set_background_color(0x00EE_ECE6);
        let header = header.set_border_bottom(FormatBorder::Thin).set_border_bottom_color(0x00B8_B4A8);
        let header = header.set_align(FormatAlign::VerticalCenter).set_text_wrap();
        Self {
            title: Format::new().set_bold().set_font_size(16).set_font_color(INK),
            figure_header: header.clone().set_align(FormatAlign::Right),
            header,
            label: Format::new().set_font_color(0x0066_6570),
            whole: Format::new().set_num_format("#,##0"),
            figure: Format::new().set_num_format("0.00"),
            percent: Format::new().set_num_format("0 %"),
            quoted: Format::new().set_quote_prefix(),
            fraction: Format::new().set_num_format("0.0000"),
        }
    }

    /// The format of `cell`, where the usual one will not do.
    pub(super) fn of(&self, cell: &Cell) -> Option<&Format> {
        match cell {
            Cell::Figure(_, decimals) => Some(if *decimals > 2 { &self.fraction } else { &self.figure }),
            Cell::Count(_) => Some(&self.whole),
            _ => cell.needs_guard().then_some(&self.quoted),
        }
    }
}

/// The colour scale of scores.
pub(super) fn score_scale() -> ConditionalFormat3ColorScale {
    let [low, middle, high] = SCORES;
    ConditionalFormat3ColorScale::new()
        .set_minimum(ConditionalFormatType::Number, low.0)
        .set_midpoint(ConditionalFormatType::Number, middle.0)
        .set_maximum(ConditionalFormatType::Number, high.0)
        .set_minimum_color(low.1)
        .set_midpoint_color(middle.1)
        .set_maximum_color(high.1)
}

/// The colours that the words of column `name` get, if any.
pub(super) fn word_colours(name: &str) -> Vec<ConditionalFormatCell> {
    let words: Vec<(&str, u32)> = match name {
        "decision" => DECISIONS.iter().map(|&(word, background, _)| (word, background)).collect(),
        "severity" => SEVERITIES.to_vec(),
        _ => Vec::new(),
    };
    let colour = |(word, background): (&str, u32)| {
        ConditionalFormatCell::new()
            .set_rule(ConditionalFormatCellRule::EqualTo(word.to_owned()))
            .set_format(Format::new().set_background_color(background).set_font_color(INK))
    };
    words.into_iter().map(colour).collect()
}
