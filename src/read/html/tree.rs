//! Which element every line of a page stands in: as much of HTML's tree as text needs, in one pass, whatever is left open.

use super::tokens::{Text, Token, tokens};
use crate::read::lines::{Line, Lines, Spot};
use crate::span::steps;
use rustc_hash::FxHashMap;

/// What a page holds: lines of text in elements.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) lines: Vec<Line>,
    /// Parents stand before their children; the first is the page itself.
    pub(super) elements: Vec<Element>,
    /// What stands in the browser's title bar.
    pub(super) title: String,
}

/// An element, as far as it matters.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Element {
    pub(super) parent: usize,
    /// Looks like no part of the text: navigation, hidden, a box.
    pub(super) aside: bool,
    /// May be the text itself: `main`, `article`.
    pub(super) landmark: bool,
    /// The level of the heading it is or stands in, 0 for none.
    pub(super) heading: u8,
}

/// Elements that stand on lines of their own.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "optgroup",
    "option",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];
/// Elements without an end tag.
const VOID: &[&str] = &[
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen", "link",
    "meta", "param", "source", "track", "wbr",
];
/// What may stand in a head; anything else ends it.
const IN_HEAD: &[&str] = &["base", "link", "meta", "noscript", "script", "style", "template", "title"];
/// What no reader sees, whatever is around it.
const UNREAD: &[&str] = &[
    "audio", "canvas", "datalist", "iframe", "math", "noembed", "noframes", "object", "script", "select", "style",
    "svg", "template", "textarea", "title", "video",
];
/// What is beside the text.
const BESIDE: &[&str] = &[
    "aside",
    "button",
    "dialog",
    "footer",
    "head",
    "menu",
    "nav",
    "noscript",
    "search",
    "amp-ad",
    "amp-sidebar",
    "amp-consent",
];
const ROLES_BESIDE: &[&str] = &[
    "alert",
    "alertdialog",
    "banner",
    "complementary",
    "contentinfo",
    "dialog",
    "form",
    "menu",
    "menubar",
    "navigation",
    "search",
    "toolbar",
];
/// Boxes that may be named by what is in them; paragraphs and headings are text.
const BOXES: &[&str] = &["dl", "div", "form", "header", "ol", "section", "span", "table", "ul"];
/// Words in the class or id of a box beside the text, whole or at the start of a part (`comment-list`, `sharedaddy`).
const NAMES_BESIDE: &[&str] = &[
    "advert",
    "banner",
    "breadcrumb",
    "comment",
    "consent",
    "cookie",
    "copyright",
    "disqus",
    "footer",
    "masthead",
    "menu",
    "modal",
    "mostread",
    "nav",
    "newsletter",
    "outbrain",
    "paywall",
    "popular",
    "popup",
    "promo",
    "recommend",
    "related",
    "respond",
    "share",
    "sidebar",
    "signup",
    "skiplink",
    "social",
    "sponsor",
    "subscribe",
    "subscription",
    "taboola",
    "toolbar",
    "trending",
];
/// The same, but only as a whole part: `ad-slot`, not `address`.
const PARTS_BESIDE: &[&str] = &["ad", "ads", "imprint", "legal", "meta", "tags", "toc"];

/// Bytes; what is longer is no title, and every line above the text is looked for in it.
const LONGEST_TITLE: usize = 1000;

/// An element whose end has not come.
#[derive(Debug)]
struct Open {
    name: String,
    element: usize,
    /// Where the element of the same name before it stands among the open ones.
    before: Option<usize>,
    is_block: bool,
    unread: bool,
}

#[derive(Debug, Default)]
struct Builder {
    lines: Lines,
    elements: Vec<Element>,
    open: Vec<Open>,
    /// The innermost open element of each name.
    innermost: FxHashMap<String, usize>,
    /// The open elements, by place, that are blocks.
    blocks: Vec<usize>,
    unread: usize,
    preformatted: usize,
    /// How many elements were open where a link began.
    link: Option<usize>,
    title: Option<String>,
    in_title: bool,
}

/// The lines of `page` and their elements.
pub(super) fn read(page: &str) -> Page {
    let mut builder = Builder { elements: vec![Element::default()], ..Builder::default() };
    for token in tokens(page) {
        match token {
            Token::Text { text: Text::Copied(range), from } => builder.text(&page[range], from),
            Token::Text { text: Text::Made(text), from } => builder.text(&text, from),
            Token::Open { name, attributes } => builder.open(name, &attributes),
            Token::Close { name } => builder.close(&name),
        }
    }
    builder.lines.end();
    Page { lines: builder.lines.done, elements: builder.elements, title: builder.title.unwrap_or_default() }
}

