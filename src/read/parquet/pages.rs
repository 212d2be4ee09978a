//! What the pages of a file ask for in memory, from their headers: whether it is a flood is known before one page is unpacked.
//! The footer of the file says it too, but only the pages are obeyed.

use super::delta;
use crate::read::unpack::{FREE, Limits};
use parquet::basic::{Compression, Type};
use parquet::file::metadata::{ColumnChunkMetaData, ParquetMetaData};
use parquet::file::reader::ChunkReader;
use polars_parquet_format::thrift::protocol::TCompactInputProtocol;
use polars_parquet_format::{Encoding, PageHeader};
use std::fs::File;
use std::io::Read;
use std::sync::Arc;

/// Bytes of memory that one value takes where all values of a page are made at once: its length, or its place and its levels.
const VALUE_BYTES: u64 = 8;

/// Bytes that a row of a file may need, by the headers of its pages.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub(super) struct Row {
    /// What stands in the pages, for the mean row of the group whose rows are longest.
    pub(super) written: u64,
    /// What may be repeated: a word that is written once, in a dictionary or as the beginning of the next, may stand in every row.
    pub(super) repeated: u64,
}

/// Reads the headers of all pages, and the counts in those that are delta-encoded.
///
/// # Errors
/// The file unpacks to a flood (see [`Limits`]), its pages are broken, or packed in a way that is not read.
pub(super) fn survey(file: &Arc<File>, metadata: &ParquetMetaData, limits: Limits) -> Result<Row, String> {
    let mut all = Size::default();
    let mut written = 0;
    let mut repeated: Vec<u64> = Vec::new();
    for group in metadata.row_groups() {
        repeated.resize(repeated.len().max(group.num_columns()), 0);
        let (mut bytes, mut rows) = (0_u64, u64::MAX);
        for (column, repeated) in group.columns().iter().zip(&mut repeated) {
            readable(column.compression())?;
            let pages = Pages::of(file, column)?;
            all.unpacked = all.unpacked.saturating_add(pages.size.unpacked);
            all.packed = all.packed.saturating_add(pages.size.packed);
            pages.size.allowed(limits)?;
            all.allowed(limits)?;
            *repeated = pages.repeated.max(*repeated);
            bytes = bytes.saturating_add(pages.written);
            // A column of lists has more values than the group has rows, none has fewer.
            rows = rows.min(pages.values);
            if pages.delta {
                delta::check(file, column)?;
            }
        }
        written = written.max(bytes / rows.max(1));
    }
    Ok(Row { written, repeated: repeated.iter().fold(0, |sum, bytes| sum.saturating_add(*bytes)) })
}

/// What is hardly met is not built in.
fn readable(packing: Compression) -> Result<(), String> {
    match packing {
        Compression::BROTLI(_) | Compression::LZO => Err(format!("packed with {packing}, which is not read")),
        _ => Ok(()),
    }
}

/// Bytes.
#[derive(Debug, Default, Clone, Copy)]
struct Size {
    packed: u64,
    unpacked: u64,
}

impl Size {
    fn allowed(self, limits: Limits) -> Result<(), String> {
        if self.unpacked > limits.bytes {
            return Err(format!("unpacks to more than {} bytes; --max-unpacked raises the limit", limits.bytes));
        }
        match self.unpacked > FREE && self.unpacked / limits.ratio.max(1) > self.packed {
            true => Err(format!("unpacks to more than {} times its size; --max-ratio raises the limit", limits.ratio)),
            false => Ok(()),
        }
    }
}

/// The pages of one column in one group of rows.
#[derive(Debug, Default)]
struct Pages {
    size: Size,
    /// Values outside dictionaries, and the bytes of their pages.
    values: u64,
    written: u64,
    /// Bytes of the longest page whose words stand in many rows.
    repeated: u64,
    /// Whether any is delta-encoded.
    delta: bool,
}

impl Pages {
    fn of(file: &Arc<File>, column: &ColumnChunkMetaData) -> Result<Self, String> {
        let (start, length) = column.byte_range();
        let end = start.checked_add(length).ok_or("a column ends nowhere")?;
        let lists = column.column_descr().max_rep_level() > 0;
        let words = column.column_type() == Type::BYTE_ARRAY;
        let mut pages = Self::default();
        let mut at = start;
        while at < end {
            let (header, header_bytes) = header(file, at, end - at)?;
            let packed = count(header.compressed_page_size)?;
            let page = Page::of(&header)?;
            let values = page.values.saturating_mul(if lists || page.at_once() { VALUE_BYTES } else { 1 });
            let unpacked = count(header.uncompressed_page_size)?;
            pages.size.unpacked = pages.size.unpacked.saturating_add(unpacked.max(values));
            pages.size.packed = pages.size.packed.saturating_add(header_bytes + packed);
            pages.delta |= page.delta();
            if !page.dictionary {
                pages.values = pages.values.saturating_add(page.values);
                pages.written = pages.written.saturating_add(unpacked);
            }
            if words && (page.dictionary || page.encoding == Some(Encoding::DELTA_BYTE_ARRAY)) {
                pages.repeated = pages.repeated.max(unpacked);
            }
            at = at.saturating_add(header_bytes).saturating_add(packed);
        }
        Ok(pages)
    }
}

/// What a header says of the values in its page.
#[derive(Debug, Default)]
struct Page {
    values: u64,
    encoding: Option<Encoding>,
    dictionary: bool,
}

impl Page {
    fn of(header: &PageHeader) -> Result<Self, String> {
        let page =
            |values, encoding, dictionary| Ok(Self { values: count(values)?, encoding: Some(encoding), dictionary });
        if let Some(words) = &header.dictionary_page_header {
            return page(words.num_values, words.encoding, true);
        }
        match (&header.data_page_header, &header.data_page_header_v2) {
            (Some(data), _) => page(data.num_values, data.encoding, false),
            (None, Some(data)) => page(data.num_values, data.encoding, false),
            (None, None) => Ok(Self::default()),
        }
    }

    fn delta(&self) -> bool {
        self.encoding.is_some_and(|encoding| delta::ENCODINGS.iter().any(|&delta| delta as i32 == encoding.0))
    }

    /// Whether all its values are made at once, and not as many as rows are read.
    fn at_once(&self) -> bool {
        self.dictionary || self.delta()
    }
}

fn count(number: i32) -> Result<u64, String> {
    u64::try_from(number).map_err(|_| format!("broken Parquet: a page says {number} of its size"))
}

/// The header at a place of the file that has `most` bytes left, and its length.
fn header(file: &Arc<File>, at: u64, most: u64) -> Result<(PageHeader, u64), String> {
    let broken = |fault: &dyn std::fmt::Display| format!("broken Parquet: the page at byte {at}: {fault}");
    let mut from = file.get_read(at).map_err(|e| broken(&e))?.take(most);
    let bytes = usize::try_from(most).unwrap_or(usize::MAX);
    let header = PageHeader::read_from_in_protocol(&mut TCompactInputProtocol::new(&mut from, bytes));
    Ok((header.map_err(|e| broken(&e))?, most - from.limit()))
}
