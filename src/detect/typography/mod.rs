//! Spaces, quotes and characters that no typesetter would let pass.

mod glue;
mod missing_space;
mod mixed_scripts;
mod mojibake;
mod opening_quote_as_apostrophe;
mod replacement_character;
mod run_together_words;
mod space_before_hyphen;
mod space_before_punctuation;
mod unbalanced_quotes;

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
];
