//! From a file that was found to the stream of its records.

use super::csv::{self, Quoted};
use super::format::delimiter;
use super::parquet::Rows;
use super::split::{Newline, Piece, Splitter};
use super::stamp::{CHANGED, Witness};
use super::unpack::{self, Packing};
use super::utf16;
use super::{Body, Format, Layout, Options, Record, Source, Status};
use crate::text::{CR_ALONE, lone_return};
use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// The records of one source.
#[derive(Debug)]
pub(super) struct Stream {
    source: Arc<Source>,
    /// The file, if it is one.
    witness: Option<Witness>,
    records: Records,
    /// The line or row of the last record.
    line: u64,
    /// The offset behind which no record begins that is wanted.
    until: u64,
    ended: bool,
    blank: u64,
    documents: u64,
}

#[derive(Debug)]
enum Records {
    One(Option<Body>),
    Lines(Splitter<Newline>),
    Table(Splitter<Quoted>),
    Rows(Rows),
}

/// Why nothing can be read from a source.
#[derive(Debug)]
pub(super) enum Refused {
    /// A row says so.
    Failed(String),
    /// It was not asked for by name, and holds no documents.
    NoDocuments,
}

impl From<std::io::Error> for Refused {
    fn from(error: std::io::Error) -> Self {
        Self::Failed(error.to_string())
    }
}

/// What is known of a source before it is opened.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    pub(super) path: &'a Path,
    pub(super) name: &'a Path,
    pub(super) walked: bool,
    pub(super) number: usize,
    /// The bytes in which records must begin.
    pub(super) range: Range<u64>,
}

impl Plan<'_> {
    /// Whether what is read begins inside a file: then its first bytes are those of some line, and tell nothing of the file.
    const fn is_inside(&self) -> bool {
        self.range.start > 0
    }
}

/// Whether the records of a file can be found from any place in it.
pub(super) fn can_be_split(path: &Path, options: &Options) -> bool {
    options.format.unwrap_or_else(|| Format::of_named(path)) == Format::JsonLines
        && Packing::of(path).0.is_none()
        && File::open(path).and_then(|file| unpack::unpacked(file, None, options.unpack)).is_ok_and(
            // Of UTF-16 a part would not begin with its mark.
            |(from, packed)| !packed && utf16::as_utf8(from).is_ok_and(|(_, wide)| wide.is_none()),
        )
}

impl Stream {
    pub(super) fn open(plan: &Plan<'_>, options: &Arc<Options>) -> Result<Self, Refused> {
        let (packing, format) = (Packing::of(plan.path).0, options.format);
        if plan.path.as_os_str() == "-" {
            let (from, _) = unpack::unpacked(std::io::stdin(), None, options.unpack)?;
            return Self::sniffed(plan, from, options);
        }
        let mut file = File::open(plan.path)?;
        let witness = Witness::of(&file);
        let format = format.unwrap_or_else(|| Format::of_named(plan.path));
        if format == Format::Parquet {
            let (rows, header) = Rows::open(file, options).map_err(Refused::Failed)?;
            return Self::columns(plan, witness, rows, header, options);
        }
        let mut skipped = 0;
        if plan.is_inside() {
            skipped = skip(&mut file, plan.range.start)?;
        }
        let position = file.stream_position().unwrap_or(0);
        let from: Box<dyn BufRead + Send> = if plan.is_inside() {
            Box::new(BufReader::with_capacity(unpack::BUFFER, file))
        } else {
            unpack::unpacked(file, packing, options.unpack)?.0
        };
        let mut stream = Self::watched(plan, witness, from, format, options)?;
        stream.line += skipped;
        stream.until = plan.range.end.saturating_sub(position);
        Ok(stream)
    }

