//! gzip and Zstandard, unpacked as they are read, with a stop for files that would unpack to a flood.

use flate2::bufread::MultiGzDecoder;
use std::io::{BufRead, BufReader, Error, Read, Result};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How a file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// gzip, of one member or several.
    Gzip,
    /// Zstandard, of one frame or several.
    Zstd,
}

impl Packing {
    /// The packing that the ending of `path` tells, and the path without that ending.
    #[must_use]
    pub fn of(path: &Path) -> (Option<Self>, &Path) {
        let packing = match path.extension().and_then(|e| e.to_str()).map(str::to_lowercase).as_deref() {
            Some("gz") => Self::Gzip,
            Some("zst" | "zstd") => Self::Zstd,
            _ => return (None, path),
        };
        (Some(packing), path.file_stem().map_or(path, Path::new))
    }

    fn of_start(start: &[u8]) -> Option<Self> {
        match start {
            [0x1f, 0x8b, ..] => Some(Self::Gzip),
            // A frame, or one that is to be skipped.
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Some(Self::Zstd),
            _ => None,
        }
    }
}

/// How much a packed file may unpack to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Bytes.
    pub bytes: u64,
    /// Times its packed size; not asked of the first [`FREE`] bytes.
    pub ratio: u64,
}

impl Default for Limits {
    /// A terabyte. News packs to a third or a tenth; a line repeated for ever by gzip to a thousandth, and more is no text.
    fn default() -> Self {
        Self { bytes: 1 << 40, ratio: 1000 }
    }
}

/// Small files do no harm, whatever their ratio.
pub const FREE: u64 = 64 << 20;

/// Bytes that are asked of the system at once.
pub(super) const BUFFER: usize = 1 << 18;

/// The content of `from`, unpacked where its first bytes or `named`, its name, say that it is packed; and whether it was.
pub(super) fn unpacked(
    from: impl Read + Send + 'static,
    named: Option<Packing>,
    limits: Limits,
) -> Result<(Box<dyn BufRead + Send>, bool)> {
    let taken = Arc::new(AtomicU64::new(0));
    let mut from = BufReader::with_capacity(BUFFER, Counted { from, taken: Arc::clone(&taken) });
    let packing = Packing::of_start(from.fill_buf()?).or(named);
    let unpacked: Box<dyn Read + Send> = match packing {
        None => return Ok((Box::new(from), false)),
        Some(Packing::Gzip) => Box::new(MultiGzDecoder::new(from)),
        Some(Packing::Zstd) => Box::new(zstd::stream::read::Decoder::with_buffer(from)?),
    };
    let guarded = Guarded { from: unpacked, taken, given: 0, limits };
    Ok((Box::new(BufReader::with_capacity(BUFFER, guarded)), true))
}

struct Counted<R> {
    from: R,
    taken: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, to: &mut [u8]) -> Result<usize> {
        let length = self.from.read(to)?;
        self.taken.fetch_add(length as u64, Ordering::Relaxed);
        Ok(length)
    }
}

struct Guarded<R> {
    from: R,
    taken: Arc<AtomicU64>,
    given: u64,
    limits: Limits,
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, to: &mut [u8]) -> Result<usize> {
        let length = self.from.read(to).map_err(|e| Error::new(e.kind(), format!("cannot be unpacked: {e}")))?;
        self.given += length as u64;
        let Limits { bytes, ratio } = self.limits;
        if self.given > bytes {
            return Err(Error::other(format!("unpacks to more than {bytes} bytes; --max-unpacked raises the limit")));
        }
        if self.given > FREE && self.given / ratio.max(1) > self.taken.load(Ordering::Relaxed) {
            let what = format!("unpacks to more than {ratio} times its size; --max-ratio raises the limit");
            return Err(Error::other(what));
        }
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut to = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        to.write_all(bytes).unwrap();
        to.finish().unwrap()
    }

    fn zstandard(bytes: &[u8]) -> Vec<u8> {
        zstd::encode_all(bytes, 1).unwrap()
    }

    fn all(bytes: Vec<u8>, limits: Limits) -> Result<Vec<u8>> {
        let mut text = Vec::new();
        unpacked(Cursor::new(bytes), None, limits)?.0.read_to_end(&mut text)?;
        Ok(text)
    }

    #[test]
    fn members_and_frames_follow_each_other() {
        for pack in [gzip, zstandard] {
            let packed = [pack(b"one\n"), pack(b""), pack(b"two\n")].concat();
            assert_eq!(all(packed, Limits::default()).unwrap(), b"one\ntwo\n");
        }
        assert_eq!(all(b"plain".to_vec(), Limits::default()).unwrap(), b"plain");
    }

    #[test]
    fn a_file_that_was_cut_short_is_an_error_at_every_length() {
        let text: Vec<u8> = (0..2000_u32).flat_map(u32::to_le_bytes).collect();
        for pack in [gzip, zstandard] {
            let packed = pack(&text);
            for length in (5..packed.len()).step_by(97) {
                assert!(all(packed[..length].to_vec(), Limits::default()).is_err(), "{length}");
            }
        }
    }

    #[test]
    fn a_bomb_is_stopped_by_size_and_by_ratio() {
        let bomb = zstandard(&vec![b'a'; 3 * FREE as usize / 2]);
        let small = Limits { bytes: 1000, ..Limits::default() };
        assert!(all(bomb.clone(), small).unwrap_err().to_string().contains("--max-unpacked"));
        assert!(all(bomb.clone(), Limits::default()).unwrap_err().to_string().contains("--max-ratio"));
        assert!(all(bomb, Limits { ratio: u64::MAX, ..Limits::default() }).is_ok());
    }
}