impl Builder {
    fn text(&mut self, text: &str, from: Spot) {
        if self.in_title {
            let title = self.title.get_or_insert_default();
            if title.len() + text.len() <= LONGEST_TITLE {
                title.push_str(text);
            }
        }
        if self.unread > 0 {
            return;
        }
        let element = self.open.last().map_or(0, |open| open.element);
        if self.preformatted == 0 {
            return self.lines.push(text, from, self.link.is_some(), element);
        }
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            self.lines.push(line, from.behind(at), self.link.is_some(), element);
            if line.ends_with('\n') {
                self.lines.end();
            }
            at += line.len();
        }
    }

    fn open(&mut self, name: String, attributes: &[(String, String)]) {
        steps::count(1 + attributes.len());
        self.close_implied(&name);
        let is_block = BLOCKS.contains(&name.as_str());
        if is_block || matches!(name.as_str(), "br" | "hr") {
            self.lines.end();
        }
        if VOID.contains(&name.as_str()) {
            return;
        }
        if name == "a" {
            // A link that was left open ends where the next begins.
            let is_link = attributes.iter().any(|(key, _)| key == "href");
            self.link = is_link.then_some(self.open.len());
            return;
        }
        let parent = self.open.last().map_or(0, |open| open.element);
        let element = Element {
            parent,
            aside: is_beside(&name, attributes),
            landmark: is_landmark(&name, attributes),
            // Bold words in a heading are a heading.
            heading: heading(&name).max(self.elements[parent].heading),
        };
        self.elements.push(element);
        let unread = UNREAD.contains(&name.as_str());
        self.unread += usize::from(unread);
        self.preformatted += usize::from(name == "pre");
        self.in_title |= name == "title" && self.title.is_none();
        let place = self.open.len();
        if is_block {
            self.blocks.push(place);
        }
        let before = self.innermost.insert(name.clone(), place);
        self.open.push(Open { name, element: self.elements.len() - 1, before, is_block, unread });
    }

    fn close(&mut self, name: &str) {
        if name == "a" {
            self.link = None;
            return;
        }
        if matches!(name, "br" | "p") {
            self.lines.end();
        }
        let Some(&place) = self.innermost.get(name) else { return };
        let is_block = self.open.get(place).is_some_and(|open| open.is_block);
        let wall = match name {
            "caption" | "tbody" | "td" | "tfoot" | "th" | "thead" | "tr" => self.place_of(&["table"]),
            "table" | "body" | "html" => None,
            _ if is_block => self.place_of(&["caption", "td", "th"]),
            // An end tag within a line ends no block that was begun since.
            _ => self.blocks.last().copied(),
        };
        if wall.is_none_or(|wall| place > wall) {
            self.close_from(place);
        }
    }

    /// Ends what a start tag ends without saying so.
    fn close_implied(&mut self, name: &str) {
        if let Some(&head) = self.innermost.get("head").filter(|_| !IN_HEAD.contains(&name)) {
            self.close_from(head);
        }
        let (ended, walls): (&[&str], &[&str]) = match name {
            "li" => (&["li", "p"], &["ol", "ul", "menu", "dir"]),
            "dd" | "dt" => (&["dd", "dt", "p"], &["dl"]),
            "td" | "th" => (&["td", "th"], &["table", "tr"]),
            "tr" => (&["tr", "td", "th"], &["table"]),
            "tbody" | "thead" | "tfoot" => (&["tbody", "thead", "tfoot", "tr", "td", "th"], &["table"]),
            "option" | "optgroup" => (&["option"], &["select"]),
            "p" | "div" | "ul" | "ol" | "dl" | "table" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "section"
            | "article" | "aside" | "header" | "footer" | "main" | "nav" | "blockquote" | "figure" | "form" | "pre"
            | "hr" => (&["p"], &[]),
            _ => return,
        };
        let wall =
            self.place_of(walls).max(self.place_of(&["caption", "td", "th"]).filter(|_| !walls.contains(&"table")));
        let first = ended.iter().filter_map(|name| self.innermost.get(*name)).copied();
        // The outermost of them, but none outside the wall.
        if let Some(first) = first.filter(|&place| wall.is_none_or(|wall| place > wall)).min() {
            self.close_from(first);
        }
    }

    fn place_of(&self, names: &[&str]) -> Option<usize> {
        names.iter().filter_map(|name| self.innermost.get(*name)).copied().max()
    }

    /// Ends the open element at `place` and all in it.
    fn close_from(&mut self, place: usize) {
        while self.open.len() > place {
            let Some(open) = self.open.pop() else { return };
            steps::count(1);
            if open.is_block {
                self.lines.end();
                self.blocks.pop();
            }
            self.unread -= usize::from(open.unread);
            self.preformatted -= usize::from(open.name == "pre");
            self.in_title &= open.name != "title";
            match open.before {
                Some(before) => self.innermost.insert(open.name, before),
                None => self.innermost.remove(&open.name),
            };
        }
        if self.link.is_some_and(|link| link > self.open.len()) {
            self.link = None;
        }
    }
}

fn heading(name: &str) -> u8 {
    match name.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => level - b'0',
        _ => 0,
    }
}

fn is_landmark(name: &str, attributes: &[(String, String)]) -> bool {
    matches!(name, "article" | "main")
        || attributes.iter().any(|(key, value)| match key.as_str() {
            "role" => matches!(value.as_str(), "main" | "article"),
            "itemprop" => value == "articleBody",
            _ => false,
        })
}

fn is_beside(name: &str, attributes: &[(String, String)]) -> bool {
    let is_box = BOXES.contains(&name);
    BESIDE.contains(&name)
        || attributes.iter().any(|(key, value)| match key.as_str() {
            "hidden" => true,
            "aria-hidden" => value == "true",
            "layout" => value == "nodisplay",
            "role" => ROLES_BESIDE.contains(&value.as_str()),
            "style" => is_hidden(value),
            "class" | "id" if is_box => value.split_whitespace().any(is_beside_by_name),
            _ => false,
        })
}

fn is_hidden(style: &str) -> bool {
    style.split(';').filter_map(|rule| rule.split_once(':')).any(|(property, value)| {
        matches!(
            (property.trim().to_ascii_lowercase().as_str(), value.trim().to_ascii_lowercase().as_str()),
            ("display", "none") | ("visibility", "hidden")
        )
    })
}

fn is_beside_by_name(class: &str) -> bool {
    let class = class.to_ascii_lowercase();
    let mut parts = class.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    let joined = class.replace(['-', '_'], "");
    // Page builders call every box a widget of theirs (`x-widget-text`); a bare one is a box in the margin.
    joined.starts_with("widget")
        || NAMES_BESIDE.iter().any(|name| joined.starts_with(name))
        || parts.any(|part| PARTS_BESIDE.contains(&part) || NAMES_BESIDE.iter().any(|name| part.starts_with(name)))
}
