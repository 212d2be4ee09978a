//! Calls of libraries that panic where they should give an error: a workbook's writer on a full disk, Parquet's reader on a broken
//! file. Our own code does not panic on purpose, and nothing else is caught.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// Whether a panic of this thread is caught and becomes an error, so that nobody need tell of it.
#[must_use]
pub fn is_caught() -> bool {
    INSIDE.get()
}

/// Does `work`; a panic in it is the error that `fault` makes of its words. Whatever `work` was about must not be used any more then.
///
/// # Errors
/// Those of `work`, and its panics.
pub fn caught<T, E>(work: impl FnOnce() -> Result<T, E>, fault: impl FnOnce(&str) -> E) -> Result<T, E> {
    INSIDE.set(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    INSIDE.set(false);
    done.unwrap_or_else(|panic| {
        let said = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
        Err(fault(said.unwrap_or("for no reason that it tells")))
    })
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
}
