//! Likeness asked of a part, by what else it could be; see the module's page. Measured on the development labels of real
//! translations (`reports/`): below these, other people's names outnumber garblings.

/// An unheard given name beside the right family name: `Volodimir` before Zelensky.
pub(super) const GIVEN: f64 = 0.76;
/// An unheard family name beside the right given name, which many bear: `Witcoof` after Steve.
pub(super) const FAMILY: f64 = 0.80;
/// An unheard part where the document or the office names the bearer.
pub(super) const UNHEARD_SUPPORTED: f64 = 0.66;
/// A misplaced part beside an exact one: `Rute` after Mark.
pub(super) const MISPLACED: f64 = 0.84;
/// The same with support.
pub(super) const MISPLACED_SUPPORTED: f64 = 0.74;
/// A real given name before a family name that only one person in the news bears: `Keira` before Starmer.
pub(super) const REAL_BEFORE_RARE: f64 = 0.88;
/// The same where the right name stands in the document: relatives have other given names, not nearly the same.
pub(super) const REAL_BEFORE_RARE_PRESENT: f64 = 0.74;
/// A real part where the office or an honorific speaks for the bearer.
pub(super) const REAL_BY_OFFICE: f64 = 0.66;
/// All parts wrong: their mean, and the least of them.
pub(super) const ALL_WRONG_MEAN: f64 = 0.80;
pub(super) const ALL_WRONG_LEAST: f64 = 0.70;
/// A real given name before an unheard family name, and that family name.
pub(super) const ALL_WRONG_REAL_GIVEN: f64 = 0.88;
pub(super) const ALL_WRONG_BESIDE_REAL: f64 = 0.78;
/// A part of which half the letters differ needs to be alike all the same.
pub(super) const HALF_CHANGED: f64 = 0.86;
/// Below this no rule looks further, but for the one that goes by office and consonants.
pub(super) const LEAST: f64 = 0.60;
/// A name standing alone, unheard.
pub(super) const ALONE: f64 = 0.90;
/// The same, of eight letters and more: chance likeness falls with length.
pub(super) const ALONE_LONG: f64 = 0.86;
/// The same after a title.
pub(super) const ALONE_TITLED: f64 = 0.86;
/// The same where the document or the office names the bearer.
pub(super) const ALONE_SUPPORTED: f64 = 0.74;
/// A heard name alone after the very office.
pub(super) const ALONE_OFFICE: f64 = 0.70;
/// The lead over the next entry that a name alone must have.
pub(super) const MARGIN: f64 = 0.04;
/// Parts torn by stray hyphens, joined.
pub(super) const TORN: f64 = 0.68;
/// Fewest letters of a name alone without support: below, everything is near something.
pub(super) const ALONE_LETTERS: usize = 6;
