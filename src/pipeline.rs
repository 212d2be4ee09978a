//! Records through a piece of work: in order, on all cores, a bounded number of bytes in memory at once.
//!
//! One thread reads, a pool works, the calling thread takes what comes out, in the order of what went in. Three batches are under
//! way at most, one at each station; a slow taker holds up the reader. A batch is [`BATCH_BYTES`] and one record at most.

use crate::error::{Error, Result};
use crate::read::Record;
use rayon::prelude::*;
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError, sync_channel};
use std::time::Duration;

/// No batch has more records: a batch of short ones should not keep the taker waiting.
const BATCH_RECORDS: usize = 512;
/// No batch goes on once it has so many bytes. Whoever interrupts a run waits for one.
pub const BATCH_BYTES: usize = 1 << 20;

/// More threads than this find nothing faster, and where they take all memory the process is ended without a word.
pub const MOST_THREADS: usize = 512;

/// How long nobody asks whether to go on, while nothing comes in.
const PATIENCE: Duration = Duration::from_millis(100);

struct Batches<I> {
    records: I,
    documents: usize,
}

impl<I: Iterator<Item = Record>> Iterator for Batches<I> {
    /// Records, each with its number among the documents.
    type Item = Vec<(usize, Record)>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut bytes = 0;
        let mut batch = Vec::new();
        while batch.len() < BATCH_RECORDS && bytes < BATCH_BYTES {
            let Some(record) = self.records.next() else { break };
            bytes += record.bytes();
            let number = self.documents;
            self.documents += usize::from(record.is_document());
            batch.push((number, record));
        }
        (!batch.is_empty()).then_some(batch)
    }
}

/// Does `work` with every record of `records`, and its number among the documents, on `threads` threads (0 for one a core), and
/// hands what comes of it to `take` in order. `go_on` is asked again and again.
///
/// # Errors
/// Whatever `take` and `go_on` report, threads that cannot be started, and more than [`MOST_THREADS`]. What was not taken by then is
/// dropped.
pub fn in_order<T: Send>(
    records: impl Iterator<Item = Record> + Send + 'static,
    threads: usize,
    work: impl Fn(usize, Record) -> T + Sync,
    mut go_on: impl FnMut() -> Result<()>,
    mut take: impl FnMut(T) -> Result<()>,
) -> Result<()> {
    if threads > MOST_THREADS {
        return Err(Error::usage(format!("{threads} threads are more than {MOST_THREADS}")));
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let pool = pool.map_err(|e| Error::usage(format!("{threads} threads: {e}")))?;
    let (to, from) = sync_channel(0);
    // Not bound to this function: a reader that waits for its pipe must not keep an interrupted run from its end.
    let reader = std::thread::Builder::new().name("reader".to_owned()).spawn(move || {
        for batch in (Batches { records, documents: 0 }) {
            if to.send(batch).is_err() {
                break;
            }
        }
    });
    let reader = reader.map_err(|e| Error::usage(format!("a thread to read: {e}")))?;
    let mut done: Vec<T> = Vec::new();
    loop {
        go_on()?;
        let batch = match from.try_recv() {
            Ok(batch) => Some(batch),
            Err(TryRecvError::Disconnected) => None,
            Err(TryRecvError::Empty) => {
                // Nothing to work on: what is done need not wait.
                done.drain(..).try_for_each(&mut take)?;
                wait(&from, &mut go_on)?
            }
        };
        let Some(batch) = batch else { break };
        let mut next = Vec::new();
        let taken = pool.in_place_scope(|scope| {
            let (next, work) = (&mut next, &work);
            scope.spawn(move |_| {
                *next = batch.into_par_iter().with_max_len(1).map(|(number, record)| work(number, record)).collect();
            });
            done.drain(..).try_for_each(&mut take)
        });
        taken?;
        done = next;
    }
    done.into_iter().try_for_each(&mut take)?;
    reader.join().map_err(|_| Error::usage("reading stopped at a fault of malaprop; nothing was finished"))
}

fn wait<T>(from: &Receiver<T>, go_on: &mut impl FnMut() -> Result<()>) -> Result<Option<T>> {
    loop {
        match from.recv_timeout(PATIENCE) {
            Ok(batch) => return Ok(Some(batch)),
            Err(RecvTimeoutError::Disconnected) => return Ok(None),
            Err(RecvTimeoutError::Timeout) => go_on()?,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Options, of_bytes};
    use std::sync::atomic::{AtomicUsize, Ordering};

    fn lines(count: usize) -> String {
        (0..count).map(|i| format!("{{\"text\":\"{i}\"}}\n")).collect()
    }

    #[test]
    fn what_comes_out_is_in_the_order_of_what_went_in() {
        let records = of_bytes("x.jsonl", lines(3000).as_bytes(), Options::default());
        let mut taken = Vec::new();
        let text = |_, record: Record| record.document().map(|d| d.text);
        in_order(
            records,
            4,
            text,
            || Ok(()),
            |text| {
                taken.extend(text);
                Ok(())
            },
        )
        .unwrap();
        assert_eq!(taken, (0..3000).map(|i| i.to_string()).collect::<Vec<_>>());
    }

    #[test]
    fn a_slow_taker_holds_up_the_reader() {
        static READ: AtomicUsize = AtomicUsize::new(0);
        let records = of_bytes("x.jsonl", lines(10 * BATCH_RECORDS).as_bytes(), Options::default());
        let records = records.inspect(|_| {
            READ.fetch_add(1, Ordering::Relaxed);
        });
        let mut taken = 0;
        in_order(
            records,
            2,
            |number, _| number,
            || Ok(()),
            |_| {
                taken += 1;
                let ahead = READ.load(Ordering::Relaxed) - taken;
                assert!(ahead <= 4 * BATCH_RECORDS, "{ahead} records under way");
                Ok(())
            },
        )
        .unwrap();
    }

    #[test]
    fn so_many_threads_as_would_take_all_memory_are_refused() {
        let records = of_bytes("x.jsonl", lines(1).as_bytes(), Options::default());
        let refused = in_order(records, MOST_THREADS + 1, |number, _| number, || Ok(()), |_| Ok(())).unwrap_err();
        assert_eq!(refused.to_string(), "513 threads are more than 512");
    }

    #[test]
    fn whoever_takes_may_end_the_run() {
        let records = of_bytes("x.jsonl", lines(5000).as_bytes(), Options::default());
        let stop = |number| if number == 7 { Err(Error::usage("enough")) } else { Ok(()) };
        assert!(in_order(records, 2, |number, _| number, || Ok(()), stop).is_err());
    }
}
