//! Suggestions written into texts.

use super::as_text;
use malaprop::fix::{Wanted, apply, edits, fix};
use malaprop::read::{Input, Record};
use malaprop::rule::{Fix, Removal};
use malaprop::run::Engine;
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

static ENGINE: LazyLock<Mutex<Engine>> = LazyLock::new(|| Mutex::new(Engine::builtin().unwrap()));

fn engine() -> MutexGuard<'static, Engine> {
    ENGINE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Everything at once, to find edits that get into each other's way.
pub(crate) fn everything() -> Wanted {
    Wanted { rewording: true, confidence: 0.0, removals: vec![Removal::Furniture, Removal::Repeats] }
}

/// What `malaprop fix` writes unless it is told otherwise.
fn safe() -> Wanted {
    Wanted { rewording: false, confidence: 0.9, removals: Vec::new() }
}

/// `text` as it is when it comes to rest; as it was, where it does not.
pub(crate) fn fixed(text: &str, wanted: &Wanted) -> String {
    let given = Input::new("t", text);
    let inputs = || Ok(std::iter::once(Record::given(given.clone())));
    let outcome = fix(inputs, &mut engine(), wanted, false, 1, || Ok(())).unwrap();
    outcome.fixed.first().map_or_else(|| text.to_owned(), |f| f.after.clone())
}

/// Fixing a fixed text changes nothing.
pub(crate) fn fixed_for_good(bytes: &[u8]) {
    let text = &*as_text(bytes);
    for wanted in [everything(), safe()] {
        apart(text, &wanted);
        let once = fixed(text, &wanted);
        assert_eq!(fixed(&once, &wanted), once);
        assert!(!once.trim().is_empty() || text.trim().is_empty(), "a text is emptied");
    }
}

/// Edits keep apart and touch nothing else.
pub(crate) fn apart(text: &str, wanted: &Wanted) {
    let Some(judged) = engine().judge(0, Input::new("t", text)).result else { return };
    let edits = edits(&judged, wanted);
    for pair in edits.windows(2) {
        let lines = pair.iter().all(|edit| matches!(edit.rule.fix, Fix::Remove(_)));
        assert!(pair[0].span.end + usize::from(!lines) <= pair[1].span.start, "{pair:?}");
    }
    let gone: usize = edits.iter().map(|e| e.span.len()).sum();
    let new: usize = edits.iter().map(|e| e.replacement.len()).sum();
    assert_eq!(apply(text, &edits).len(), text.len() - gone + new);
}
