//! How likely human text makes a symbol after those before it: n-grams with back-off in one hashed table.

use super::items::extend;

/// Bytes of an entry: a 16-bit print of its key, the log-probability, the back-off.
pub(super) const ENTRY: usize = 4;
/// Steps of a log-probability (natural) and of the log of a back-off.
pub(super) const LOG_STEP: f64 = 1.0 / 15.0;
pub(super) const BACKOFF_STEP: f64 = 1.0 / 30.0;
/// A key is looked for in so many entries at most; the trainer makes the table large enough.
pub(super) const FARTHEST: usize = 32;
/// The longest n-gram of any model.
pub(super) const LONGEST: usize = 5;

/// A table of n-grams; see [`super::train`] for how it is filled.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table<'a> {
    /// 2^n entries.
    pub entries: &'a [u8],
    /// The longest n-gram it holds.
    pub order: usize,
    /// Log-probability of a symbol that training never saw.
    pub unseen: f64,
}

/// The keys of the n-grams that end in the symbols read so far, shortest first.
#[derive(Debug, Clone, Copy)]
pub(super) struct Past {
    symbols: [u64; LONGEST],
    keys: [u64; LONGEST],
    length: usize,
    /// How many symbols the longest n-gram of the table that ends here has, and its back-off.
    matched: usize,
    backoff: f64,
}

/// How long the last n-gram that the table holds is, and its back-off.
pub(super) type Last = (usize, f64);

impl Past {
    pub(super) const EMPTY: Self =
        Self { symbols: [0; LONGEST], keys: [0; LONGEST], length: 0, matched: 0, backoff: 0.0 };

    /// A past of these symbols, the last one first.
    pub(super) fn of(symbols: impl Iterator<Item = u64>, last: Last) -> Self {
        let mut past = Self { matched: last.0, backoff: last.1, ..Self::EMPTY };
        for (slot, symbol) in past.symbols.iter_mut().zip(symbols) {
            *slot = symbol;
            past.length += 1;
        }
        past.make_keys();
        past
    }

    /// The keys of the n-grams that end here, shortest first.
    pub(super) fn keys(&self) -> &[u64] {
        &self.keys[..self.length]
    }

    pub(super) const fn last(&self) -> Last {
        (self.matched, self.backoff)
    }

    fn push(&mut self, symbol: u64, order: usize) {
        self.symbols.copy_within(0..LONGEST - 1, 1);
        self.symbols[0] = symbol;
        self.length = (self.length + 1).min(order);
        self.make_keys();
    }

    fn make_keys(&mut self) {
        let mut key = 0;
        for i in 0..self.length {
            key = extend(key, self.symbols[i]);
            self.keys[i] = key;
        }
    }
}

/// Where an entry of `key` is looked for first, and its print, which is never 0.
pub(super) fn slot(key: u64, entries: usize) -> (usize, u16) {
    ((key >> 32) as usize & (entries - 1), (key as u16).max(1))
}

impl Table<'_> {
    fn find(&self, key: u64) -> Option<(f64, f64)> {
        let entries = self.entries.len() / ENTRY;
        let (first, print) = slot(key, entries);
        for step in 0..FARTHEST {
            let at = ((first + step) & (entries - 1)) * ENTRY;
            let entry = self.entries.get(at..at + ENTRY)?;
            let found = u16::from_le_bytes([entry[0], entry[1]]);
            if found == print {
                return Some((-f64::from(entry[2]) * LOG_STEP, -f64::from(entry[3]) * BACKOFF_STEP));
            }
            if found == 0 {
                return None;
            }
        }
        None
    }

    /// Adds `symbol` to `past` and says how likely it was there: the natural log of its probability, at most 0.
    ///
    /// What begins an n-gram of the table is in the table itself, so that none can be longer by more than this symbol than
    /// the longest that ended before it.
    pub(super) fn read(&self, past: &mut Past, symbol: u64) -> f64 {
        let before = *past;
        past.push(symbol, self.order);
        let mut backoff = 0.0;
        for length in (1..=past.length.min(before.matched + 1)).rev() {
            if let Some((log, own)) = self.find(past.keys[length - 1]) {
                (past.matched, past.backoff) = (length, own);
                return log + backoff;
            }
            backoff += match length - 1 {
                0 => 0.0,
                context if context == before.matched => before.backoff,
                context => self.find(before.keys[context - 1]).map_or(0.0, |(_, b)| b),
            };
        }
        (past.matched, past.backoff) = (0, 0.0);
        self.unseen + backoff
    }
}

/// Reads symbols one after another and says how likely each is after those before it.
pub(super) trait Reader {
    /// A sentence begins: what was read before it does not count.
    fn begin(&mut self);

    /// The natural log of the probability of `symbol`, at most 0.
    fn read(&mut self, symbol: u64) -> f64;
}

/// A table with what was read so far.
#[derive(Debug)]
pub(super) struct Plain<'a> {
    table: Table<'a>,
    /// What stands at the beginning of every sentence.
    start: Option<u64>,
    pub(super) past: Past,
}

impl<'a> Plain<'a> {
    pub(super) const fn new(table: Table<'a>, start: Option<u64>) -> Self {
        Self { table, start, past: Past::EMPTY }
    }
}

impl Reader for Plain<'_> {
    fn begin(&mut self) {
        self.past = Past::EMPTY;
        if let Some(start) = self.start {
            self.read(start);
        }
    }

    fn read(&mut self, symbol: u64) -> f64 {
        self.table.read(&mut self.past, symbol)
    }
}
