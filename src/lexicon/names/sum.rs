//! The checksum of a compiled table on a disk.

use super::pack::SUMMED_FROM;
use std::fs::File;
use std::io::{Read, Result, Seek, SeekFrom};

/// The CRC-32 of what a compiled table sums up. It is read and not looked at where it is mapped: of a million names every process would
/// then have all 200 MB in its memory, for the few pages that it needs.
pub(super) fn of(file: &mut File) -> Result<u64> {
    const PIECE: usize = 1 << 18;
    file.seek(SeekFrom::Start(SUMMED_FROM as u64))?;
    let (mut sum, mut piece) = (crc32fast::Hasher::new(), vec![0; PIECE]);
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(u64::from(sum.finalize())),
            length => sum.update(&piece[..length]),
        }
    }
}
