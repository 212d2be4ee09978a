//! Lines of a page that are told by their shape, whatever words they hold.

use crate::text::WordSet;
use regex::bytes::Regex;
use std::sync::OnceLock;

/// What the reviewer is told of a kind of line, what it must have at the least, which is quickly seen, and all.
type Listed = (&'static str, fn(&Glance) -> bool, &'static str);

/// What kinds of line there are.
const SHAPES: &[Listed] = &[
    // A house number, a street and its kind; or a town, a state and its code.
    (
        "a postal address that stands alone",
        |line| line.begins_with_digit() || line.ends_with_digit,
        r"^ [0-9]{1,5} \x20 (?:[A-Z][A-Za-z.]*\x20){1,4} (?:St|Ave|Rd|Blvd|Dr|Ln|Street|Avenue|Road|Boulevard|Drive|Lane)\.? $
          | ^ [A-Z][A-Za-z.\x20]+ , \x20 [A-Z]{2} \x20 [0-9]{5} (?:-[0-9]{4})? $",
    ),
    (
        "a picture's credit",
        |line| {
            line.has_any(&['/', '|']) || line.begins(&["ph", "im", "pi", "vi", "il", "gr", "co", "fi", "fo", "ap", "©"])
        },
        r"^ [\[(]? (?i:photo(?:graph)?s?|image|picture|video|illustration|graphic|cover\x20photo|file\x20photo|foto|ap\x20photo) (?i:\x20credits?)?
            (?: \s* [:/©|] \s* | \x20 (?i:by|courtesy\x20of|via) \x20 ) (?-u:[^.!?]){2,90} \.? [\])]? $
          | ^ [\[(]? (?i:photo|image|picture) \x20? credit: (?-u:.){2,90} $
          | ^ [\[(]? (?:[A-Z][\p{L}.'’-]+\x20){1,3} [A-Z][\p{L}.'’-]+ \x20? [/|] \x20? (?:AFP|AP|Reuters|REUTERS|EPA|Getty(?:\x20Images)?|Xinhua|TASS|DPA|dpa|Bloomberg|PA|Shutterstock|Anadolu|Unsplash|iStock|Alamy)
            (?: [\x20/](?-u:[^.!?]){0,40} )? [\])]? $
          | ^ © \x20? (?-u:[^.!?]){2,60} $",
    ),
    (
        "a time stamp of the page",
        |line| line.begins_with_digit() || line.begins(&["pu", "up", "la", "po", "fi", "mo", "cr"]),
        r"^ (?i:published|updated|last\x20updated|last\x20modified|posted|first\x20published|modified|created) (?i:\x20(?:on|at))? :? \s+
            (?: (?-u:.){0,24} [0-9]{1,2} [:.] [0-9]{2} (?-u:.){0,24} | (?-u:[^.!?]){0,16} (?:19|20)[0-9]{2} (?-u:[^.!?]){0,24} | [0-9]+ \x20 \p{L}+ \x20 ago )
          $
          | ^ [0-9]{1,2} \x20 (?i:sec|min|hr|second|minute|hour|day|week|month)s? \x20 (?i:ago) $
          | ^ [0-9]{1,2} [./-] [0-9]{1,2} [./-] (?:19|20)[0-9]{2} [\x20,|-]+ [0-9]{1,2} : [0-9]{2} (?-u:.){0,6} $",
    ),
    (
        "a path through the site's menu",
        |line| line.has_any(&['>', '»', '/', '›', '|']),
        r"^ (?i:home|homepage|start|main) (?: \s* [>»/›|] \s* [^>»/›|]{2,40} )+ $
          | ^ [\p{Lu}] [\p{L}&\x20]{2,20} (?: \s* [>»›|] \s* [\p{Lu}] [\p{L}&\x20]{2,20} ){2,} $",
    ),
    (
        "words to be found by",
        |line| line.has_any(&['#']) || line.has_any(&[':']) && line.begins(&["ta", "to", "ke", "fi", "la", "ca", "ha"]),
        r"^ (?: [\#] [\p{L}0-9_]{2,} [\x20,]* ){2,} $ | ^ (?i:tags|topics|keywords|filed\x20under|labels|categories|hashtags) \s* : (?-u:.){2,160} $",
    ),
    (
        "an address to write to",
        |line| line.has_any(&['@']) || line.has_any(&[':']) && line.begins(&["te", "ph", "fa", "em", "e-", "co", "wh"]),
        r"^ (?i:tel|telephone|phone|fax|e-?mail|contact|whatsapp) \.? \s* : \s* (?: \+?[0-9()\x20/.-]{6,24} | (?-u:[^\s@]){1,40}@(?-u:[^\s@]){3,40} ) $
          | ^ (?-u:[^\s@]){1,40}@(?-u:[^\s@]){1,40}\.[a-z]{2,10} $",
    ),
    (
        "an agency's note of who worked on the story",
        |line| line.begins(&["re", "wr", "ad", "ed"]),
        r"^ \(? (?i:reporting|writing|additional\x20reporting|editing|report) \x20 by \x20 (?-u:[^.!?\n]){3,200} [.]? \)? $",
    ),
];

/// The shapes as regular expressions, each made when a line asks for it. What they repeat is counted in bytes: automata that count
/// characters of any script are dear to make.
static COMPILED: [OnceLock<Option<Regex>>; SHAPES.len()] = [const { OnceLock::new() }; SHAPES.len()];

fn compiled(number: usize) -> Option<&'static Regex> {
    COMPILED[number].get_or_init(|| Regex::new(&format!("(?x){}", SHAPES[number].2)).ok()).as_ref()
}

