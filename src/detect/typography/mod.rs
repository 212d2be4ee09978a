//! Spaces, quotes and characters that no typesetter would let pass.

mod control_character;
mod doubled_punctuation;
mod escaped_character;
mod foreign_date;
mod foreign_number;
mod foreign_quotes;
mod glue;
mod invisible_character;
mod lower_case_start;
mod markup_left_over;
mod missing_space;
mod mixed_quote_styles;
mod mixed_scripts;
mod mojibake;
mod opening_quote_as_apostrophe;
mod replacement_character;
mod run_together_words;
mod space_before_hyphen;
mod space_before_punctuation;
mod spaced_brackets;
mod split_clitic;
mod unbalanced_quotes;
mod wrong_apostrophe;

use super::Detector;

/// The detectors of the family, in the order of their codes.
pub(super) static LIST: &[&dyn Detector] = &[
    &space_before_hyphen::SpaceBeforeHyphen,
    &space_before_punctuation::SpaceBeforePunctuation,
    &opening_quote_as_apostrophe::OpeningQuoteAsApostrophe,
    &unbalanced_quotes::UnbalancedQuotes,
    &run_together_words::RunTogetherWords,
    &missing_space::MissingSpace,
    &mojibake::Mojibake,
    &replacement_character::ReplacementCharacter,
    &mixed_scripts::MixedScripts,
    &markup_left_over::MarkupLeftOver,
    &escaped_character::EscapedCharacter,
    &invisible_character::InvisibleCharacter,
    &control_character::ControlCharacter,
    &split_clitic::SplitClitic,
    &spaced_brackets::SpacedBrackets,
    &foreign_quotes::ForeignQuotes,
    &doubled_punctuation::DoubledPunctuation,
    &lower_case_start::LowerCaseStart,
    &foreign_number::ForeignNumber,
    &foreign_date::ForeignDate,
    &mixed_quote_styles::MixedQuoteStyles,
    &wrong_apostrophe::WrongApostrophe,
];
