//! `--select-score`: a comparison of figures, such as `score >= 80 and words > 50`.
//!
//! ```text
//! expression = all { "or" all }
//! all        = one { "and" one }
//! one        = "not" one | "(" expression ")" | figure comparison value
//! comparison = "<" | "<=" | ">" | ">=" | "=" | "==" | "!="
//! value      = number | word | 'word'
//! ```

use crate::detect;
use crate::error::{Error, Result};
use crate::fractions;
use crate::rule::Rule;
use crate::run::Judged;
use crate::score::Decision;

/// A test of a judged document.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression(Node);

#[derive(Debug, Clone, PartialEq)]
enum Node {
    Any(Vec<Node>),
    All(Vec<Node>),
    Not(Box<Node>),
    Figure(Figure, Comparison, f64),
    Word(Word, bool, String),
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Figure {
    Score,
    Words,
    Penalty,
    /// Forms of a severity, by its place.
    Severity(usize),
    MtLikeness,
    Fluency,
    Foreign,
    /// A corpus filter's, by its place.
    Fraction(usize),
    /// The findings of a rule.
    Rule(&'static Rule),
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Word {
    Decision,
    Language,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Comparison {
    Less,
    LessOrEqual,
    More,
    MoreOrEqual,
    Equal,
    Unequal,
}

/// Figures by name, beside those of corpus filters and the codes of rules.
const FIGURES: &[(&str, Figure)] = &[
    ("score", Figure::Score),
    ("words", Figure::Words),
    ("penalty_per_1000", Figure::Penalty),
    ("neutral", Figure::Severity(0)),
    ("minor", Figure::Severity(1)),
    ("major", Figure::Severity(2)),
    ("critical", Figure::Severity(3)),
    ("mt_likeness", Figure::MtLikeness),
    ("fluency_percentile", Figure::Fluency),
    ("foreign_share", Figure::Foreign),
];

const WORDS: &[(&str, Word)] = &[("decision", Word::Decision), ("language", Word::Language)];

impl Figure {
    fn named(name: &str) -> Option<Self> {
        let known = FIGURES.iter().find(|(n, _)| *n == name).map(|(_, figure)| *figure);
        let fraction = || fractions::ALL.iter().position(|f| f.name == name).map(Self::Fraction);
        known.or_else(fraction).or_else(|| detect::rule(name).map(Self::Rule))
    }

    /// Nothing where the document has no such figure, as texts of a few words have no `mt_likeness`.
    fn of(self, judged: &Judged) -> Option<f64> {
        let score = &judged.score;
        Some(match self {
            Self::Score => score.score,
            Self::Words => score.words as f64,
            Self::Penalty => score.penalty_per_1000,
            Self::Severity(i) => score.by_severity[i] as f64,
            Self::MtLikeness => judged.reading.mt_likeness?,
            Self::Fluency => judged.reading.fluency?,
            Self::Foreign => judged.foreign_share,
            Self::Fraction(i) => judged.fractions().named().nth(i)?.1,
            Self::Rule(rule) => judged.findings.iter().filter(|f| f.rule.code == rule.code).count() as f64,
        })
    }
}

impl Word {
    fn of(self, judged: &Judged) -> Option<&'static str> {
        match self {
            Self::Decision => Some(judged.score.decision.as_str()),
            Self::Language => judged.document.language().map(|language| language.code),
        }
    }
}

impl Comparison {
    fn holds(self, a: f64, b: f64) -> bool {
        match self {
            Self::Less => a < b,
            Self::LessOrEqual => a <= b,
            Self::More => a > b,
            Self::MoreOrEqual => a >= b,
            Self::Equal => a == b,
            Self::Unequal => a != b,
        }
    }
}

impl Node {
    fn holds(&self, judged: &Judged) -> bool {
        match self {
            Self::Any(nodes) => nodes.iter().any(|node| node.holds(judged)),
            Self::All(nodes) => nodes.iter().all(|node| node.holds(judged)),
            Self::Not(node) => !node.holds(judged),
            Self::Figure(figure, comparison, value) => figure.of(judged).is_some_and(|f| comparison.holds(f, *value)),
            Self::Word(word, equal, value) => word.of(judged).is_some_and(|w| (w == value) == *equal),
        }
    }
}

impl Expression {
    /// Reads `text`.
    ///
    /// # Errors
    /// What is wrong, with its column in code points.
    pub fn parse(text: &str) -> Result<Self> {
        let mut parser = Parser { tokens: tokens(text)?, at: 0, end: text.chars().count() + 1, depth: 0 };
        let node = parser.any()?;
        match parser.peek() {
            None => Ok(Self(node)),
            Some(_) => Err(parser.wrong("`and`, `or` or the end")),
        }
    }

    /// Whether it holds of a document. A comparison with a figure that the document does not have never holds.
    #[must_use]
    pub fn holds(&self, judged: &Judged) -> bool {
        self.0.holds(judged)
    }
}

#[derive(Debug, Clone, PartialEq)]
struct Token {
    text: String,
    quoted: bool,
    column: usize,
}

fn fault(column: usize, what: &str) -> Error {
    Error::usage(format!("--select-score: column {column}: {what}"))
}

fn tokens(text: &str) -> Result<Vec<Token>> {
    let letters: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&c) = letters.get(at) {
        let from = at;
        let mut quoted = false;
        let wordy = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '+');
        match c {
            c if c.is_whitespace() => {
                at += 1;
                continue;
            }
            '(' | ')' => at += 1,
            '<' | '>' | '=' | '!' => at += 1 + usize::from(letters.get(at + 1) == Some(&'=')),
            '\'' | '"' => {
                let closed = letters[at + 1..].iter().position(|&other| other == c);
                at += closed.ok_or_else(|| fault(from + 1, "a quotation mark that is never closed"))? + 2;
                quoted = true;
            }
            c if wordy(c) => at += letters[at..].iter().take_while(|&&c| wordy(c)).count(),
            c => return Err(fault(from + 1, &format!("`{c}` means nothing here"))),
        }
        let text = if quoted { &letters[from + 1..at - 1] } else { &letters[from..at] };
        tokens.push(Token { text: text.iter().collect(), quoted, column: from + 1 });
    }
    Ok(tokens)
}

/// Brackets within brackets; more are a slip of the hand.
const DEEPEST: usize = 50;

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    /// The column behind the text.
    end: usize,
    depth: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn wrong(&self, wanted: &str) -> Error {
        match self.peek() {
            Some(token) => fault(token.column, &format!("`{}` where {wanted} is wanted", token.text)),
            None => fault(self.end, &format!("it ends where {wanted} is wanted")),
        }
    }

