use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Fix, Rule};
use crate::span::Span;
use crate::text::Document;
use regex::Regex;
use std::sync::LazyLock;

crate::rule! {
    /// ## What it finds
    /// HTML left in the text: entities (`&nbsp;`, `&#8217;`), tags (`<br />`), and bracketed codes of forums and content systems
    /// (`[/b]`, `[caption id=…]`). Entities are suggested decoded; the suggestion for a tag is to take it out.
    ///
    /// ## Why it is an artefact
    /// The page was escaped twice, or its markup was taken for text.
    ///
    /// ## When it is wrong
    /// In texts about HTML. Names with an ampersand (`AT&T;`) and comparisons (`a < b`) are no markup: only known entities and
    /// elements count.
    pub(super) static RULE = {
        code: "TYP410",
        name: "markup-left-over",
        family: Family::Typography,
        category: "Design and markup/Markup",
        severity: Severity::Minor,
        confidence: 0.97,
        since: "0.2.0",
        fix: Fix::Safe,
        hits: &["Marks [[&amp;]] Sons closed two shops.", "It was the council[[&#8217;]]s plan.", "The talks ended.[[<br />]] Nobody smiled.",
            "He called it [[<em>]]folly, she said."],
        passes: &["AT&T and R&D; both grew.", "If 3 < 5 and 7 > 5, all is well.", "I <3 this town.", "She [the mayor] left."],
    };
}

pub(super) struct MarkupLeftOver;

/// Names of entities, with their characters.
const ENTITIES: &[(&str, &str)] = &[
    ("amp", "&"),
    ("apos", "'"),
    ("bull", "•"),
    ("cent", "¢"),
    ("copy", "©"),
    ("deg", "°"),
    ("eacute", "é"),
    ("egrave", "è"),
    ("agrave", "à"),
    ("aacute", "á"),
    ("auml", "ä"),
    ("ouml", "ö"),
    ("uuml", "ü"),
    ("Auml", "Ä"),
    ("Ouml", "Ö"),
    ("Uuml", "Ü"),
    ("szlig", "ß"),
    ("ccedil", "ç"),
    ("ntilde", "ñ"),
    ("oacute", "ó"),
    ("iacute", "í"),
    ("uacute", "ú"),
    ("ecirc", "ê"),
    ("euro", "€"),
    ("gt", ">"),
    ("hellip", "…"),
    ("laquo", "«"),
    ("ldquo", "“"),
    ("lsquo", "‘"),
    ("lt", "<"),
    ("mdash", "—"),
    ("middot", "·"),
    ("nbsp", "\u{a0}"),
    ("ndash", "–"),
    ("pound", "£"),
    ("quot", "\""),
    ("raquo", "»"),
    ("rdquo", "”"),
    ("reg", "®"),
    ("rsquo", "’"),
    ("sbquo", "‚"),
    ("bdquo", "„"),
    ("sect", "§"),
    ("shy", ""),
    ("thinsp", "\u{2009}"),
    ("times", "×"),
    ("trade", "™"),
    ("zwnj", ""),
];

static MARKUP: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"(?x)
        (?P<entity> & (?: \#[0-9]{2,6} | \#[xX][0-9a-fA-F]{2,5} | [A-Za-z]{2,7} ) ; )
        | < /? (?: a|abbr|article|aside|b|blockquote|br|center|cite|code|div|em|figcaption|figure|font|h[1-6]|hr|i|iframe|img|ins|li|
            link|meta|noscript|ol|p|script|section|small|span|strong|style|sub|sup|table|tbody|td|th|tr|u|ul|video )
            (?: \s [^<>\n]{0,400} )? /? >
        | <!-- [^\n]{0,400}? -->
        | \[ /? (?: b|i|u|quote|url|img|color|size|youtube|embed|caption|gallery|vc_[a-z_]+ ) (?: [\x20=] [^\[\]\n]{0,200} )? \]
        "#,
    )
    .ok()
});

impl Detector for MarkupLeftOver {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        let text = document.text();
        if memchr::memchr3(b'&', b'<', b'[', text.as_bytes()).is_none() {
            return;
        }
        for found in MARKUP.iter().flat_map(|r| r.captures_iter(text)) {
            let Some(whole) = found.get(0) else { continue };
            let span = Span::new(whole.start(), whole.end());
            if found.name("entity").is_none() {
                out.push(Finding::new(&RULE, span, "a tag of the page").suggest(""));
            } else if let Some(decoded) = decoded(whole.as_str()) {
                out.push(Finding::new(&RULE, span, "an HTML entity that was not decoded").suggest(decoded));
            }
        }
    }
}

/// The character that `entity` stands for.
fn decoded(entity: &str) -> Option<String> {
    let name = entity.trim_start_matches('&').trim_end_matches(';');
    let Some(number) = name.strip_prefix('#') else {
        return ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, c)| (*c).to_owned());
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    };
    char::from_u32(code.ok()?).filter(|c| !c.is_control()).map(String::from)
}
