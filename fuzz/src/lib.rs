//! The laws of `tests/laws`, as the fuzzer calls them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a law is broken by panicking")]

#[allow(dead_code, reason = "the laws of other tests")]
#[path = "../../tests/laws/mod.rs"]
mod laws;

use libfuzzer_sys::fuzzer_mutate;
use std::panic::{catch_unwind, set_hook};
use std::sync::{Mutex, Once, PoisonError};

static LAST: Mutex<String> = Mutex::new(String::new());

/// Ends the process where `bytes` break the law of the target `name`. libFuzzer's own hook would do so at every panic, those too that
/// malaprop catches.
pub fn hold(name: &str, bytes: &[u8]) {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        set_hook(Box::new(|panic| *LAST.lock().unwrap_or_else(PoisonError::into_inner) = panic.to_string()));
    });
    if catch_unwind(|| laws::hold(name, bytes)).is_err() {
        eprintln!("{}", LAST.lock().unwrap_or_else(PoisonError::into_inner));
        std::process::abort();
    }
}

/// Changes the first `size` bytes of `data`, which has room for `most`, and says how many there are then: every second time by words
/// and sentences, else as the fuzzer does.
pub fn change(data: &mut [u8], size: usize, most: usize, seed: u32) -> usize {
    if seed.is_multiple_of(2) {
        return fuzzer_mutate(data, size, most);
    }
    let changed = laws::mutation::mutated(&data[..size], u64::from(seed), most);
    data[..changed.len()].copy_from_slice(&changed);
    changed.len()
}

/// Makes the target `name`.
#[macro_export]
macro_rules! target {
    ($name:literal) => {
        libfuzzer_sys::fuzz_target!(|bytes: &[u8]| $crate::hold($name, bytes));
        libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, most: usize, seed: u32| {
            $crate::change(data, size, most, seed)
        });
    };
}