    fn takes(&mut self, word: &str) -> bool {
        let found = self.peek().is_some_and(|token| !token.quoted && token.text == word);
        self.at += usize::from(found);
        found
    }

    fn any(&mut self) -> Result<Node> {
        let mut nodes = vec![self.all()?];
        while self.takes("or") {
            nodes.push(self.all()?);
        }
        Ok(Node::Any(nodes))
    }

    fn all(&mut self) -> Result<Node> {
        let mut nodes = vec![self.one()?];
        while self.takes("and") {
            nodes.push(self.one()?);
        }
        Ok(Node::All(nodes))
    }

    fn one(&mut self) -> Result<Node> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.wrong("something less deep"));
        }
        let node = if self.takes("not") {
            Node::Not(Box::new(self.one()?))
        } else if self.takes("(") {
            let node = self.any()?;
            if !self.takes(")") {
                return Err(self.wrong("`)`"));
            }
            node
        } else {
            self.comparison()?
        };
        self.depth -= 1;
        Ok(node)
    }

    fn comparison(&mut self) -> Result<Node> {
        let wanted = "a figure (score, words, critical, dup_line_frac, NAM101 ...)";
        let Some(name) = self.peek().filter(|token| !token.quoted).map(|token| token.text.clone()) else {
            return Err(self.wrong(wanted));
        };
        if let Some((_, word)) = WORDS.iter().find(|(known, _)| *known == name) {
            self.at += 1;
            let equal = match self.operator()? {
                Comparison::Equal => true,
                Comparison::Unequal => false,
                _ => {
                    self.at -= 1;
                    return Err(self.wrong("`=` or `!=`"));
                }
            };
            let value = self.peek().map(|token| token.text.clone()).ok_or_else(|| self.wrong("a word"))?;
            let decisions = [Decision::Publish, Decision::Review, Decision::Reject].map(Decision::as_str);
            if *word == Word::Decision && !decisions.contains(&value.as_str()) {
                return Err(self.wrong("publish, review or reject"));
            }
            self.at += 1;
            return Ok(Node::Word(*word, equal, value));
        }
        let figure = Figure::named(&name).ok_or_else(|| self.wrong(wanted))?;
        self.at += 1;
        let comparison = self.operator()?;
        let value = self.peek().and_then(|token| token.text.parse::<f64>().ok()).filter(|value| value.is_finite());
        let value = value.ok_or_else(|| self.wrong("a number"))?;
        self.at += 1;
        Ok(Node::Figure(figure, comparison, value))
    }

    fn operator(&mut self) -> Result<Comparison> {
        let comparison = match self.peek().map(|token| token.text.as_str()) {
            Some("<") => Comparison::Less,
            Some("<=") => Comparison::LessOrEqual,
            Some(">") => Comparison::More,
            Some(">=") => Comparison::MoreOrEqual,
            Some("=" | "==") => Comparison::Equal,
            Some("!=") => Comparison::Unequal,
            _ => return Err(self.wrong("one of < <= > >= = !=")),
        };
        self.at += 1;
        Ok(comparison)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Input;
    use crate::run::Engine;

    fn holds(expression: &str, text: &str) -> bool {
        let engine = Engine::builtin().unwrap();
        let judged = engine.judge(0, Input::new("x", text)).result.unwrap();
        Expression::parse(expression).unwrap().holds(&judged)
    }

    #[test]
    fn comparisons_are_joined_as_everywhere() {
        let text = "On Friday Mark Ruthte arrived in Brussels and went to the council.";
        for (expression, expected) in [
            ("score >= 95", false),
            ("score < 100 and words > 5", true),
            ("words>5 or score>=100 and words<3", true),
            ("(words>5 or score>=100) and words<3", false),
            ("not words < 5", true),
            ("NAM101 = 1", true),
            ("NAM101 == 0 or garbled-name != 1", false),
            ("decision = publish and language = 'en'", true),
            ("decision != 'reject'", true),
            ("dup_line_frac <= 0.3", true),
            ("mt_likeness >= 0", false),
            ("not mt_likeness >= 0", true),
        ] {
            assert_eq!(holds(expression, text), expected, "{expression}");
        }
    }

    #[test]
    fn a_fault_has_its_column() {
        for (expression, column) in [
            ("", 1),
            ("score", 6),
            ("score >", 8),
            ("score > high", 9),
            ("scöre > 5", 1),
            ("score > 5 words > 3", 11),
            ("(score > 5", 11),
            ("score > 5)", 10),
            ("score > 5 & words > 3", 11),
            ("decision > reject", 10),
            ("decision = good", 12),
            ("language = 'en", 12),
            ("score > nan", 9),
        ] {
            let error = Expression::parse(expression).unwrap_err().to_string();
            assert!(error.contains(&format!("column {column}:")), "{expression}: {error}");
        }
        assert!(Expression::parse(&"(".repeat(100_000)).is_err());
        assert!(Expression::parse(&"not ".repeat(100_000)).is_err());
    }
}
