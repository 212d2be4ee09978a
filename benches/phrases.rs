//! Finding 300, 1,500 and 15,000 phrases in one text, beside the `aho-corasick` crate on the same phrases, in one run.
//! `cargo bench --bench phrases [-- 300 15000]`.
//!
//! Both must find exactly the same number. The text is made of the words of the phrases, so that their beginnings turn up all the
//! time; a fifth of the rows is written with `<forms>`, alternatives and gaps, and `aho-corasick` is given what they stand for.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench prints and stops at the first error")]

mod dice;

use aho_corasick::{AhoCorasick, MatchKind};
use dice::Dice;
use malaprop::lexicon::Lexicon;
use malaprop::lexicon::phrases::{Class, Words};
use malaprop::text::{Document, TokenKind};
use std::fmt::Write;
use std::hint::black_box;
use std::time::{Duration, Instant};

const PASSES: usize = 7;
const TEXT_WORDS: usize = 400_000;
const SYLLABLES: &[&str] =
    &["ba", "ber", "chi", "dor", "el", "fan", "gor", "kos", "len", "mir", "nov", "pra", "rus", "ski", "tov", "vil"];
const FUNCTION_WORDS: &[&str] = &["the", "of", "to", "in", "a", "for", "on", "was", "with", "by"];

/// Below `n`, small numbers far more often than large ones, as words are in a language.
fn zipf(dice: &mut Dice, n: usize) -> usize {
    let share = dice.below(1 << 20) as f64 / f64::from(1 << 20);
    ((n as f64).powf(share) - 1.0) as usize
}

/// Three kinds of words, so that no two phrases can overlap: each is one of the first, one of the second, one of the third.
fn word(kind: usize, number: usize) -> String {
    let syllables = [number / 256 % 16, number / 16 % 16, number % 16].map(|i| SYLLABLES[i]);
    format!("{}{}", syllables.concat(), ["ta", "lo", "mi"][kind])
}

/// A row's pattern, and the phrases that it stands for.
fn row(dice: &mut Dice, number: usize) -> (String, Vec<String>) {
    let words = [0, 1, 2].map(|kind| word(kind, dice.below(4096)));
    let [first, second, third] = &words;
    match number % 10 {
        0 => {
            let pattern = format!("<{first}> {second} {third}");
            let forms = ["", "s", "ed", "ing"].map(|ending| format!("{first}{ending} {second} {third}"));
            (pattern, forms.to_vec())
        }
        1 => {
            let pattern = format!("{first} the|a {second} {third}");
            (pattern, ["the", "a"].map(|article| format!("{first} {article} {second} {third}")).to_vec())
        }
        _ => (words.join(" "), vec![words.join(" ")]),
    }
}

struct Tokens<'a>(&'a Document);

impl Words for Tokens<'_> {
    fn folded(&self, i: usize) -> &str {
        self.0.folded(i)
    }

    fn written(&self, i: usize) -> &str {
        self.0.written(i)
    }

    fn is_word(&self, i: usize) -> bool {
        self.0.tokens()[i].kind == TokenKind::Word
    }

    fn is_spaced(&self, i: usize) -> bool {
        self.0.tokens()[i].spaced
    }

    fn class_end(&self, _: Class, _: usize) -> Option<usize> {
        None
    }
}

/// The median time of several passes, and what each gave.
fn time(mut pass: impl FnMut() -> usize) -> (Duration, usize) {
    let mut found = 0;
    let mut times: Vec<Duration> = (0..PASSES)
        .map(|_| {
            let start = Instant::now();
            found = black_box(pass());
            start.elapsed()
        })
        .collect();
    times.sort();
    (times[PASSES / 2], found)
}

fn main() {
    let sizes: Vec<usize> = std::env::args().skip(1).filter_map(|a| a.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![300, 1_500, 15_000] } else { sizes };
    let mut dice = Dice::new();
    let rows: Vec<(String, Vec<String>)> =
        (0..*sizes.iter().max().unwrap()).map(|number| row(&mut dice, number)).collect();
    let mut text = String::new();
    let mut words = 0;
    while words < TEXT_WORDS {
        match dice.below(100) {
            // One planted phrase in 300 words, from the rows that every size has.
            0 => {
                let (_, phrases) = &rows[dice.below(300)];
                let _ = write!(text, "{}", phrases[dice.below(phrases.len())]);
                words += 3;
            }
            1..=40 => text.push_str(FUNCTION_WORDS[dice.below(FUNCTION_WORDS.len())]),
            41..=47 => text.push_str("end. Then"),
            _ => text.push_str(&word(dice.below(3), zipf(&mut dice, 4096))),
        }
        text.push(' ');
        words += 1;
    }
    let bytes = text.len() as f64 / 1e6;
    let (tokenizing, tokens) = time(|| Document::new("bench", text.as_str()).tokens().len());
    println!("{tokens} tokens, {bytes:.1} MB; cutting them: {:.0} MB/s", bytes / tokenizing.as_secs_f64());
    println!("rows     load      malaprop             aho-corasick         found");
    for size in sizes {
        let mut table = String::from("pattern\n");
        for (pattern, _) in &rows[..size] {
            writeln!(table, "{pattern}").unwrap();
        }
        let file = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
        std::fs::write(file.path(), table).unwrap();
        let start = Instant::now();
        let phrases = Lexicon::load(&[file.path().to_path_buf()]).unwrap().phrases;
        let load = start.elapsed();
        let document = Document::new("bench", text.as_str());
        let view = Tokens(&document);
        let name = file.path().display().to_string();
        let (ours, found) = time(|| {
            let of = |tokens: std::ops::Range<usize>| phrases.find(&view, tokens);
            let hits = document.segments().iter().flat_map(|segment| of(segment.tokens.clone()));
            hits.filter(|hit| hit.phrase.is_of(&name)).count()
        });

        let literals: Vec<&String> = rows[..size].iter().flat_map(|(_, phrases)| phrases).collect();
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .ascii_case_insensitive(true)
            .build(&literals)
            .unwrap();
        let (theirs, found_by_automaton) = time(|| {
            let at_word = |m: &aho_corasick::Match| {
                (m.start() == 0 || text.as_bytes()[m.start() - 1] == b' ')
                    && text.as_bytes().get(m.end()).is_none_or(|b| !b.is_ascii_alphanumeric())
            };
            automaton.find_iter(&text).filter(at_word).count()
        });
        assert_eq!(found, found_by_automaton, "both look for the same phrases");
        assert!(found * 400 > words, "{found} of about {} planted", words / 100);
        let rate = |d: Duration| format!("{:.1} ms, {:.0} MB/s", d.as_secs_f64() * 1e3, bytes / d.as_secs_f64());
        let load = format!("{:.2} s", load.as_secs_f64());
        println!("{size:<8} {load:<9} {:<20} {:<20} {found}", rate(ours), rate(theirs));
    }
}
