//! Texts of people and machines, told apart.

use crate::error::{Error, Result};

/// Who wrote a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Side {
    /// A translation by a machine.
    Machine,
    /// A translation by a person.
    Human,
    /// No translation.
    Native,
}

impl Side {
    /// All sides.
    pub const ALL: [Self; 3] = [Self::Machine, Self::Human, Self::Native];

    /// The name used in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Machine => "machine",
            Self::Human => "human",
            Self::Native => "native",
        }
    }

    /// The side of a record's label.
    ///
    /// # Errors
    /// A label that is no side.
    pub fn parse(label: &str) -> Result<Self> {
        match label {
            "machine" | "mt" => Ok(Self::Machine),
            "human" => Ok(Self::Human),
            "native" => Ok(Self::Native),
            _ => Err(Error::usage(format!("label `{label}` is none of machine, mt, human, native"))),
        }
    }
}

/// A text with what is known of it.
#[derive(Debug, Clone)]
pub struct Text {
    /// Who wrote it.
    pub side: Side,
    /// The source document: translations of one text share it.
    pub source: String,
    /// The system or person that made it; empty where unknown.
    pub system: String,
    /// The text.
    pub text: String,
}

/// Texts to compare.
pub type Corpus = Vec<Text>;
