//! The name family.

use super::Detector;

/// The detectors of the family, in the order of their codes.
pub(super) static LIST: &[&dyn Detector] = &[];
