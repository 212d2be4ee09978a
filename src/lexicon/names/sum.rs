//! The checksum of a compiled table on a disk.

use super::pack::SUMMED_FROM;
use std::fs::File;
use std::io::{ErrorKind, Result};
use std::thread::Builder;

/// So many bytes are worth a thread.
const SHARE: u64 = 32 << 20;

/// The CRC-32 of what a compiled table sums up. It is read and not looked at where it is mapped: of a million names every process
/// would then have all 500 MB in its memory, for the few pages that it needs. Large tables are summed up by all cores, as a million names
/// open in a tenth of a second.
pub(super) fn of(file: &File) -> Result<u64> {
    let (start, end) = (SUMMED_FROM as u64, file.metadata()?.len());
    let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get() as u64);
    let shares = (end.saturating_sub(start) / SHARE).clamp(1, cores);
    let cut = |share: u64| start + end.saturating_sub(start) * share / shares;
    let sums = std::thread::scope(|scope| {
        // No pool: a process that was forked off has none of its threads. Where the system has no room for another, that is an error.
        let begin = |share| Builder::new().spawn_scoped(scope, move || sum(file, cut(share), cut(share + 1)));
        let threads: Vec<_> = (1..shares).map(begin).collect::<Result<_>>()?;
        let first = sum(file, start, cut(1));
        let rest = threads.into_iter().map(|thread| thread.join().unwrap_or_else(|_| Err(ErrorKind::Other.into())));
        std::iter::once(first).chain(rest).collect::<Result<Vec<_>>>()
    })?;
    let whole = sums.into_iter().reduce(|mut before, after| {
        before.combine(&after);
        before
    });
    Ok(u64::from(whole.unwrap_or_default().finalize()))
}

/// Of the bytes from `from` to `to`.
fn sum(file: &File, mut from: u64, to: u64) -> Result<crc32fast::Hasher> {
    const PIECE: usize = 1 << 18;
    let (mut sum, mut piece) = (crc32fast::Hasher::new(), vec![0; PIECE]);
    while from < to {
        let most = usize::try_from(to - from).unwrap_or(PIECE).min(PIECE);
        match read_at(file, &mut piece[..most], from) {
            // Cut short meanwhile: the sum will say so.
            Ok(0) => break,
            Ok(length) => {
                sum.update(&piece[..length]);
                from += length as u64;
            }
            Err(e) if e.kind() == ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
    Ok(sum)
}

#[cfg(unix)]
fn read_at(file: &File, to: &mut [u8], at: u64) -> Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, to, at)
}

#[cfg(windows)]
fn read_at(file: &File, to: &mut [u8], at: u64) -> Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, to, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_a_large_file_make_the_sum_of_the_whole() {
        use std::io::Write;
        for length in [0, SUMMED_FROM, SUMMED_FROM + 1, SHARE as usize * 3 + 7] {
            let bytes: Vec<u8> = (0..length).map(|i| ((i * 31) >> 3) as u8).collect();
            let mut file = tempfile::tempfile().unwrap();
            file.write_all(&bytes).unwrap();
            let whole = crc32fast::hash(bytes.get(SUMMED_FROM..).unwrap_or_default());
            assert_eq!(of(&file).unwrap(), u64::from(whole), "{length}");
        }
    }
}
