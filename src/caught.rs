//! Panics that become errors. Some libraries panic where they should give an error: a workbook's writer on a full disk, Parquet's
//! reader on a broken file. And a fault of our own in one document of millions must cost that document and not the run.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, Location, PanicHookInfo, catch_unwind};

thread_local! {
    static INSIDE: Cell<bool> = const { Cell::new(false) };
    static PLACE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Whether a panic of this thread is caught and becomes an error, so that nobody need tell of it.
#[must_use]
pub fn is_caught() -> bool {
    INSIDE.get()
}

/// What a hook knows of a panic that is caught, and the catch does not: where it was.
pub fn remember(place: Option<&Location<'_>>) {
    PLACE.set(at(place));
}

/// Does `work`; a panic in it is the error that `fault` makes of its words. Whatever `work` was about must not be used any more then.
///
/// # Errors
/// Those of `work`, and its panics.
pub fn caught<T, E>(work: impl FnOnce() -> Result<T, E>, fault: impl FnOnce(&str) -> E) -> Result<T, E> {
    let before = INSIDE.replace(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    INSIDE.set(before);
    done.unwrap_or_else(|panic| Err(fault(words(&*panic))))
}

/// Does `work` for one document.
///
/// # Errors
/// What to say of the document where `work` panicked: the fault is ours, and the run goes on.
pub fn survived<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    PLACE.take();
    caught(|| Ok(work()), |what| told(what, &PLACE.take()))
}

/// What to say of a panic that nobody catches.
#[must_use]
pub fn fault(panic: &PanicHookInfo<'_>) -> String {
    told(words(panic.payload()), &at(panic.location()))
}

/// How what is said of a fault of our own begins.
pub const FAULT: &str = "a fault of malaprop";

fn told(what: &str, place: &str) -> String {
    format!("{FAULT}: {what}{place}; please report it")
}

fn at(place: Option<&Location<'_>>) -> String {
    place.map_or_else(String::new, |at| format!(" ({}:{})", at.file(), at.line()))
}

fn words(panic: &(dyn Any + Send)) -> &str {
    let said = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
    said.unwrap_or("for no reason that it tells")
}

/// Panics at the document that is called `fault STEP`: the tests see then what becomes of it and its neighbours.
#[cfg(test)]
pub(crate) fn inject(step: &str, doc_id: &str) {
    assert!(doc_id.strip_prefix("fault ") != Some(step), "injected {step}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_with_its_words() {
        let failed =
            caught(|| -> Result<(), String> { panic!("no space left") }, |what| format!("not written: {what}"));
        assert_eq!(failed, Err("not written: no space left".to_owned()));
        assert!(!is_caught() && caught(|| Ok::<_, ()>(is_caught()), |_| ()).unwrap());
    }

    #[test]
    fn what_is_caught_inside_leaves_the_outside_caught() {
        let outside = || (survived(|| -> u8 { panic!("{}", "lost") }), is_caught());
        let (inside, still) = survived(outside).unwrap();
        assert!(still);
        assert_eq!(inside.unwrap_err(), "a fault of malaprop: lost; please report it");
    }

    #[test]
    fn a_fault_is_told_with_its_own_place() {
        remember(Some(Location::caller()));
        assert_eq!(survived(|| -> u8 { panic!("first") }).unwrap_err(), "a fault of malaprop: first; please report it");
        let second = survived(|| -> u8 {
            remember(Some(Location::caller()));
            panic!("second")
        });
        assert!(second.unwrap_err().starts_with("a fault of malaprop: second (src/caught.rs:"));
    }
}
