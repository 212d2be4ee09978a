//! Laws of the score, on whole documents.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use malaprop::corpus::CorpusIndex;
use malaprop::detect;
use malaprop::fluency::Model;
use malaprop::lexicon::Lexicon;
use malaprop::read::Input;
use malaprop::rule::Family;
use malaprop::run::{Engine, Judged, Selection};
use malaprop::score::{Decision, Thresholds};
use proptest::prelude::*;
use std::borrow::Cow;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

fn engine(ignore: &[&str]) -> Engine {
    Engine {
        lexicon: Lexicon::builtin().unwrap(),
        corpus: CorpusIndex::default(),
        selection: Selection::new(Vec::new(), ignore.iter().map(|&s| s.to_owned()).collect()).unwrap(),
        thresholds: Thresholds::default(),
        date: None,
        fluency: Cow::Borrowed(Model::builtin().unwrap()),
        review: malaprop::review::Review::default(),
    }
}

static ENGINE: LazyLock<Engine> = LazyLock::new(|| engine(&[]));
/// Without repeats, and without what looks at the document as a whole: its language, its headline, the balance of its quotes.
static LOCAL: LazyLock<Engine> =
    LazyLock::new(|| engine(&["structure", "LNG601", "LNG602", "LNG604", "TYP404", "TYP416", "TYP419", "TYP420"]));

fn judge(engine: &Engine, text: &str) -> Judged {
    engine.judge(0, Input::new("d", text)).result.unwrap()
}

fn clean() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/clean");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    paths.iter().map(|p| fs::read_to_string(p).unwrap()).collect()
}

#[test]
fn clean_articles_are_published_at_ninety_and_more() {
    for text in clean() {
        let score = judge(&ENGINE, &text).score;
        assert!(score.score >= 90.0 && score.decision == Decision::Publish, "{score:?}\n{text}");
    }
}

/// Paragraphs with a fault of `family` each, the dearest last: the examples of its rules that cost something wherever they stand.
fn artefacts(family: Family) -> Vec<String> {
    let article = &clean()[0];
    let rules = detect::all().map(|d| d.rule()).filter(|r| r.family == family && !r.taste);
    // Some examples bring a configuration or other documents with them.
    let alone = |hit: &&&str| !hit.contains("\n+++\n") && !hit.contains("\n---\n");
    let examples = rules.flat_map(|r| r.hits.iter().filter(alone).map(|hit| hit.replace("[[", "").replace("]]", "")));
    let cost = |text: String| {
        let points =
            judge(&ENGINE, &planted(article, std::slice::from_ref(&text))).score.points_by_family[family as usize];
        (points > 0.0).then_some((points, text))
    };
    let mut costly: Vec<(f64, String)> = examples.filter_map(cost).collect();
    costly.sort_by(|a, b| a.0.total_cmp(&b.0));
    costly.into_iter().map(|(_, text)| text).collect()
}

fn planted(article: &str, artefacts: &[String]) -> String {
    format!("{}\n\n{}\n", article.trim_end(), artefacts.join("\n\n"))
}

#[test]
fn every_planted_artefact_lowers_the_score_whatever_its_family() {
    let articles = clean();
    for family in Family::ALL {
        let faults = artefacts(family);
        let mut strict = 0;
        for article in &articles[..3] {
            let mut before = judge(&ENGINE, article).score;
            for k in 1..=faults.len() {
                let after = judge(&ENGINE, &planted(article, &faults[..k])).score;
                // Two examples of one rule may share their words, and then the second is a repeat.
                if after.points_by_family[family as usize] > before.points_by_family[family as usize] {
                    assert!(after.score < before.score, "{family:?} {k}: {before:?}\n{after:?}\n{}", faults[k - 1]);
                    strict += 1;
                }
                before = after;
            }
        }
        assert!(strict >= 6, "{family:?}: {} artefacts, {strict} of 3 articles lowered", faults.len());
    }
}

/// Lines that end as sentences do, so that a second copy is cut like the first.
fn text() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        Just("On Friday Mark Ruthte arrived in Brussels for talks with the union."),
        Just("The archers took an aim at the tower , and missed."),
        Just("They hope for a peaceful deal before the winter comes."),
        Just("The council met on Monday and agreed to mend the bridge."),
        Just("He said that that it was a very long way home."),
        Just("The minister said “it is too late.” and left the room."),
        Just("Rain fell on the coast for most of the week, and the fishermen stayed at home."),
    ];
    proptest::collection::vec(line, 1..16).prop_map(|lines| lines.join("\n\n"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_text_written_twice_has_the_score_of_the_text(text in text()) {
        let (once, twice) = (judge(&LOCAL, &text), judge(&LOCAL, &format!("{text}\n\n{text}")));
        prop_assert_eq!(once.score.score, twice.score.score, "{:?} {:?}", &once.score, &twice.score);
        prop_assert_eq!(once.score.interval, twice.score.interval);
        prop_assert_eq!(once.score.decision, twice.score.decision);
    }
}

#[test]
fn clean_articles_written_twice_keep_their_score() {
    for text in clean() {
        let (once, twice) = (judge(&LOCAL, &text), judge(&LOCAL, &format!("{text}\n\n{text}")));
        // A heading or the last line may be cut otherwise beside a second copy, which moves the figure of the wording a little.
        assert!((once.score.score - twice.score.score).abs() <= 0.2, "{:?} {:?}\n{text}", once.score, twice.score);
    }
}
