//! Text in another language than English.

mod foreign_script;
mod romanised;
mod untranslated_passage;
mod untranslated_words;
mod wrong_language;

use super::Detector;

/// The detectors of the family, in the order of their codes.
pub(super) static LIST: &[&dyn Detector] = &[
    &wrong_language::WrongLanguage,
    &untranslated_passage::UntranslatedPassage,
    &foreign_script::ForeignScript,
    &untranslated_words::UntranslatedWords,
];
