//! Changes to inputs that bytes flipped by chance seldom hit upon: words and sentences of news, as rules look for them, put in,
//! moved and doubled.

use malaprop::detect;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use std::sync::LazyLock;

/// The examples of all rules, without the marks around what is found, and what joins them to a text.
static PIECES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let examples = detect::all().flat_map(|d| d.rule().hits.iter().chain(d.rule().passes));
    let joints =
        ["\n\n", "\r\n", " ", "\u{a0}", "\u{200b}", ". ", "\n---\n", "“", "’s ", "&amp;", "\u{301}", "\u{feff}"];
    let joints = joints.into_iter().map(str::to_owned);
    examples.map(|example| example.replace("[[", "").replace("]]", "")).chain(joints).collect()
});

struct Dice(ChaCha8Rng);

impl Dice {
    /// A number below `bound`; 0 where that is 0.
    fn below(&mut self, bound: usize) -> usize {
        self.0.next_u32() as usize % bound.max(1)
    }

    /// A place in `bytes` where a word may begin: behind white space, at an end, or anywhere.
    fn place(&mut self, bytes: &[u8]) -> usize {
        let at = self.below(bytes.len() + 1);
        if self.below(4) == 0 {
            return at;
        }
        at + bytes[at..].iter().position(u8::is_ascii_whitespace).map_or(bytes.len() - at, |gap| gap + 1)
    }

    /// The bytes between two places.
    fn range(&mut self, bytes: &[u8]) -> std::ops::Range<usize> {
        let (a, b) = (self.place(bytes), self.place(bytes));
        a.min(b)..a.max(b)
    }
}

/// `bytes` after a few changes, another for each `seed`; no longer than `most`.
pub(crate) fn mutated(bytes: &[u8], seed: u64, most: usize) -> Vec<u8> {
    let mut dice = Dice(ChaCha8Rng::seed_from_u64(seed));
    let mut bytes = bytes.to_vec();
    for _ in 0..=dice.below(4) {
        change(&mut bytes, &mut dice);
    }
    bytes.truncate(most);
    bytes
}

fn change(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let at = dice.place(bytes);
    match dice.below(8) {
        0..=2 => {
            let piece = PIECES[dice.below(PIECES.len())].as_bytes();
            bytes.splice(at..at, piece.iter().copied());
        }
        3 => {
            // A part of a piece, as a text that breaks off.
            let piece = PIECES[dice.below(PIECES.len())].as_bytes();
            let part = piece[dice.range(piece)].to_vec();
            bytes.splice(at..at, part);
        }
        4 => {
            let range = dice.range(bytes);
            bytes.drain(range);
        }
        5 => {
            let range = dice.range(bytes);
            let copied = bytes[range].to_vec();
            bytes.splice(at..at, copied);
        }
        6 => {
            let range = dice.range(bytes);
            let moved: Vec<u8> = bytes.drain(range).collect();
            let at = dice.place(bytes);
            bytes.splice(at..at, moved);
        }
        _ => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << dice.below(8);
            }
        }
    }
}
