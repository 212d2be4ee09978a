//! English that no writer would leave: doubled words, wrong parts of speech, broken set phrases.

mod doubled_word;

use super::Detector;

/// The detectors of the family, in the order of their codes.
pub(super) static LIST: &[&dyn Detector] = &[&doubled_word::DoubledWord];
