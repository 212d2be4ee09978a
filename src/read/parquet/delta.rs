//! The counts in delta-encoded pages, held against those in their headers: Parquet's library makes room for as many lengths as the page
//! itself says, before it reads one of them. The encodings: <https://parquet.apache.org/docs/file-format/data-pages/encodings/>.

use parquet::basic::Encoding;
use parquet::column::page::{Page, PageReader};
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::serialized_reader::SerializedPageReader;
use std::fs::File;
use std::sync::Arc;

/// The encodings that make numbers of differences.
pub(super) const ENCODINGS: [Encoding; 3] =
    [Encoding::DELTA_BINARY_PACKED, Encoding::DELTA_LENGTH_BYTE_ARRAY, Encoding::DELTA_BYTE_ARRAY];

/// Reads all pages of a column.
///
/// # Errors
/// One says that it has more values than its header says, or is broken.
pub(super) fn check(file: &Arc<File>, column: &ColumnChunkMetaData) -> Result<(), String> {
    let mut pages = SerializedPageReader::new(Arc::clone(file), column, 0, None).map_err(|e| e.to_string())?;
    while let Some(page) = pages.get_next_page().map_err(|e| e.to_string())? {
        let most = u64::from(page.num_values());
        let broken = || format!("broken Parquet: a page of {most} values says that it has others");
        let begins = |bytes| Series::begins(bytes, most).ok_or_else(broken);
        if ENCODINGS.contains(&page.encoding()) {
            let first = begins(values(&page, column).ok_or_else(broken)?)?;
            if page.encoding() == Encoding::DELTA_BYTE_ARRAY {
                begins(first.behind().ok_or_else(broken)?)?;
            }
        }
    }
    Ok(())
}

/// A page's bytes behind its levels.
fn values<'a>(page: &'a Page, column: &ColumnChunkMetaData) -> Option<&'a [u8]> {
    match page {
        Page::DataPage { buf, num_values, def_level_encoding, rep_level_encoding, .. } => {
            let about = column.column_descr();
            let rest = behind(buf, *rep_level_encoding, about.max_rep_level(), *num_values)?;
            behind(rest, *def_level_encoding, about.max_def_level(), *num_values)
        }
        Page::DataPageV2 { buf, def_levels_byte_len, rep_levels_byte_len, .. } => {
            buf.get(usize::try_from(*rep_levels_byte_len).ok()?..)?.get(usize::try_from(*def_levels_byte_len).ok()?..)
        }
        Page::DictionaryPage { buf, .. } => Some(buf),
    }
}

/// What is behind the levels of one kind.
fn behind(bytes: &[u8], encoding: Encoding, most: i16, values: u32) -> Option<&[u8]> {
    if most == 0 {
        return Some(bytes);
    }
    if encoding == Encoding::RLE {
        let (length, rest) = bytes.split_first_chunk::<4>()?;
        return rest.get(usize::try_from(u32::from_le_bytes(*length)).ok()?..);
    }
    let bits = u64::from(i16::BITS - most.leading_zeros()) * u64::from(values);
    bytes.get(usize::try_from(bits.div_ceil(8)).ok()?..)
}

/// One series of delta-encoded numbers.
struct Series<'a> {
    count: u64,
    /// Numbers in a miniblock, and miniblocks in a block.
    part: u64,
    parts: usize,
    blocks: &'a [u8],
}

impl<'a> Series<'a> {
    /// The series that begins `bytes`; nothing where it says that it has more than `most` numbers.
    fn begins(bytes: &'a [u8], most: u64) -> Option<Self> {
        let (block, rest) = varint(bytes)?;
        let (parts, rest) = varint(rest)?;
        let (count, rest) = varint(rest)?;
        let (_first, blocks) = varint(rest)?;
        let part = block.checked_div(parts)?;
        (part > 0 && count <= most).then_some(Self { count, part, parts: usize::try_from(parts).ok()?, blocks })
    }

    /// What stands behind it; nothing where it is cut short.
    fn behind(self) -> Option<&'a [u8]> {
        let (mut rest, mut left) = (self.blocks, self.count.saturating_sub(1));
        while left > 0 {
            let (_least, block) = varint(rest)?;
            let (widths, block) = block.split_at_checked(self.parts)?;
            let mut bytes = 0_u64;
            for &bits in widths {
                if left == 0 {
                    break;
                }
                bytes = bytes.checked_add(u64::from(bits).checked_mul(self.part)? / 8)?;
                left = left.saturating_sub(self.part);
            }
            rest = block.get(usize::try_from(bytes).ok()?..)?;
        }
        Some(rest)
    }
}

/// A whole number of seven bits a byte, and what is behind it.
fn varint(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let end = bytes.iter().take(10).position(|byte| byte & 0x80 == 0)?;
    let (number, rest) = bytes.split_at(end + 1);
    let number = number.iter().rev().fold(0_u64, |number, byte| (number << 7) | u64::from(byte & 0x7f));
    Some((number, rest))
}
