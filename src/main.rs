//! The `malaprop` command.

mod cli;

use malaprop::caught::{fault, is_caught, remember};
use malaprop::report::stdout_is_closed;
use malaprop::report::terminal::harmless;
use std::io::Write;
use std::panic::PanicHookInfo;
use std::process::ExitCode;

/// A document is thousands of small allocations: with the system's allocator a run takes a third more time.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(tell_fault));
    if cli::closed::stdout_was_closed() {
        stdout_is_closed();
    }
    end_where_memory_ends();
    outlive_long_files();
    // What is unfinished is removed on the way here.
    let ended = std::panic::catch_unwind(cli::run).unwrap_or_else(|_| std::process::exit(2));
    match ended {
        Ok(end) => end.into(),
        Err(error) if error.is_broken_pipe() => ExitCode::SUCCESS,
        Err(error) => {
            say(&error.to_string());
            ExitCode::from(2)
        }
    }
}

fn say(what: &str) {
    // Nobody is left to be told that standard error is closed.
    let _ = writeln!(std::io::stderr(), "malaprop: {}", harmless(what));
}

fn tell_fault(panic: &PanicHookInfo<'_>) {
    if is_caught() {
        remember(panic.location());
    } else {
        say(&format!("{}. What was not finished is not there", fault(panic)));
    }
}

/// Where the system refuses memory, Rust says so and aborts the process: it then ends with the code of an error, not of a crash.
/// Outputs have no names yet; the next run removes what is unfinished.
fn end_where_memory_ends() {
    #[cfg(unix)]
    {
        let always = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(true));
        // Where no handler can be had, the process ends all the same, with another code.
        let _ = signal_hook::flag::register_conditional_shutdown(signal_hook::consts::SIGABRT, 2, always);
    }
}

/// Where a file would grow past what the process may write (`ulimit -f`), the write then fails, as on a full disk, and not the
/// process.
fn outlive_long_files() {
    #[cfg(unix)]
    {
        let nobody_asks = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
        // Where no handler can be had, the process is ended as the system does it.
        let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, nobody_asks);
    }
}
