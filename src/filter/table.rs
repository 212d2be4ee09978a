//! Notes as further cells of CSV records; the cells that are there keep their bytes.

use super::annotate::{KEYS, Note, is_ours};
use crate::read::csv::cells;
use crate::read::{TableHeader, without_line_end};

/// The header with the names of the notes behind it.
pub(super) fn header(header: &TableHeader) -> Vec<u8> {
    let (before, names) = header.raw.split_at(header.before);
    [before, &with(header, names, KEYS.iter().map(|(key, _)| (*key).to_owned()))].concat()
}

/// A record with its notes behind it.
pub(super) fn record(header: &TableHeader, raw: &[u8], note: &Note) -> Vec<u8> {
    with(header, raw, note.cells())
}

/// Columns of earlier notes are left out, and with them the old bytes of the record.
fn with(header: &TableHeader, raw: &[u8], added: impl Iterator<Item = String>) -> Vec<u8> {
    let content = without_line_end(raw);
    let noted = header.columns.iter().any(|column| is_ours(column));
    let mut record = match cells(content, header.delimiter) {
        Some(cells) if noted => {
            let kept = header.columns.iter().zip(&cells).filter(|(column, _)| !is_ours(column));
            let kept: Vec<Vec<u8>> = kept.map(|(_, cell)| quoted(cell, header.delimiter)).collect();
            kept.join(&header.delimiter)
        }
        _ => content.to_vec(),
    };
    for cell in added {
        record.push(header.delimiter);
        record.extend(quoted(cell.as_bytes(), header.delimiter));
    }
    record.extend(&raw[content.len()..]);
    record
}

fn quoted(cell: &[u8], delimiter: u8) -> Vec<u8> {
    if !cell.iter().any(|byte| matches!(byte, b'"' | b'\n' | b'\r') || *byte == delimiter) {
        return cell.to_vec();
    }
    let mut quoted = vec![b'"'];
    for &byte in cell {
        if byte == b'"' {
            quoted.push(b'"');
        }
        quoted.push(byte);
    }
    quoted.push(b'"');
    quoted
}
