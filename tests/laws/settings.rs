//! `malaprop.toml` and `--select-score`.

use super::as_text;
use super::engine::ENGINE;
use malaprop::config::Config;
use malaprop::filter::select::Expression;
use malaprop::lexicon::style::HouseStyle;
use malaprop::read::Input;
use malaprop::run::Judged;
use malaprop::text::Document;
use std::sync::LazyLock;

/// What is printed of a configuration reads back the same.
pub(crate) fn config(bytes: &[u8]) {
    let text = &*as_text(bytes);
    let config = match Config::parse("malaprop.toml", text) {
        Ok(config) => config,
        Err(e) => return assert!(e.to_string().starts_with("malaprop.toml:"), "{e}"),
    };
    if let Ok(dumped) = config.dump() {
        assert_eq!(Config::parse("dumped.toml", &dumped).unwrap().dump().unwrap(), dumped);
    }
    let document = Document::new("t", text);
    for breach in HouseStyle::new(config.style().unwrap()).breaches(&document) {
        let _ = document.span(breach.tokens.0, breach.tokens.1).of(text);
    }
}

static JUDGED: LazyLock<Judged> = LazyLock::new(|| {
    let text = "On Friday Mark Ruthte arrived in Brussels. The archers took an aim at the tower.";
    ENGINE.judge(0, Input::new("t", text)).result.unwrap()
});

/// A fault has a column of the text; a test holds or its contrary does.
pub(crate) fn expression(bytes: &[u8]) {
    let text = &*as_text(bytes);
    match Expression::parse(text) {
        Ok(expression) => {
            if let Ok(contrary) = Expression::parse(&format!("not ({text})")) {
                assert_ne!(expression.holds(&JUDGED), contrary.holds(&JUDGED));
            }
        }
        Err(e) => {
            let said = e.to_string();
            let column = said.split("column ").nth(1).and_then(|rest| rest.split(':').next()?.parse::<usize>().ok());
            assert!(column.is_some_and(|column| (1..=text.chars().count() + 1).contains(&column)), "{said}");
        }
    }
}
