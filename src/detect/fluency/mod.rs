//! English that no writer would leave: doubled words, wrong parts of speech, broken set phrases.

mod adverb_after_copula;
mod double_comparative;
mod doubled_word;
mod parted_cannot;
mod past_after_auxiliary;
mod purpose_twice;
mod stuttered_phrase;
mod unnatural_passage;
mod wrong_article;

use super::Detector;

/// The detectors of the family, in the order of their codes.
pub(super) static LIST: &[&dyn Detector] = &[
    &doubled_word::DoubledWord,
    &adverb_after_copula::AdverbAfterCopula,
    &double_comparative::DoubleComparative,
    &wrong_article::WrongArticle,
    &stuttered_phrase::StutteredPhrase,
    &purpose_twice::PurposeTwice,
    &past_after_auxiliary::PastAfterAuxiliary,
    &parted_cannot::PartedCannot,
    &unnatural_passage::UnnaturalPassage,
];
