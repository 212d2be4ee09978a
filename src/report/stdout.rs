//! Standard output, which may be closed (`>&-`). Rust's start-up then puts the null device in its place, and what is written there is lost
//! without a word.

use std::io::{Error, IsTerminal, Result, Write};
use std::sync::atomic::{AtomicBool, Ordering};

static CLOSED: AtomicBool = AtomicBool::new(false);

/// Says that standard output was closed when the program began. Whoever writes to it gets an error from then on.
pub fn stdout_is_closed() {
    CLOSED.store(true, Ordering::Relaxed);
}

/// Standard output, where it is open.
#[derive(Debug)]
pub struct Stdout(std::io::Stdout);

impl Stdout {
    /// Standard output, whether it is open or not.
    #[must_use]
    pub fn get() -> Self {
        Self(std::io::stdout())
    }

    /// Whether a person may see it.
    #[must_use]
    pub fn is_terminal(&self) -> bool {
        self.0.is_terminal()
    }

    /// Makes sure that it is open.
    ///
    /// # Errors
    /// It was closed.
    pub fn check(&self) -> Result<()> {
        if CLOSED.load(Ordering::Relaxed) { Err(Error::other("it is closed")) } else { Ok(()) }
    }
}

impl Write for Stdout {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        self.check()?;
        self.0.write(bytes)
    }

    fn flush(&mut self) -> Result<()> {
        self.0.flush()
    }
}
