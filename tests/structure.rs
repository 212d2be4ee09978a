//! Structure, typography and language on `fixtures/structure`: documents with planted repeats, furniture, breaks, residue and debris,
//! each plant a row of `expected.csv`; and on texts made to break what is slow or careless.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a test tells what it saw")]

use malaprop::corpus::{CorpusIndex, Story};
use malaprop::detect;
use malaprop::finding::{Finding, Severity};
use malaprop::fluency::Reading;
use malaprop::fractions::Fractions;
use malaprop::lexicon::Lexicon;
use malaprop::mention::{Mentions, sketch};
use malaprop::rule::Family;
use malaprop::span::steps;
use malaprop::text::Document;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::builtin().unwrap());

/// What the issue asks for.
const LEAST_RECALL: f64 = 0.95;
const LEAST_PRECISION: f64 = 0.95;
const FEWEST_DOCUMENTS: usize = 60;

const FAMILIES: [Family; 3] = [Family::Structure, Family::Typography, Family::Language];

fn found(document: &Document) -> Vec<Finding> {
    let mut findings = detect::run(document, &LEXICON, &Story::default());
    findings.retain(|f| FAMILIES.contains(&f.rule.family));
    findings
}

struct Row {
    file: String,
    rule: String,
    start: usize,
    end: usize,
    surface: String,
}

#[test]
fn planted_faults_are_found_and_nothing_else() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/structure");
    let rows: Vec<Row> = csv::Reader::from_path(folder.join("expected.csv"))
        .unwrap()
        .into_records()
        .map(|r| {
            let r = r.unwrap();
            let number = |i: usize| r[i].parse().unwrap();
            Row {
                file: r[0].to_owned(),
                rule: r[1].to_owned(),
                start: number(2),
                end: number(3),
                surface: r[4].to_owned(),
            }
        })
        .collect();
    let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|p| p.extension().is_some_and(|e| e == "txt"));
    assert!(files.len() >= FEWEST_DOCUMENTS);
    let (mut hits, mut right, mut alarms, mut faults) = (0, 0, 0, Vec::new());
    for path in &files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let document = Document::new(name.as_str(), fs::read_to_string(path).unwrap());
        let findings = found(&document);
        let place =
            |f: &Finding| (document.position(f.span.start).code_point, document.position(f.span.end).code_point);
        let here: Vec<&Row> = rows.iter().filter(|r| r.file == name).collect();
        for row in &here {
            let text: String = document.text().chars().skip(row.start).take(row.end - row.start).collect();
            assert_eq!(text, row.surface, "{name}: the row does not give its words");
            // The same rule, and at least half of what either covers is covered by both.
            let hit = findings.iter().any(|f| {
                let (start, end) = place(f);
                let both = end.min(row.end).saturating_sub(start.max(row.start));
                f.rule.code == row.rule && both * 2 >= (end - start).max(row.end - row.start)
            });
            hits += usize::from(hit);
            if !hit {
                faults.push(format!("missed {name} {} {:?}", row.rule, row.surface));
            }
        }
        for finding in findings.iter().filter(|f| f.severity > Severity::Neutral) {
            let (start, end) = place(finding);
            alarms += 1;
            let planted = here.iter().any(|r| r.start < end && start < r.end);
            right += usize::from(planted);
            if !planted {
                faults.push(format!("false {name} {} {:?}", finding.rule.code, finding.span.of(document.text())));
            }
        }
    }
    let (recall, precision) = (f64::from(hits as u32) / rows.len() as f64, f64::from(right as u32) / f64::from(alarms));
    println!(
        "{} documents, {} plants: recall {recall:.3}, precision {precision:.3} of {alarms}",
        files.len(),
        rows.len()
    );
    assert!(
        recall >= LEAST_RECALL && precision >= LEAST_PRECISION,
        "{recall:.3} {precision:.3}\n{}",
        faults.join("\n")
    );
}

