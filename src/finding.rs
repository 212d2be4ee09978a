//! What a detector reports: flat, without line numbers and without weights.

use crate::rule::Rule;
use crate::span::Span;

/// How bad an issue is, in the words of MQM.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; costs no points.
    Neutral,
    /// Noticeable, the meaning is intact.
    Minor,
    /// Disturbs or distorts the meaning.
    Major,
    /// Makes the document unfit for use.
    Critical,
}

impl Severity {
    /// All levels, mildest first.
    pub const ALL: [Self; 4] = [Self::Neutral, Self::Minor, Self::Major, Self::Critical];

    /// The name used in files and on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Minor => "minor",
            Self::Major => "major",
            Self::Critical => "critical",
        }
    }

    /// The level of that name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == name)
    }
}

/// A finding of one rule at one place.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule that fired.
    pub rule: &'static Rule,
    /// Where, in bytes of the document's text.
    pub span: Span,
    /// How bad; usually the rule's own severity.
    pub severity: Severity,
    /// From 0 to 1: the share of such findings that are expected to be right.
    pub confidence: f64,
    /// What an editor would write instead, where the rule can tell; empty where the editor would take the words out.
    pub suggestion: Option<String>,
    /// Enough to judge the finding without running again.
    pub evidence: Evidence,
}

impl Finding {
    /// A finding with the rule's own severity and confidence.
    #[must_use]
    pub fn new(rule: &'static Rule, span: Span, evidence: impl Into<String>) -> Self {
        Self {
            rule,
            span,
            severity: rule.severity,
            confidence: rule.confidence,
            suggestion: None,
            evidence: Evidence { text: evidence.into(), ..Evidence::default() },
        }
    }

    /// With what an editor would write instead.
    #[must_use]
    pub fn suggest(mut self, suggestion: impl Into<String>) -> Self {
        self.suggestion = Some(suggestion.into());
        self
    }

    /// With another severity than the rule's own.
    #[must_use]
    pub const fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// With another confidence than the rule's own.
    #[must_use]
    pub const fn confidence(mut self, confidence: f64) -> Self {
        self.confidence = confidence;
        self
    }

    /// With the lexicon entry that is meant.
    #[must_use]
    pub fn entity(mut self, id: impl Into<String>, name: impl Into<String>) -> Self {
        self.evidence.entity = Some(Entity { id: id.into(), name: name.into() });
        self
    }
}

/// Why a rule fired.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    /// One sentence for the reviewer.
    pub text: String,
    /// The entry of the name lexicon that is meant.
    pub entity: Option<Entity>,
    /// The place this one refers to: the first copy of a passage, the other spelling of a name.
    pub other: Option<Span>,
}

/// An entry of the name lexicon, as a finding names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// The row's `id`.
    pub id: String,
    /// The row's `name`, the canonical form.
    pub name: String,
}

/// What a reviewer says of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// It is right.
    Confirmed,
    /// It is a false alarm.
    Rejected,
    /// It is a false alarm, and the words are an accepted spelling of what the finding names.
    Variant,
}

impl Verdict {
    /// All verdicts.
    pub const ALL: [Self; 3] = [Self::Confirmed, Self::Rejected, Self::Variant];

    /// The word in the column `verdict`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Rejected => "rejected",
            Self::Variant => "variant",
        }
    }
}
