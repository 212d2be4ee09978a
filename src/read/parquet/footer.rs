//! The footer of a file, looked over before Parquet's reader believes it: a list that claims thousands of millions of elements
//! that take no byte keeps the reader busy for seconds, and the file need not have a kilobyte. The reader of page headers would not do:
//! it refuses kinds of columns that are newer than it, and takes bytes it does not know for text.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

/// What ends every file whose footer is not encrypted.
const MAGIC: [u8; 4] = *b"PAR1";
/// Deeper than any footer goes.
const DEEPEST: usize = 32;

/// Whether the footer of `file` is one by its shape. Of a file without one Parquet's reader knows more to say.
///
/// # Errors
/// A failed read; a footer whose lists hold more than its bytes can.
pub(super) fn look_over(mut file: &File) -> Result<(), String> {
    let told = |e: std::io::Error| e.to_string();
    let length = file.seek(SeekFrom::End(0)).map_err(told)?;
    let mut end = [0; 8];
    let Some(at) = length.checked_sub(end.len() as u64) else { return Ok(()) };
    file.seek(SeekFrom::Start(at)).and_then(|_| file.read_exact(&mut end)).map_err(told)?;
    let [a, b, c, d, magic @ ..] = end;
    let Some(start) = at.checked_sub(u64::from(u32::from_le_bytes([a, b, c, d]))) else { return Ok(()) };
    if magic == MAGIC {
        let mut footer = Vec::new();
        file.seek(SeekFrom::Start(start)).and_then(|_| file.take(at - start).read_to_end(&mut footer)).map_err(told)?;
        if Thrift(&footer).structure(0).is_none() {
            return Err(
                "no Parquet: its footer is cut short, or a list in it claims more than its bytes hold".to_owned()
            );
        }
    }
    file.seek(SeekFrom::Start(0)).map_err(told)?;
    Ok(())
}

/// Bytes in Thrift's compact protocol (thrift-compact-protocol.md in Apache Thrift), of which nothing is kept: everything but a flag in
/// a structure takes a byte, so that reading takes no more steps than there are bytes. Nothing where they end too early.
struct Thrift<'a>(&'a [u8]);

impl Thrift<'_> {
    fn structure(&mut self, depth: usize) -> Option<()> {
        if depth > DEEPEST {
            return None;
        }
        loop {
            let head = self.byte()?;
            match (head >> 4, head & 15) {
                (0, 0) => return Some(()),
                (0, kind) => {
                    self.number()?;
                    self.field(kind, depth)?;
                }
                (_, kind) => self.field(kind, depth)?,
            }
        }
    }

    /// A field of a structure; a flag's value is its kind.
    fn field(&mut self, kind: u8, depth: usize) -> Option<()> {
        if matches!(kind, 1 | 2) { Some(()) } else { self.value(kind, depth) }
    }

    fn value(&mut self, kind: u8, depth: usize) -> Option<()> {
        match kind {
            1..=3 => self.bytes(1),
            4..=6 => self.number().map(|_| ()),
            7 => self.bytes(8),
            8 => {
                let length = self.number()?;
                self.bytes(length)
            }
            9 | 10 => {
                let head = self.byte()?;
                let count = if head >> 4 == 15 { self.number()? } else { u64::from(head >> 4) };
                self.values(count, &[head & 15], depth)
            }
            11 => match self.number()? {
                0 => Some(()),
                count => {
                    let kinds = self.byte()?;
                    self.values(count, &[kinds >> 4, kinds & 15], depth)
                }
            },
            12 => self.structure(depth + 1),
            13 => self.bytes(16),
            _ => None,
        }
    }

    fn values(&mut self, count: u64, kinds: &[u8], depth: usize) -> Option<()> {
        (0..count).try_for_each(|_| kinds.iter().try_for_each(|&kind| self.value(kind, depth + 1)))
    }

    fn bytes(&mut self, count: u64) -> Option<()> {
        self.0 = self.0.get(usize::try_from(count).ok()?..)?;
        Some(())
    }

    fn byte(&mut self) -> Option<u8> {
        let (&byte, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(byte)
    }

    /// Seven bits a byte, the lowest first.
    fn number(&mut self) -> Option<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 127) << shift;
            if byte < 128 {
                return Some(number);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_whole(bytes: &[u8]) -> bool {
        Thrift(bytes).structure(0).is_some()
    }

    #[test]
    fn what_lists_claim_is_held_against_the_bytes() {
        // Field 1, a list of three numbers; field 2, a text; the end.
        let honest = [0x19, 0x35, 2, 4, 6, 0x18, 2, b'a', b'b', 0];
        assert!(is_whole(&honest));
        assert!((0..honest.len()).all(|length| !is_whole(&honest[..length])));
        // A list of 2^32 flags, and one of as many things of a kind that there is not.
        let claimed = |kind: u8| [0x19, 0xf0 | kind, 0x80, 0x80, 0x80, 0x80, 0x10, 1, 2, 0];
        assert!(!is_whole(&claimed(1)) && !is_whole(&claimed(0)) && !is_whole(&claimed(14)));
        // Structures within structures without end.
        assert!(!is_whole(&[0x1c; 1000]));
    }
}
