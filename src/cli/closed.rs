//! Whether standard output was closed when the program began.

#![allow(unsafe_code, reason = "the one place of the command: see below")]

use std::sync::atomic::{AtomicBool, Ordering};

static CLOSED: AtomicBool = AtomicBool::new(false);

/// Whether it was; nobody knows but on Linux.
pub(crate) fn stdout_was_closed() -> bool {
    CLOSED.load(Ordering::Relaxed)
}

// Rust's start-up opens the null device in place of what is closed, so the question must be asked before it, and only the loader calls
// anything so early.
//
// SAFETY: functions in this section are called once each, on the only thread there is, and need not look at what they are handed. This
// one asks the system for two names and sets a flag: it needs nothing that Rust's start-up makes ready, keeps nothing, cannot panic.
#[cfg(target_os = "linux")]
#[used]
#[unsafe(link_section = ".init_array")]
static LOOK: extern "C" fn() = look;

#[cfg(target_os = "linux")]
extern "C" fn look() {
    let is_there = |name: &str| std::fs::symlink_metadata(name).is_ok();
    CLOSED.store(is_there("/proc/self/fd") && !is_there("/proc/self/fd/1"), Ordering::Relaxed);
}