    /// Standard input tells its format by its beginning, unless a flag does: JSON Lines begin with `{`, all else is one text.
    fn sniffed(plan: &Plan<'_>, mut from: Box<dyn BufRead + Send>, options: &Arc<Options>) -> Result<Self, Refused> {
        if let Some(format) = options.format {
            return Self::of(plan, from, format, options);
        }
        // Marks of encodings, and the NULs of UTF-16.
        const BEFORE: &[u8] = b"\xef\xbb\xbf\xff\xfe\0";
        const MOST_BEFORE: usize = 1 << 16;
        let mut start = Vec::new();
        while start.len() < MOST_BEFORE {
            let mut byte = [0];
            match from.read(&mut byte) {
                Ok(0) => break,
                Ok(_) => start.push(byte[0]),
                Err(e) if e.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(e) => return Err(e.into()),
            }
            if !(byte[0].is_ascii_whitespace() || BEFORE.contains(&byte[0])) {
                break;
            }
        }
        let lines = start.last() == Some(&b'{');
        let all = Box::new(Cursor::new(start).chain(from));
        Self::of(plan, all, if lines { Format::JsonLines } else { Format::Text }, options)
    }

    pub(super) fn of(
        plan: &Plan<'_>,
        from: Box<dyn BufRead + Send>,
        format: Format,
        options: &Arc<Options>,
    ) -> Result<Self, Refused> {
        Self::watched(plan, None, from, format, options)
    }

    fn watched(
        plan: &Plan<'_>,
        witness: Option<Witness>,
        from: Box<dyn BufRead + Send>,
        format: Format,
        options: &Arc<Options>,
    ) -> Result<Self, Refused> {
        let (mut from, encoding) = match format {
            Format::JsonLines | Format::Csv if !plan.is_inside() => utf16::as_utf8(from)?,
            Format::JsonLines | Format::Csv => (from, None),
            Format::Text | Format::Markdown | Format::Html | Format::Parquet => (from, None),
        };
        let (layout, records, line) = match format {
            Format::Parquet => {
                return Err(Refused::Failed("Parquet is read from files, not from streams".to_owned()));
            }
            Format::JsonLines => (Layout::Lines, Records::Lines(Splitter::new(from, Newline, options.max_bytes)), 0),
            Format::Csv => {
                let (header, splitter) = table(plan, from, options)?;
                let lines = newlines(&header.raw);
                (Layout::Table(header), Records::Table(splitter), lines)
            }
            Format::Text | Format::Markdown | Format::Html => {
                let body = match bounded(&mut from, options.max_bytes)? {
                    Some(_) if witness.as_ref().is_some_and(Witness::is_changed) => {
                        Body::Failed { status: Status::Unreadable, problem: CHANGED.to_owned() }
                    }
                    Some(bytes) => Body::Whole(bytes),
                    None => Body::Failed {
                        status: Status::TooLarge,
                        problem: format!("more than {} bytes; --max-bytes raises the limit", options.max_bytes),
                    },
                };
                (Layout::Whole(format), Records::One(Some(body)), 0)
            }
        };
        if let Some(name) = encoding.filter(|_| options.copied) {
            let what = "and records are handed on byte for byte: convert it to UTF-8";
            return Err(Refused::Failed(format!("is {name}, {what} (iconv -f {name} -t UTF-8)")));
        }
        let source = plan.source(layout, encoding, witness.as_ref(), options);
        Ok(Self { source, witness, records, line, until: u64::MAX, ended: false, blank: 0, documents: 0 })
    }

    fn columns(
        plan: &Plan<'_>,
        witness: Option<Witness>,
        rows: Rows,
        header: super::parquet::Header,
        options: &Arc<Options>,
    ) -> Result<Self, Refused> {
        match header.schema.column_with_name(&options.text_key) {
            None => {
                let names: Vec<&str> = header.schema.fields().iter().map(|f| f.name().as_str()).collect();
                return Err(missing(plan, &options.text_key, &names));
            }
            Some((_, field)) if !super::parquet::holds_text(field.data_type()) => {
                let problem = format!("the column `{}` is {}, not text", options.text_key, field.data_type());
                return Err(Refused::Failed(problem));
            }
            Some(_) => {}
        }
        let source = plan.source(Layout::Columns(header), None, witness.as_ref(), options);
        Ok(Self {
            source,
            witness,
            records: Records::Rows(rows),
            line: 0,
            until: u64::MAX,
            ended: false,
            blank: 0,
            documents: 0,
        })
    }