/// Texts that grow with `n`, and what is hard about them.
fn hostile(n: usize) -> Vec<(&'static str, String)> {
    let letters = |i: usize| ['b', 'd', 'f', 'g', 'k', 'l', 'm', 'n'][i % 8];
    let word = |i: usize| -> String {
        [letters(i), 'a', letters(i / 8), 'o', letters(i / 64), 'e', letters(i / 512)].iter().collect()
    };
    let mixed: String =
        (0..n).map(|i| word(i.wrapping_mul(2_654_435_761)) + if i % 17 == 16 { ". " } else { " " }).collect();
    vec![
        ("one line without an end", "word ".repeat(n)),
        ("one line of sentences", mixed.clone()),
        ("paragraphs of one word", mixed.replace(' ', "\n")),
        ("one sentence over and over", "The old mill by the river burned down on Sunday night. ".repeat(n / 10)),
        ("one letter without a space", "a".repeat(n * 5)),
        ("marks alone", ".,;:!?\"'()[]-–“”".repeat(n / 3)),
        ("openers alone", "“(\"[«„".repeat(n / 2)),
        ("from right to left", "قال الوزير إن الطريق مغلق. ".repeat(n / 5)),
        ("pictures", "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467}\u{1f3fd} ".repeat(n / 4)),
        ("invisible characters", "a\u{ad}".repeat(n)),
        ("escapes", "\\u2019&amp;<b>".repeat(n / 3)),
        ("mojibake", "â€™Ã©".repeat(n)),
        ("points and letters", "a.b.".repeat(n)),
        ("numbers", "1.000.000,5 ".repeat(n / 2)),
        ("combining marks", "e\u{301}\u{302}".repeat(n)),
    ]
}

/// The steps that each of our rules takes for `text`.
fn steps_of(text: &str) -> Vec<(&'static str, u64)> {
    let document = Document::new("h", text);
    let (story, mentions, reading) = (Story::default(), Mentions::default(), Reading::default());
    let cx = detect::Context { lexicon: &LEXICON, story: &story, mentions: &mentions, reading: &reading };
    let ours = detect::all().filter(|d| FAMILIES.contains(&d.rule().family));
    ours.map(|detector| {
        let _ = steps::take();
        let mut out = Vec::new();
        detector.check(&document, &cx, &mut out);
        (detector.rule().code, steps::take())
    })
    .collect()
}

/// Twice the text takes at most twice the steps, and a little.
#[test]
fn work_grows_with_the_text_and_no_faster() {
    const N: usize = 4_000;
    const MOST: f64 = 2.2;
    const LITTLE: f64 = 5_000.0;
    let (mut slow, mut counted) = (Vec::new(), 0);
    for ((name, small), (_, large)) in hostile(N).into_iter().zip(hostile(2 * N)) {
        for ((code, once), (_, twice)) in steps_of(&small).into_iter().zip(steps_of(&large)) {
            counted += twice;
            if twice as f64 > once as f64 * MOST + LITTLE {
                slow.push(format!("{code} on {name}: {once} steps, then {twice}"));
            }
        }
    }
    assert!(counted > 0, "steps are counted with debug assertions only");
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

/// The figures of the filters look at each line once and at each word once for each length of a run; this is only to see that they end.
#[test]
fn the_figures_of_hostile_texts_are_numbers() {
    for (name, text) in hostile(4_000) {
        assert!(Fractions::of(&text).named().all(|(_, figure)| figure.is_finite()), "{name}");
    }
}

#[test]
fn the_first_pass_takes_hostile_texts_too() {
    let documents: Vec<Document> = hostile(2_000).into_iter().map(|(name, text)| Document::new(name, text)).collect();
    let corpus = CorpusIndex::new(documents.iter().map(sketch).collect());
    for (d, document) in documents.iter().enumerate() {
        for recurring in corpus.story(d).recurring(document) {
            assert!(recurring.strangers > 0 && recurring.segment < document.segments().len());
        }
    }
}

#[test]
fn taste_is_off_unless_it_is_asked_for_by_name() {
    let selection = |select: &[&str]| {
        malaprop::run::Selection::new(select.iter().map(|s| (*s).to_owned()).collect(), Vec::new()).unwrap()
    };
    let taste = detect::rule("mixed-quote-styles").unwrap();
    assert!(
        !selection(&[]).takes(taste) && !selection(&["TYP4"]).takes(taste) && !selection(&["typography"]).takes(taste)
    );
    assert!(selection(&["TYP421"]).takes(taste) && selection(&["mixed-quote-styles"]).takes(taste));
}
