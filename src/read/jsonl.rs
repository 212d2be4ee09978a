//! JSON Lines: one document a line, read one line at a time.

use super::{Input, Options, Origin, Status};
use crate::text::Date;
use serde_json::Value;
use std::fmt;
use std::io::{BufRead, Read};

/// The records of one stream.
pub(super) struct Records {
    from: Box<dyn BufRead + Send>,
    path: String,
    options: Options,
    line: u64,
    ended: bool,
}

impl fmt::Debug for Records {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Records").field("path", &self.path).field("line", &self.line).finish_non_exhaustive()
    }
}

impl Records {
    pub(super) fn new(from: Box<dyn BufRead + Send>, path: &str, options: &Options) -> Self {
        Self { from, path: path.to_owned(), options: options.clone(), line: 0, ended: false }
    }

    fn place(&self) -> String {
        format!("{}:{}", self.path, self.line)
    }

    fn failed(&self, status: Status, problem: impl Into<String>) -> Input {
        Input { origin: Origin::Record(self.line), ..Input::failed(&self.place(), &self.path, status, problem) }
    }

    /// Passes over the rest of a line that is too long.
    fn skip_line(&mut self) -> std::io::Result<()> {
        loop {
            let buffer = self.from.fill_buf()?;
            if buffer.is_empty() {
                return Ok(());
            }
            let (length, done) = match buffer.iter().position(|&b| b == b'\n') {
                Some(i) => (i + 1, true),
                None => (buffer.len(), false),
            };
            self.from.consume(length);
            if done {
                return Ok(());
            }
        }
    }

    fn record(&self, line: &[u8]) -> Input {
        let text = match std::str::from_utf8(line) {
            Ok(text) => text,
            Err(e) => return self.failed(Status::Malformed, format!("not UTF-8 at byte {}", e.valid_up_to() + 1)),
        };
        let record: Value = match serde_json::from_str(text.trim_start_matches('\u{feff}')) {
            Ok(record) => record,
            Err(e) => return self.failed(Status::Malformed, format!("line {}, column {}: {e}", self.line, e.column())),
        };
        let Some(fields) = record.as_object() else {
            return self.failed(Status::Malformed, format!("line {}: no JSON object", self.line));
        };
        let id = match fields.get(&self.options.id_key) {
            Some(Value::String(id)) => id.clone(),
            Some(Value::Number(id)) => id.to_string(),
            _ => self.place(),
        };
        let kept = |key: &String| match fields.get(key)? {
            Value::String(value) => Some(value.clone()),
            Value::Number(value) => Some(value.to_string()),
            _ => None,
        };
        let input = match fields.get(&self.options.text_key) {
            Some(Value::String(text)) => Input {
                fields: self.options.fields.iter().map(kept).collect(),
                date: kept(&self.options.date_key).and_then(|date| Date::parse(&date)),
                ..Input::read(&id, &self.path, text.clone(), None)
            },
            Some(Value::Null) => Input::failed(&id, &self.path, Status::Empty, "no text"),
            Some(_) => Input::failed(
                &id,
                &self.path,
                Status::Malformed,
                wrong(&self.options.text_key, "is no string", self.line),
            ),
            None => Input::failed(
                &id,
                &self.path,
                Status::Malformed,
                wrong(&self.options.text_key, "is missing", self.line),
            ),
        };
        Input { origin: Origin::Record(self.line), ..input }
    }
}

fn wrong(key: &str, what: &str, line: u64) -> String {
    format!("line {line}: field `{key}` {what}")
}

impl Iterator for Records {
    type Item = Input;

    fn next(&mut self) -> Option<Input> {
        while !self.ended {
            let mut line = Vec::new();
            self.line += 1;
            let limit = self.options.max_bytes.saturating_add(1);
            match self.from.by_ref().take(limit).read_until(b'\n', &mut line) {
                Ok(0) => break,
                Ok(_) => {}
                Err(e) => {
                    self.ended = true;
                    return Some(self.failed(Status::Unreadable, e.to_string()));
                }
            }
            if line.len() as u64 > self.options.max_bytes && line.last() != Some(&b'\n') {
                self.ended = self.skip_line().is_err();
                let problem =
                    format!("a line of more than {} bytes; --max-bytes raises the limit", self.options.max_bytes);
                return Some(self.failed(Status::TooLarge, problem));
            }
            if !line.trim_ascii().is_empty() {
                return Some(self.record(line.trim_ascii()));
            }
        }
        self.ended = true;
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &str, max_bytes: u64) -> Vec<(String, Status)> {
        let options = Options { max_bytes, ..Options::default() };
        let from = Box::new(std::io::Cursor::new(lines.to_owned()));
        Records::new(from, "in.jsonl", &options).map(|i| (i.doc_id, i.status)).collect()
    }

    #[test]
    fn every_line_gives_a_document_whatever_its_state() {
        let lines = "{\"id\":\"a\",\"text\":\"x\"}\n\n{\"text\":\"y\"}\n{broken\n[1]\n{\"id\":7}\n{\"id\":\"e\",\"text\":\" \"}";
        let expected = [
            ("a", Status::Ok),
            ("in.jsonl:3", Status::Ok),
            ("in.jsonl:4", Status::Malformed),
            ("in.jsonl:5", Status::Malformed),
            ("7", Status::Malformed),
            ("e", Status::Empty),
        ];
        assert_eq!(read(lines, 1000), expected.map(|(id, status)| (id.to_owned(), status)));
    }

    #[test]
    fn a_line_over_the_limit_is_passed_over() {
        let lines = format!("{{\"text\":\"{}\"}}\n{{\"id\":\"b\",\"text\":\"x\"}}\n", "long ".repeat(50));
        assert_eq!(read(&lines, 40), [("in.jsonl:1".to_owned(), Status::TooLarge), ("b".to_owned(), Status::Ok)]);
    }
}
