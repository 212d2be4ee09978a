//! Calls of `rust_xlsxwriter`, which panics where a temporary file of its own cannot be written: it has no way to report that.

use rust_xlsxwriter::XlsxError;
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

/// Does `work`; a panic in it is an error. Whatever `work` was about must not be used any more then.
pub(super) fn caught<T>(work: impl FnOnce() -> Result<T, XlsxError>) -> Result<T, XlsxError> {
    INSIDE.set(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    INSIDE.set(false);
    done.unwrap_or_else(|panic| {
        let said = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
        let what = said.unwrap_or("for no reason that its writer tells");
        Err(XlsxError::CustomError(format!("the workbook cannot be written: {what}")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_with_its_words() {
        let failed = caught(|| -> Result<(), XlsxError> { panic!("no space left") });
        assert!(failed.unwrap_err().to_string().contains("cannot be written: no space left"));
        assert!(!is_caught() && caught(|| Ok(is_caught())).unwrap());
    }
}
