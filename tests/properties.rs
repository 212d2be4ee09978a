//! Laws that hold for any text.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[allow(dead_code, reason = "the laws of other tests")]
mod laws;

use malaprop::corpus::Story;
use malaprop::detect;
use malaprop::lexicon::Lexicon;
use malaprop::text::Document;
use proptest::prelude::*;
use std::sync::LazyLock;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::builtin().unwrap());

/// Pieces that make detectors fire, and anything else.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("Mark Ruthte ".to_owned()),
        Just("the the ".to_owned()),
        Just("full -scale ".to_owned()),
        Just("Russia‘s “".to_owned()),
        Just("â€™ \u{1f600} Кiev\n".to_owned()),
        Just("peaceful deal. ".to_owned()),
        Just("Ki -i -Tsin ".to_owned()),
        "\\PC{0,12}",
        "[ \\n\\r\\t.,\"’-]{0,4}",
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn slicing_gives_the_match_in_every_unit(text in text()) {
        let document = Document::new("p", text.as_str());
        laws::engine::in_place(&document, &detect::run(&document, &LEXICON, &Story::default()));
    }

    #[test]
    fn segments_and_tokens_stay_in_order_and_inside(text in text()) {
        laws::text::in_order(&Document::new("p", text.as_str()));
    }

    #[test]
    fn a_clean_sentence_in_front_moves_findings_and_changes_nothing(text in text()) {
        const FRONT: &str = "It rained on the coast for most of the week, and the fishermen stayed at home.\n\n";
        let spans = |text: &str| -> Vec<(usize, usize, &'static str)> {
            let document = Document::new("p", text);
            let findings = detect::run(&document, &LEXICON, &Story::default());
            // The language of the whole is told on its first sentence, which is another one with a sentence in front.
            findings.iter().filter(|f| f.rule.code != "LNG601").map(|f| (f.span.start, f.span.end, f.rule.code)).collect()
        };
        let language = |text: &str| Document::new("p", text).language().filter(|guess| guess.reliable).map(|guess| guess.code);
        let text = format!("{FRONT}{text}");
        let moved: Vec<_> = spans(&text).into_iter().map(|(a, b, code)| (a + FRONT.len(), b + FRONT.len(), code)).collect();
        let doubled = FRONT.replace("coast", "hills").replace("fishermen", "shepherds");
        let longer = format!("{doubled}{text}");
        // More English may make another language of the whole, and with it other rules hold.
        prop_assume!(language(&text) == language(&longer));
        prop_assert_eq!(spans(&longer), moved);
    }
}
