//! Names of people, places and organisations in spellings that no newsroom accepts.

mod folder_spelling;
mod garbled_name;
mod inconsistent_name;
mod joined_name;
mod lost_capital;
mod mixed_spellings;
mod name_against_office;
mod other_language;
mod role_mismatch;
mod source_spelling;
mod split_name;
mod style_variant;
mod suspect;
mod translated_name;
mod wrong_given_name;
mod wrong_honorific;

use super::Detector;

/// The detectors of the family, in the order of their codes.
pub(super) static LIST: &[&dyn Detector] = &[
    &garbled_name::DETECTOR,
    &split_name::DETECTOR,
    &name_against_office::DETECTOR,
    &wrong_honorific::WrongHonorific,
    &inconsistent_name::InconsistentName,
    &mixed_spellings::MixedSpellings,
    &wrong_given_name::DETECTOR,
    &joined_name::DETECTOR,
    &lost_capital::LostCapital,
    &folder_spelling::DETECTOR,
    &source_spelling::SourceSpelling,
    &style_variant::StyleVariant,
    &role_mismatch::RoleMismatch,
    &translated_name::TranslatedName,
    &other_language::DETECTOR,
];
