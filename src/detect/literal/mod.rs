//! Wording that follows another language word for word.

mod country_before_person;
mod crowded_word;
mod destination_twice;
mod doubled_noun;
mod echoed_word;
mod late_oclock;
mod literal_phrase;
mod open_list_twice;
mod reversed_attribution;

pub use literal_phrase::phrases_in;

use super::Detector;

/// The detectors of the family, in the order of their codes.
pub(super) static LIST: &[&dyn Detector] = &[
    &literal_phrase::LiteralPhrase,
    &doubled_noun::DoubledNoun,
    &destination_twice::DestinationTwice,
    &reversed_attribution::ReversedAttribution,
    &country_before_person::CountryBeforePerson,
    &echoed_word::EchoedWord,
    &late_oclock::LateOclock,
    &open_list_twice::OpenListTwice,
    &crowded_word::CrowdedWord,
];
