use super::suspect::Suspects;
use crate::finding::Severity;
use crate::mention::SuspectKind;
use crate::rule::Family;

crate::rule! {
    /// ## What it finds
    /// A known name that differs from its English spellings only in `i`, `j` and `y`, as languages write one sound
    /// differently: `Netanjahu`, `Jarmolenko`, `Tokio`.
    ///
    /// ## Why it is an artefact
    /// English papers agree on one spelling; that of German, Dutch, Czech or Polish papers was kept from the source.
    ///
    /// ## When it is wrong
    /// Names that come from other scripts have no spelling of their own in Latin letters, and translators keep the one they
    /// read in every fifth text. So it costs no points.
    pub(super) static RULE = {
        code: "NAM115",
        name: "other-language-spelling",
        family: Family::Name,
        category: "Style/Organizational style",
        severity: Severity::Neutral,
        confidence: 0.9,
        since: "0.2.0",
        hits: &["In the evening [[Benjamin Netanjahu]] spoke to reporters."],
        passes: &["In the evening Benjamin Netanyahu spoke to reporters."],
    };
}

pub(super) static DETECTOR: Suspects = Suspects { rule: &RULE, kind: SuspectKind::OtherLanguage };
