use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Fix, Rule};
use crate::text::Document;

crate::rule! {
    /// ## What it finds
    /// A phrase of up to twelve words said over and over in one paragraph: `of the city of the city of the city of the city`.
    ///
    /// ## Why it is an artefact
    /// A decoder that found a phrase likely finds it likelier still the next time, and does not get out of the loop.
    ///
    /// ## When it is wrong
    /// Chants, songs and stammers; inside quotation marks a phrase must come twice as often. Numbers, and sentences that rule
    /// STR501 reports, do not count.
    pub(super) static RULE = {
        code: "STR506",
        name: "looping-phrase",
        family: Family::Structure,
        category: "Linguistic conventions/Duplication",
        severity: Severity::Major,
        confidence: 0.97,
        since: "0.2.0",
        fix: Fix::Unsafe,
        hits: &["The head [[of the city of the city of the city of the city]] spoke.",
            "He [[very very very very very]] quickly left.",
            "It was decided that [[the road would be closed to traffic, the road would be closed to traffic, the road would be closed to traffic]]."],
        passes: &["The head of the city of the sun spoke.", "“No, no, no, no, no,” she said and laughed.",
            "The crowd sang “home again, home again, home again, home again” for an hour.", "They won 6 6 6 6 6 6."],
    };
}

pub(super) struct LoopingPhrase;

const LONGEST_PHRASE: usize = 12;
/// From so many words on, three in a row are no manner of speaking.
const LONG_PHRASE: usize = 5;
/// Inside quotation marks people do repeat themselves.
const TIMES_MORE_IN_QUOTES: usize = 2;
/// A whole sentence of so many words is reported as a repeated passage.
const WORDS_OF_A_PASSAGE: usize = 6;

/// How often a phrase of so many words must come.
const fn fewest_copies(words: usize) -> usize {
    match words {
        1 => 5,
        2..LONG_PHRASE => 4,
        _ => 3,
    }
}

impl Detector for LoopingPhrase {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        let segments = document.segments();
        let mut s = 0;
        while s < segments.len() {
            let paragraph = segments[s].paragraph;
            let mut words = Vec::new();
            let mut quotes = 0;
            // Words with the number of quotation marks before them.
            while s < segments.len() && segments[s].paragraph == paragraph {
                for i in segments[s].tokens.clone() {
                    quotes += usize::from(matches!(document.written(i), "\"" | "“" | "”" | "«" | "»"));
                    if document.tokens()[i].is_word() {
                        words.push(Word { token: i, segment: s, quoted: quotes % 2 == 1 });
                    }
                }
                s += 1;
            }
            check_paragraph(document, &words, out);
        }
    }
}

struct Word {
    token: usize,
    segment: usize,
    quoted: bool,
}

fn check_paragraph(document: &Document, words: &[Word], out: &mut Vec<Finding>) {
    // A loop of one word is one of two words too; the shortest phrase is reported.
    let mut covered = vec![false; words.len()];
    for length in 1..=LONGEST_PHRASE {
        let is_again = |w: usize| document.is_same(words[w].token, words[w - length].token);
        // Every run of so many words that are said again has one at each such step, where it is met.
        let step = (fewest_copies(length) - 1) * length;
        let mut at = length + step - 1;
        while at < words.len() {
            if !is_again(at) {
                at += step;
                continue;
            }
            let first = (length..at).rev().take_while(|&w| is_again(w)).last().unwrap_or(at) - length;
            let end = (at + 1..words.len()).find(|&w| !is_again(w)).unwrap_or(words.len());
            at = end + step;
            let copies = (end - first) / length;
            let quoted = words[first].quoted && words[end - 1].quoted;
            let wanted = fewest_copies(length) * if quoted { TIMES_MORE_IN_QUOTES } else { 1 };
            let uncovered = || !covered[first] && !covered[end - 1];
            let loops = copies >= wanted && !is_passage(words, first, length);
            if loops && says_something(document, words, first, length) && uncovered() {
                covered[first..end].fill(true);
                report(document, &words[first..end], length, out);
            }
        }
    }
}

fn report(document: &Document, words: &[Word], length: usize, out: &mut Vec<Finding>) {
    let phrase = document.span(words[0].token, words[length - 1].token).of(document.text());
    let span = document.span(words[0].token, words[words.len() - 1].token);
    let evidence = format!("`{phrase}` {} times in a row", words.len() / length);
    out.push(Finding::new(&RULE, span, evidence).suggest(phrase));
}

/// Whether the phrase from word `first` is a whole sentence, which counts as a repeated passage.
fn is_passage(words: &[Word], first: usize, length: usize) -> bool {
    length >= WORDS_OF_A_PASSAGE && words.get(first + length).is_some_and(|next| next.segment != words[first].segment)
}

/// Whether the phrase holds a word of two letters or more.
fn says_something(document: &Document, words: &[Word], first: usize, length: usize) -> bool {
    (first..first + length).any(|w| document.folded(words[w].token).chars().filter(|c| c.is_alphabetic()).count() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loop_is_found_wherever_it_begins_and_one_copy_fewer_is_none() {
        let all: Vec<String> = ('a'..='z').flat_map(|a| ['k', 't'].map(|b| format!("{a}{b}{a}"))).collect();
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        let found = |before: usize, phrase: &[&str], copies: usize| -> Vec<bool> {
            let (filler, looped) = (&all[LONGEST_PHRASE..], phrase.repeat(copies));
            let words = [&filler[..before], &looped[..], &filler[before..=before]].concat();
            let document = Document::new("t", format!("{}.", words.join(" ")));
            let words = (0..words.len()).map(|token| Word { token, segment: 0, quoted: false });
            let mut out = Vec::new();
            check_paragraph(&document, &words.collect::<Vec<_>>(), &mut out);
            out.iter().map(|finding| finding.span.of(document.text()) == looped.join(" ")).collect()
        };
        for (length, before) in
            (1..=LONGEST_PHRASE).flat_map(|n| (0..2 * LONGEST_PHRASE).map(move |before| (n, before)))
        {
            let (phrase, copies) = (&all[..length], fewest_copies(length));
            assert_eq!(found(before, phrase, copies), [true], "{length} words after {before}");
            assert_eq!(found(before, phrase, copies - 1), [true; 0], "{length} words after {before}");
        }
    }
}
