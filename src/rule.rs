//! What a rule is: its code, its names, its page and its examples. One text serves rustdoc, `malaprop rules` and RULES.md.

use crate::finding::Severity;

/// The family of a rule; the letters of its code and a column of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Family {
    /// Names of people, places and organisations.
    Name,
    /// Wording that follows another language.
    Literal,
    /// English that no writer would leave.
    Fluency,
    /// Spaces, quotes, characters.
    Typography,
    /// Passages, furniture, breaks.
    Structure,
    /// Text in another language.
    Language,
}

impl Family {
    /// All families, in the order of their codes.
    pub const ALL: [Self; 6] =
        [Self::Name, Self::Literal, Self::Fluency, Self::Typography, Self::Structure, Self::Language];

    /// The name used in files and on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Literal => "literal",
            Self::Fluency => "fluency",
            Self::Typography => "typography",
            Self::Structure => "structure",
            Self::Language => "language",
        }
    }

    /// The first four characters of its rules' codes.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Name => "NAM1",
            Self::Literal => "LIT2",
            Self::Fluency => "FLU3",
            Self::Typography => "TYP4",
            Self::Structure => "STR5",
            Self::Language => "LNG6",
        }
    }
}

/// What `malaprop fix` does with a rule's findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Fix {
    /// Nothing: the rule cannot tell what an editor would write.
    None,
    /// The suggestion is written: where the finding is right, so is the suggestion.
    Safe,
    /// The suggestion is written only where it is asked for: it rewords, or there may be a better one.
    Unsafe,
    /// The lines are taken out where that is asked for.
    Remove(Removal),
}

/// What can be taken out of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Removal {
    /// Lines of the page around the story.
    Furniture,
    /// Passages that stand twice.
    Repeats,
}

impl Fix {
    /// The name used in the table of rules.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "-",
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
            Self::Remove(Removal::Furniture) => "furniture",
            Self::Remove(Removal::Repeats) => "repeats",
        }
    }
}

/// A rule: everything about it but its check.
#[derive(Debug)]
pub struct Rule {
    /// Its code, such as `NAM101`; never used again for another rule.
    pub code: &'static str,
    /// Its name: the thing found, in lower case with hyphens.
    pub name: &'static str,
    /// Its family.
    pub family: Family,
    /// The MQM category its findings are filed under.
    pub category: &'static str,
    /// The severity of its findings unless a finding says otherwise.
    pub severity: Severity,
    /// The confidence of its findings unless a finding says otherwise.
    pub confidence: f64,
    /// The version that brought it.
    pub since: &'static str,
    /// Its page, in Markdown: what it finds, why that is an artefact, when it is wrong.
    pub doc: &'static str,
    /// Texts with exactly one finding of this rule, on the words between `[[` and `]]`.
    pub hits: &'static [&'static str],
    /// Texts without any finding of this rule.
    pub passes: &'static [&'static str],
    /// Whether it is a matter of taste: reported only where it is selected by its own code or name.
    pub taste: bool,
    /// What `malaprop fix` does with its findings.
    pub fix: Fix,
}

impl Rule {
    /// What a rule is as long as its declaration says nothing else.
    pub const USUAL: Self = Self {
        code: "",
        name: "",
        family: Family::Name,
        category: "",
        severity: Severity::Minor,
        confidence: 0.0,
        since: "",
        doc: "",
        hits: &[],
        passes: &[],
        taste: false,
        fix: Fix::None,
    };

    /// Whether `word` means it: its code, its name, its family, or the beginning of its code (`TYP4`).
    #[must_use]
    pub fn is_meant_by(&self, word: &str) -> bool {
        let code = word.to_uppercase();
        word == self.name || word == self.family.as_str() || (code.len() >= 3 && self.code.starts_with(&code))
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Rule {}

/// Declares a rule as a static and takes its page from the doc comment.
#[macro_export]
#[doc(hidden)]
macro_rules! rule {
    (
        $(#[doc = $doc:expr])+
        $visibility:vis static $name:ident = {
            $($field:ident: $value:expr),+ $(,)?
        };
    ) => {
        $(#[doc = $doc])+
        #[allow(clippy::needless_update, reason = "a rule may say everything, or leave the usual out")]
        $visibility static $name: $crate::rule::Rule = $crate::rule::Rule {
            doc: concat!($($doc, "\n"),+),
            $($field: $value,)+
            ..$crate::rule::Rule::USUAL
        };
    };
}
