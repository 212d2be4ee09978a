//! Lines of a page that are told by their shape, whatever words they hold.

use regex::Regex;
use std::sync::LazyLock;

/// What kinds of line there are, with what the reviewer is told.
const SHAPES: &[(&str, &str)] = &[
    // A house number, a street and its kind; or a town, a state and its code.
    (
        "a postal address that stands alone",
        r"^ [0-9]{1,5} \x20 (?:[A-Z][A-Za-z.]*\x20){1,4} (?:St|Ave|Rd|Blvd|Dr|Ln|Street|Avenue|Road|Boulevard|Drive|Lane)\.? $
          | ^ [A-Z][A-Za-z.\x20]+ , \x20 [A-Z]{2} \x20 [0-9]{5} (?:-[0-9]{4})? $",
    ),
    (
        "a picture's credit",
        r"^ [\[(]? (?i:photo(?:graph)?s?|image|picture|video|illustration|graphic|cover\x20photo|file\x20photo|foto|ap\x20photo) (?i:\x20credits?)?
            (?: \s* [:/©|] \s* | \x20 (?i:by|courtesy\x20of|via) \x20 ) [^.!?]{2,90} \.? [\])]? $
          | ^ [\[(]? (?i:photo|image|picture) \x20? credit: .{2,90} $
          | ^ [\[(]? (?:[A-Z][\p{L}.'’-]+\x20){1,3} [A-Z][\p{L}.'’-]+ \x20? [/|] \x20? (?:AFP|AP|Reuters|REUTERS|EPA|Getty(?:\x20Images)?|Xinhua|TASS|DPA|dpa|Bloomberg|PA|Shutterstock|Anadolu|Unsplash|iStock|Alamy)
            (?: [\x20/][^.!?]{0,40} )? [\])]? $
          | ^ © \x20? [^.!?]{2,60} $",
    ),
    (
        "a time stamp of the page",
        r"^ (?i:published|updated|last\x20updated|last\x20modified|posted|first\x20published|modified|created) (?i:\x20(?:on|at))? :? \s+
            (?: .{0,24} [0-9]{1,2} [:.] [0-9]{2} .{0,24} | [^.!?]{0,16} (?:19|20)[0-9]{2} [^.!?]{0,24} | [0-9]+ \x20 \p{L}+ \x20 ago )
          $
          | ^ [0-9]{1,2} \x20 (?i:sec|min|hr|second|minute|hour|day|week|month)s? \x20 (?i:ago) $
          | ^ [0-9]{1,2} [./-] [0-9]{1,2} [./-] (?:19|20)[0-9]{2} [\x20,|-]+ [0-9]{1,2} : [0-9]{2} .{0,6} $",
    ),
    (
        "a path through the site's menu",
        r"^ (?i:home|homepage|start|main) (?: \s* [>»/›|] \s* [^>»/›|]{2,40} ){1,6} $
          | ^ [\p{Lu}] [\p{L}&\x20]{2,20} (?: \s* [>»›|] \s* [\p{Lu}] [\p{L}&\x20]{2,20} ){2,} $",
    ),
    (
        "words to be found by",
        r"^ (?: [\#] [\p{L}0-9_]{2,40} [\x20,]* ){2,} $ | ^ (?i:tags|topics|keywords|filed\x20under|labels|categories|hashtags) \s* : .{2,160} $",
    ),
    (
        "an address to write to",
        r"^ (?i:tel|telephone|phone|fax|e-?mail|contact|whatsapp) \.? \s* : \s* (?: \+?[0-9()\x20/.-]{6,24} | [^\s@]{1,40}@[^\s@]{3,40} ) $
          | ^ [^\s@]{1,40}@[^\s@]{1,40}\.[a-z]{2,10} $",
    ),
    (
        "an agency's note of who worked on the story",
        r"^ \(? (?i:reporting|writing|additional\x20reporting|editing|report) \x20 by \x20 [^.!?\n]{3,200} [.]? \)? $",
    ),
];

static COMPILED: LazyLock<Vec<(&'static str, Regex)>> = LazyLock::new(|| {
    SHAPES.iter().filter_map(|(what, shape)| Some((*what, Regex::new(&format!("(?x){shape}")).ok()?))).collect()
});

/// Where a story may be sent to; two and more of them alone in a line are the buttons for it.
const SHARED_ON: &[&str] = &[
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
];
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
    COMPILED.iter().find(|(_, regex)| regex.is_match(line)).map(|(what, _)| *what)
}

fn are_buttons(line: &str) -> bool {
    let parts = || {
        line.split(|c: char| c.is_whitespace() || matches!(c, '|' | '/' | '·' | '•' | ','))
            .filter(|part| !part.is_empty())
    };
    let known = |part: &str| SHARED_ON.contains(&part.to_lowercase().as_str());
    let (all, joiners) =
        (parts().count(), parts().filter(|p| matches!(*p, "on" | "via" | "by" | "Share" | "share")).count());
    all >= 2 && all > joiners + 1 && parts().all(|p| known(p) || matches!(p, "on" | "via" | "by" | "to"))
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