/// What is seen of a line at once.
struct Glance {
    /// The first two letters, small, of what stands behind an opening bracket.
    first: [char; 2],
    ends_with_digit: bool,
    /// Which of [`TELLING`] it has.
    marks: [bool; TELLING.len()],
}

/// Marks that hardly any sentence has.
const TELLING: [char; 8] = ['#', '/', ':', '>', '@', '|', '»', '›'];

impl Glance {
    fn of(line: &str) -> Self {
        let mut letters = line.trim_start_matches(['(', '[']).chars().map(|c| c.to_ascii_lowercase());
        let mut first = || letters.next().unwrap_or(' ');
        Self {
            first: [first(), first()],
            ends_with_digit: line.ends_with(|c: char| c.is_ascii_digit()),
            marks: TELLING.map(|mark| line.contains(mark)),
        }
    }

    fn begins_with_digit(&self) -> bool {
        self.first[0].is_ascii_digit()
    }

    /// Whether it begins with one of these, each of two letters or of a mark. Letters that are not ASCII may be others' capitals.
    fn begins(&self, starts: &[&str]) -> bool {
        let fits = |start: &&str| start.chars().zip(self.first).all(|(wanted, c)| c == wanted);
        starts.iter().any(fits) || self.first.iter().any(|c| c.is_alphabetic() && !c.is_ascii())
    }

    fn has_any(&self, marks: &[char]) -> bool {
        TELLING.iter().zip(self.marks).any(|(mark, has)| has && marks.contains(mark))
    }
}

/// Where a story may be sent to; two and more of them alone in a line are the buttons for it.
static SHARED_ON: WordSet<128> = WordSet::new(&[
    "facebook",
    "twitter",
    "x",
    "whatsapp",
    "telegram",
    "linkedin",
    "pinterest",
    "reddit",
    "email",
    "e-mail",
    "mail",
    "print",
    "share",
    "copy",
    "link",
    "messenger",
    "tumblr",
    "viber",
    "instagram",
    "youtube",
    "rss",
    "threads",
    "bluesky",
    "pocket",
    "flipboard",
    "tweet",
    "pin",
    "sms",
    "vk",
    "weibo",
    "wechat",
    "line",
    "mastodon",
    "more",
    "save",
    "like",
    "follow",
]);
/// No line of furniture is longer, in bytes.
const LONGEST: usize = 260;

/// What `line` is, if its shape says that it is of the page.
pub(super) fn shape(line: &str) -> Option<&'static str> {
    if line.len() > LONGEST {
        return None;
    }
    if are_buttons(line) {
        return Some("buttons to share the story");
    }
    let glance = Glance::of(line);
    let has = |number: usize| compiled(number).is_some_and(|regex| regex.is_match(line.as_bytes()));
    let mut shapes = SHAPES.iter().enumerate();
    shapes.find(|(number, (_, may_be, _))| may_be(&glance) && has(*number)).map(|(_, (what, ..))| *what)
}

fn are_buttons(line: &str) -> bool {
    let parts = || {
        line.split(|c: char| c.is_whitespace() || matches!(c, '|' | '/' | '·' | '•' | ','))
            .filter(|part| !part.is_empty())
    };
    let known = |part: &str| SHARED_ON.contains(&part.to_lowercase());
    if !parts().all(|p| known(p) || matches!(p, "on" | "via" | "by" | "to")) {
        return false;
    }
    let (all, joiners) =
        (parts().count(), parts().filter(|p| matches!(*p, "on" | "via" | "by" | "Share" | "share")).count());
    all >= 2 && all > joiners + 1
}

#[cfg(test)]
mod tests {
    use super::shape;

    #[test]
    fn lines_of_the_page_are_known_by_their_shape() {
        for line in [
            "Facebook Twitter WhatsApp Email",
            "Photo: Anna Lund / Harbour Press",
            "Ida Vik/Reuters",
            "Published 12 March 2025, 14:05",
            "3 hours ago",
            "Home > World > Europe",
            "#harbour #storm",
            "Tel: +47 22 11 00 99",
            "(Reporting by Ida Vik; editing by Bo Dahl)",
        ] {
            assert!(shape(line).is_some(), "{line}");
        }
        for line in [
            "Twitter will pay.",
            "Print",
            "Photo finish in the last race",
            "Updated rules come into force in 2026.",
            "The price rose 3 hours ago",
            "Home win for the islanders",
            "Image matters: how the mayor won the vote. It was close.",
        ] {
            assert_eq!(shape(line), None, "{line}");
        }
    }
}