    /// The lines without anything in them so far.
    pub(super) const fn blank(&self) -> u64 {
        self.blank
    }

    fn record(&mut self, line: u64, body: Body) -> Record {
        let record = Record { source: Arc::clone(&self.source), line, body };
        self.documents += u64::from(record.is_document());
        record
    }

    fn broken(&mut self, problem: String) -> Record {
        self.ended = true;
        self.record(self.line + 1, Body::Failed { status: Status::Unreadable, problem })
    }

    fn text(&mut self, piece: Piece) -> Option<Record> {
        // A record of several lines is at its first.
        let (line, body) = match piece {
            Piece::Whole(bytes) => {
                let line = self.line + 1;
                self.line += newlines(&bytes).max(1);
                if bytes.trim_ascii().is_empty() {
                    self.blank += 1;
                    return None;
                }
                (line, Body::Text(bytes))
            }
            Piece::Part { bytes, last } => {
                let line = self.line + 1;
                self.line += newlines(&bytes);
                (line, Body::Part { bytes, last })
            }
            Piece::Cut(bytes) => (self.line + 1, Body::Cut(bytes)),
        };
        Some(self.record(line, body))
    }
}

impl Iterator for Stream {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        while !self.ended {
            let piece = match &mut self.records {
                Records::One(body) => {
                    self.ended = true;
                    let body = body.take()?;
                    return Some(self.record(0, body));
                }
                Records::Rows(rows) => match rows.next() {
                    Ok(Some((batch, row))) => {
                        self.line += 1;
                        return Some(self.record(self.line, Body::Row { batch, row }));
                    }
                    Ok(None) => Ok(None),
                    Err(problem) => return Some(self.broken(problem)),
                },
                Records::Lines(lines) if lines.position() >= self.until && !lines.is_inside() => Ok(None),
                Records::Lines(lines) => lines.next(),
                Records::Table(rows) => rows.next(),
            };
            match piece {
                Ok(Some(piece)) => {
                    if let Some(record) = self.text(piece) {
                        return Some(record);
                    }
                }
                Ok(None) if self.witness.as_ref().is_some_and(Witness::is_changed) => {
                    return Some(self.broken(CHANGED.to_owned()));
                }
                Ok(None) => {
                    self.ended = true;
                    return Some(self.record(self.line, Body::End { documents: self.documents }));
                }
                Err(e) => return Some(self.broken(e.to_string())),
            }
        }
        None
    }
}

impl Plan<'_> {
    pub(super) fn source(
        &self,
        layout: Layout,
        encoding: Option<&'static str>,
        witness: Option<&Witness>,
        options: &Arc<Options>,
    ) -> Arc<Source> {
        Arc::new(Source {
            encoding,
            number: self.number,
            path: self.path.display().to_string(),
            file: self.path.to_owned(),
            stamp: witness.map(Witness::stamp),
            name: self.name.to_owned(),
            layout,
            options: Arc::clone(options),
        })
    }
}

