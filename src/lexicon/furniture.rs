//! Lines of the page around an article, from `lexicons/en/boilerplate.csv`.

use super::table::Table;
use crate::error::Result;
use crate::text::fold;
use rustc_hash::FxHashMap;

const FILE: &str = "lexicons/en/boilerplate.csv";
const TABLE: &str = include_str!("../../lexicons/en/boilerplate.csv");

/// Whole lines, beginnings of whole lines and line starts that are furniture. In a pattern, `#` stands for a number.
#[derive(Debug, Default)]
pub struct Furniture {
    lines: FxHashMap<String, bool>,
    beginnings: Vec<Beginning>,
    /// Indexes of `beginnings` by their first character, in order.
    starting_with: FxHashMap<char, Vec<usize>>,
}

#[derive(Debug)]
struct Beginning {
    pattern: String,
    /// Whether the whole line is furniture, if it is not too long.
    opening: bool,
}

impl Furniture {
    pub(super) fn builtin() -> Result<Self> {
        let table = Table::read(FILE, TABLE, &["pattern", "where", "heads_links", "note"], &["pattern", "where"])?;
        let mut lines = FxHashMap::default();
        let (mut starts, mut openings) = (Vec::new(), Vec::new());
        for row in table.rows() {
            let pattern = row.get("pattern").to_owned();
            match row.get("where") {
                "line" => {
                    lines.insert(pattern, row.get("heads_links") == "yes");
                }
                "start" => starts.push(Beginning { pattern, opening: false }),
                "opening" => openings.push(Beginning { pattern, opening: true }),
                other => return Err(row.error("where", format!("`{other}` is neither line nor opening nor start"))),
            }
        }
        // What begins with nothing but furniture is tried first.
        starts.append(&mut openings);
        let mut starting_with: FxHashMap<char, Vec<usize>> = FxHashMap::default();
        for (i, beginning) in starts.iter().enumerate() {
            if let Some(first) = beginning.pattern.chars().flat_map(char::to_lowercase).next() {
                starting_with.entry(first).or_default().push(i);
            }
        }
        Ok(Self { lines, beginnings: starts, starting_with })
    }

    /// The number of bytes of `line`, from its start, that are furniture.
    #[must_use]
    pub fn matched(&self, line: &str) -> Option<usize> {
        if self.line(line).is_some() {
            return Some(line.len());
        }
        let bare = line.trim_start_matches(is_bullet);
        let first = bare.chars().next()?;
        let keys = [first.to_lowercase().next(), first.is_ascii_digit().then_some('#'), (first == '’').then_some('\'')];
        let tried = keys.into_iter().flatten().filter_map(|key| self.starting_with.get(&key)).flatten();
        let matched = tried.filter_map(|&i| Some((i, prefix(bare, &self.beginnings[i].pattern)?)));
        let bullets = line.len() - bare.len();
        let short = line.len() <= LONGEST_OPENED;
        let (mut earliest, mut opened) = (None::<(usize, usize)>, false);
        for (i, length) in matched {
            opened |= self.beginnings[i].opening;
            earliest = Some(earliest.map_or((i, length), |before| before.min((i, length))));
        }
        if short && opened { Some(line.len()) } else { earliest.map(|(_, length)| bullets + length) }
    }

    /// Whether `line` is a heading over links to other stories.
    #[must_use]
    pub fn heads_links(&self, line: &str) -> bool {
        self.line(line) == Some(true)
    }

    /// Whether a whole line that is furniture heads links; nothing for other lines. A mark at its end may be there or not.
    fn line(&self, line: &str) -> Option<bool> {
        if line.len() > LONGEST_LINE {
            return None;
        }
        let normal = normal(line);
        self.lines.get(&normal).or_else(|| self.lines.get(normal.trim_end_matches(['.', '!', ':']))).copied()
    }
}

/// No whole-line pattern is longer, in bytes.
const LONGEST_LINE: usize = 80;

/// A longer line, in bytes, that begins like furniture goes on as something else.
const LONGEST_OPENED: usize = 200;

/// A line folded, without the marks around it, its numbers turned into `#`.
fn normal(line: &str) -> String {
    let bare = line.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '-' | '•' | '*' | '|' | '>' | '»' | '–' | '—' | '[' | ']')
    });
    let mut normal = String::with_capacity(bare.len());
    for c in fold(bare).chars() {
        if !c.is_numeric() {
            normal.push(c);
        } else if !normal.ends_with('#') {
            normal.push('#');
        }
    }
    normal
}

fn is_bullet(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '•' | '*' | '|')
}

/// The length of the start of `line`, which has no bullet before it, that matches `pattern`.
fn prefix(line: &str, pattern: &str) -> Option<usize> {
    let mut rest = line;
    for wanted in pattern.chars() {
        if wanted == '#' {
            let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            if after.len() == rest.len() {
                return None;
            }
            rest = after;
        } else {
            let c = rest.chars().next()?;
            let same = c == wanted || c.to_lowercase().eq(wanted.to_lowercase()) || (wanted == '\'' && c == '’');
            if !same {
                return None;
            }
            rest = &rest[c.len_utf8()..];
        }
    }
    Some(line.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_lines_and_starts_match_with_numbers() {
        let furniture = Furniture::builtin().unwrap();
        assert_eq!(furniture.matched("Advertisement"), Some(13));
        assert_eq!(furniture.matched("12 Comments"), Some(11));
        assert_eq!(furniture.matched("Load more comments."), Some(19));
        assert_eq!(furniture.matched("- list 1 of 4Storm hits"), Some("- list 1 of 4".len()));
        assert_eq!(furniture.matched("The advertisement was withdrawn."), None);
        assert!(furniture.heads_links("Editor’s Picks") && !furniture.heads_links("Advertisement"));
    }
}
