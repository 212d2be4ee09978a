//! Threads that a forked process has too.

use malaprop::error::{Error, Result};
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::sync::{Arc, Mutex, PoisonError};

/// A pool of threads, started when it is first used. A fork copies no threads, so a process that finds its parent's pool starts one
/// of its own: on the old one it would wait for ever.
#[derive(Debug)]
pub(crate) struct Pool {
    threads: usize,
    started: Mutex<Option<(u32, Arc<ThreadPool>)>>,
}

impl Pool {
    /// Of `threads` threads; 0 for one a core.
    pub(crate) fn new(threads: usize) -> Self {
        Self { threads, started: Mutex::new(None) }
    }

    /// The pool of this process.
    ///
    /// # Errors
    /// Threads that cannot be started.
    pub(crate) fn get(&self) -> Result<Arc<ThreadPool>> {
        let process = std::process::id();
        let mut started = self.started.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((owner, pool)) = &*started
            && *owner == process
        {
            return Ok(Arc::clone(pool));
        }
        let pool = ThreadPoolBuilder::new().num_threads(self.threads).thread_name(|i| format!("malaprop-{i}")).build();
        let pool = Arc::new(pool.map_err(|e| Error::usage(format!("no {} threads: {e}", self.threads)))?);
        // The parent's pool is forgotten, not dropped: its end would be told to threads that are not there.
        std::mem::forget(started.replace((process, Arc::clone(&pool))));
        Ok(pool)
    }
}