fn table(
    plan: &Plan<'_>,
    mut from: Box<dyn BufRead + Send>,
    options: &Arc<Options>,
) -> Result<(csv::Header, Splitter<Quoted>), Refused> {
    let mut delimiter = options.delimiter.unwrap_or_else(|| delimiter(plan.path));
    let mark = "\u{feff}".as_bytes();
    let mut before = Vec::new();
    if from.fill_buf()?.starts_with(mark) {
        from.consume(mark.len());
        before.extend(mark);
    }
    let mut splitter = Splitter::new(from, Quoted::new(delimiter), options.max_bytes);
    let mut first = splitter.next()?;
    if let Some(Piece::Whole(line)) = &first
        && let Some(named) = csv::named_delimiter(line)
    {
        before.extend(line);
        delimiter = options.delimiter.unwrap_or(named);
        splitter = Splitter::new(splitter.into_inner(), Quoted::new(delimiter), options.max_bytes);
        first = splitter.next()?;
    }
    let line = newlines(&before) + 1;
    let (first, whole) = match first {
        Some(Piece::Whole(first)) => (first, true),
        Some(Piece::Part { bytes, .. }) => (bytes, false),
        Some(Piece::Cut(_)) => {
            splitter.next()?;
            return Err(Refused::Failed(format!("line {line}: breaks off inside the header")));
        }
        None => (Vec::new(), true),
    };
    let lone = lone_return(&first, delimiter);
    if !whole && lone.is_none() {
        return Err(Refused::Failed(format!("line {line}: a header of more than {} bytes", options.max_bytes)));
    }
    let end = lone.unwrap_or(first.len());
    let header = csv::Header::new(before, &first[..end], delimiter);
    let header = header.map_err(|what| Refused::Failed(format!("line {line}: {what}")))?;
    if header.column(&options.text_key).is_none() {
        let names: Vec<&str> = header.columns.iter().map(String::as_str).collect();
        return Err(missing(plan, &options.text_key, &names));
    }
    if lone.is_some() {
        let column = String::from_utf8_lossy(&first[..end]).chars().count() + 1;
        return Err(Refused::Failed(format!("line {line}, column {column}: {CR_ALONE}")));
    }
    Ok((header, splitter))
}

/// A table in a folder need not be one of documents; one that was named must be.
fn missing(plan: &Plan<'_>, column: &str, names: &[&str]) -> Refused {
    if plan.walked {
        return Refused::NoDocuments;
    }
    Refused::Failed(format!("no column `{column}` (--text-key names it); it has: {}", names.join(", ")))
}

/// Goes to the first line of `file` that begins at `from` or behind it, and says how many lines are before that.
fn skip(file: &mut File, from: u64) -> std::io::Result<u64> {
    let mut buffer = vec![0; unpack::BUFFER];
    let (mut at, mut lines) = (0_u64, 0_u64);
    loop {
        let length = file.read(&mut buffer)?;
        let bytes = &buffer[..length];
        let last = from - 1;
        let end = at + length as u64;
        if length == 0 {
            return Ok(lines);
        }
        if end <= last {
            lines += newlines(bytes);
            at = end;
            continue;
        }
        // The line that holds the byte before `from`, or ends with it, is the last that is skipped.
        let start = usize::try_from(last.saturating_sub(at)).unwrap_or(0);
        lines += newlines(&bytes[..start]);
        if let Some(i) = memchr::memchr(b'\n', &bytes[start..]) {
            file.seek(SeekFrom::Start(at + (start + i) as u64 + 1))?;
            return Ok(lines + 1);
        }
        at = end;
    }
}

fn newlines(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}

/// All bytes of `from`, or nothing where there are more than `max_bytes`.
fn bounded(from: impl Read, max_bytes: u64) -> std::io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    from.take(max_bytes.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= max_bytes).then_some(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn a_file_is_entered_at_the_first_line_from_a_place_on() {
        let text = b"one\ntwo\n\nfour";
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(text).unwrap();
        for from in 1..=text.len() as u64 + 2 {
            file.seek(SeekFrom::Start(0)).unwrap();
            let lines = skip(&mut file, from).unwrap();
            let at = file.stream_position().unwrap() as usize;
            let expected = (0..text.len()).find(|&i| i as u64 >= from && text[i - 1] == b'\n').unwrap_or(text.len());
            assert_eq!(at, expected, "from {from}");
            if at < text.len() {
                assert_eq!(lines, newlines(&text[..at]), "from {from}");
            }
        }
    }
}
