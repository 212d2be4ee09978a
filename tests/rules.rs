//! Every rule keeps its own examples, and the list of rules is in order.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use malaprop::config::Config;
use malaprop::corpus::CorpusIndex;
use malaprop::detect;
use malaprop::lexicon::Lexicon;
use malaprop::lexicon::style::HouseStyle;
use malaprop::mention::sketch;
use malaprop::rule::Family;
use malaprop::span::Span;
use malaprop::text::Document;
use std::collections::HashSet;

/// A text with its `[[` marks taken out, and the span they marked.
fn unmark(marked: &str) -> (String, Option<Span>) {
    match (marked.find("[["), marked.find("]]")) {
        (Some(open), Some(close)) => {
            (marked.replace("[[", "").replace("]]", ""), Some(Span::new(open, close - "[[".len())))
        }
        _ => (marked.to_owned(), None),
    }
}

/// An example may begin with a configuration.
const CONFIGURATION_ENDS: &str = "\n+++\n";

/// The example without its configuration, whose house style goes to `lexicon`.
fn configure<'a>(example: &'a str, lexicon: &mut Lexicon) -> &'a str {
    let (configuration, text) = example.split_once(CONFIGURATION_ENDS).unwrap_or(("", example));
    lexicon.style = HouseStyle::new(Config::parse("example", configuration).unwrap().style().unwrap());
    text
}

/// An example may go on with other documents of its folder.
const NEXT_DOCUMENT: &str = "\n---\n";

fn found(code: &str, text: &str, lexicon: &Lexicon) -> Vec<Span> {
    let folder: Vec<Document> = text.split(NEXT_DOCUMENT).map(|t| Document::new("example", t)).collect();
    let corpus = CorpusIndex::new(folder.iter().map(sketch).collect());
    let findings = detect::run(&folder[0], lexicon, &corpus.story(0));
    findings.iter().filter(|f| f.rule.code == code).map(|f| f.span).collect()
}

#[test]
fn every_rule_keeps_its_examples() {
    let mut lexicon = Lexicon::builtin().unwrap();
    let mut broken = Vec::new();
    for rule in detect::all().map(|d| d.rule()) {
        assert!(!rule.hits.is_empty() && !rule.passes.is_empty(), "{} needs a hit and a pass", rule.code);
        for hit in rule.hits {
            let (text, span) = unmark(configure(hit, &mut lexicon));
            let spans = found(rule.code, &text, &lexicon);
            if spans != [span.expect("a hit marks its words with [[ and ]]")] {
                let got: Vec<&str> = spans.iter().map(|s| s.of(&text)).collect();
                broken.push(format!("{} hit  {hit:?}\n      found {got:?}", rule.code));
            }
        }
        for pass in rule.passes {
            let pass = configure(pass, &mut lexicon);
            let spans = found(rule.code, pass, &lexicon);
            if let Some(span) = spans.first() {
                broken.push(format!("{} pass {pass:?}\n      found {:?}", rule.code, span.of(pass)));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn text_in_front_moves_every_finding_and_changes_nothing_else() {
    const FRONT: &str = "It rained on the coast for most of the week, and the fishermen stayed at home.\n";
    let mut lexicon = Lexicon::builtin().unwrap();
    // LNG601 and STR511 say of a whole document what they say on its first sentence, which is another one with one in front.
    for rule in detect::all().map(|d| d.rule()).filter(|r| !matches!(r.code, "LNG601" | "STR511")) {
        for hit in rule.hits {
            let (text, _) = unmark(configure(hit, &mut lexicon));
            let moved: Vec<Span> = found(rule.code, &text, &lexicon)
                .iter()
                .map(|s| Span::new(s.start + FRONT.len(), s.end + FRONT.len()))
                .collect();
            assert_eq!(found(rule.code, &format!("{FRONT}{text}"), &lexicon), moved, "{} {hit:?}", rule.code);
        }
    }
}

#[test]
fn codes_and_names_are_unique_sorted_and_well_formed() {
    let rules: Vec<_> = detect::all().map(|d| d.rule()).collect();
    assert!(rules.windows(2).all(|pair| {
        let family = |f: Family| Family::ALL.iter().position(|&x| x == f);
        (family(pair[0].family), pair[0].code) < (family(pair[1].family), pair[1].code)
    }));
    let names: HashSet<&str> = rules.iter().map(|r| r.name).collect();
    assert_eq!(names.len(), rules.len());
    for rule in rules {
        assert!(rule.code.starts_with(rule.family.prefix()) && rule.code.len() == 6, "{}", rule.code);
        assert!(rule.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", rule.name);
        for heading in ["## What it finds", "## Why it is an artefact", "## When it is wrong"] {
            assert!(rule.doc.contains(heading), "{} has no {heading:?}", rule.code);
        }
    }
}
