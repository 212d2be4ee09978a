//! Panics that become errors. Some libraries panic where they should give an error: a workbook's writer on a full disk, Parquet's
//! reader on a broken file. And a fault of our own in one document of millions must cost that document and not the run.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, Location, catch_unwind};

thread_local! {
    static INSIDE: Cell<bool> = const { Cell::new(false) };
    static PLACE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Whether a panic of this thread is caught and becomes an error, so that nobody need tell of it; its `place` is remembered.
#[must_use]
pub fn is_caught(place: Option<&Location<'_>>) -> bool {
    if INSIDE.get() {
        PLACE.set(place.map_or_else(String::new, |at| format!(" ({}:{})", at.file(), at.line())));
    }
    INSIDE.get()
}

/// Does `work`; a panic in it is the error that `fault` makes of its words. Whatever `work` was about must not be used any more then.
///
/// # Errors
/// Those of `work`, and its panics.
pub fn caught<T, E>(work: impl FnOnce() -> Result<T, E>, fault: impl FnOnce(&str) -> E) -> Result<T, E> {
    let before = INSIDE.replace(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    INSIDE.set(before);
    done.unwrap_or_else(|panic| {
        let said = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
        Err(fault(said.unwrap_or("for no reason that it tells")))
    })
}

/// Does `work` for one document.
///
/// # Errors
/// What to say of the document where `work` panicked: the fault is ours, and the run goes on.
pub fn survived<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    let place = || PLACE.take();
    caught(|| Ok(work()), |what| format!("{FAULT}: {what}{}; please report it", place()))
}

/// How the problem of a document begins at which malaprop itself failed.
pub const FAULT: &str = "a fault of malaprop";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_with_its_words() {
        let failed =
            caught(|| -> Result<(), String> { panic!("no space left") }, |what| format!("not written: {what}"));
        assert_eq!(failed, Err("not written: no space left".to_owned()));
        assert!(!is_caught(None) && caught(|| Ok::<_, ()>(is_caught(None)), |_| ()).unwrap());
    }

    #[test]
    fn what_is_caught_inside_leaves_the_outside_caught() {
        let outside = || {
            let inside = survived(|| -> u8 { panic!("{}", "lost") });
            (inside, is_caught(Some(Location::caller())))
        };
        let (inside, still) = survived(outside).unwrap();
        assert!(still && inside.unwrap_err().starts_with("a fault of malaprop: lost"));
        let place = survived(|| -> u8 {
            assert!(is_caught(Some(Location::caller())));
            panic!("again")
        });
        assert!(place.unwrap_err().contains("again (src/caught.rs:"));
    }
}
