//! How far malaprop agrees with people: labelled places and judged documents in, figures with their uncertainty out.

mod agreement;
mod fit;
mod gold;
mod mqm;
mod page;
mod places;
mod predictions;
mod reliability;
mod results;

pub use agreement::{Agreement, With, agreement};
pub use fit::{Fit, Sample, Term, Weighed, fit, samples};
pub use gold::{GoldDocument, GoldSpan, Judgement, read};
pub use page::html;
pub use places::{Places, Row, places};
pub use predictions::predictions;
pub use reliability::{Bin, Reliability, reliability};
pub use results::{Figure, Results, figures};

use crate::run::Judged;

/// A labelled document and what malaprop makes of it.
#[derive(Debug)]
pub struct Evaluated {
    /// What people say.
    pub gold: GoldDocument,
    /// What malaprop says.
    pub judged: Judged,
}
