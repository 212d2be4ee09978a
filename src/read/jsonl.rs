//! JSON Lines: one document a line; of its fields only those that are asked for are looked into.

use super::{Input, Source, Status};
use crate::json::{column_behind, without_place};
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// The values that an object has for some of its keys, as they are written; of a key that is there twice the last.
struct Members<'k, 'a> {
    keys: &'k [&'k str],
    values: Vec<Option<&'a RawValue>>,
}

#[derive(serde::Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'a> Visitor<'a> for Members<'_, 'a> {
    type Value = Vec<Option<&'a RawValue>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<M: MapAccess<'a>>(mut self, mut map: M) -> Result<Self::Value, M::Error> {
        while let Some(Key(key)) = map.next_key()? {
            let mut wanted = self.keys.iter().zip(&mut self.values).filter(|(wanted, _)| **wanted == key);
            match wanted.next() {
                Some((_, value)) => {
                    let found = Some(map.next_value::<&RawValue>()?);
                    *value = found;
                    wanted.for_each(|(_, value)| *value = found);
                }
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(self.values)
    }
}

/// The values of `keys` in the object that is `line`, as they are written in it.
///
/// # Errors
/// A line that is no JSON object.
pub(crate) fn members<'a>(line: &'a str, keys: &[&str]) -> serde_json::Result<Vec<Option<&'a RawValue>>> {
    let mut parser = serde_json::Deserializer::from_str(line);
    let values = parser.deserialize_map(Members { keys, values: vec![None; keys.len()] })?;
    parser.end()?;
    Ok(values)
}

/// `line` as text without white space and byte order marks around it, or the place of its first bad byte.
pub(crate) fn as_text(line: &[u8]) -> Result<&str, usize> {
    match std::str::from_utf8(line) {
        Ok(text) => Ok(text.trim_start_matches('\u{feff}').trim_ascii()),
        Err(e) => Err(e.valid_up_to() + 1),
    }
}

/// A string's content or a number's digits.
fn plain(value: &RawValue) -> Option<String> {
    match value.get().as_bytes().first()? {
        b'"' => serde_json::from_str(value.get()).ok(),
        b'-' | b'0'..=b'9' => Some(value.get().to_owned()),
        _ => None,
    }
}

/// The document in `line`, which is number `number` of its file.
pub(super) fn document(source: &Source, line: &[u8], number: u64) -> Input {
    let options = &source.options;
    let place = format!("{}:{number}", source.path);
    let malformed = |id: &str, problem: String| Input::failed(id, &source.path, Status::Malformed, problem);
    let text = match as_text(line) {
        Ok(text) => text,
        Err(at) => {
            let column = column_behind(&line[..at - 1]);
            let what = source.encoding.map_or(format!("not UTF-8 at byte {at}"), |wide| format!("not {wide}"));
            return malformed(&place, format!("line {number}, column {column}: {what}"));
        }
    };
    // In code points from 1, of what stands `bytes` bytes into `part` of the line.
    let column = |part: &str, bytes: usize| {
        let at = (part.as_ptr() as usize + bytes).saturating_sub(line.as_ptr() as usize);
        column_behind(line.get(..at).unwrap_or(line))
    };
    let broken = |part: &str, error: &serde_json::Error, field: &str| {
        let what = match without_place(error) {
            what if text.contains('\r') => format!("{what}; lines end with LF or CR LF here, not with CR alone"),
            what => what,
        };
        // To serde every record is line 1, and its columns are bytes from 1.
        let column = column(part, error.column().saturating_sub(1));
        format!("line {number}, column {column}: {field}{what}")
    };
    let mut keys = vec![options.text_key.as_str(), &options.id_key, &options.date_key];
    keys.extend(options.fields.iter().map(String::as_str));
    let values = match members(text, &keys) {
        Ok(values) => values,
        Err(e) => return malformed(&place, broken(text, &e, "")),
    };
    let id = values[1].and_then(plain).unwrap_or(place);
    let Some(value) = values[0] else {
        return malformed(&id, format!("line {number}: field `{}` is missing", options.text_key));
    };
    if value.get() == "null" {
        return Input::failed(&id, &source.path, Status::Empty, "no text");
    }
    if !value.get().starts_with('"') {
        let column = column(value.get(), 0);
        return malformed(&id, format!("line {number}, column {column}: field `{}` is no string", options.text_key));
    }
    match serde_json::from_str(value.get()) {
        Ok(text) => {
            let encoding = source.encoding.map(str::to_owned);
            Input::read(&id, &source.path, text, encoding).with_fields(options, |name| {
                let at = keys.iter().position(|key| *key == name)?;
                values[at].and_then(plain)
            })
        }
        Err(e) => malformed(&id, broken(value.get(), &e, &format!("field `{}`: ", options.text_key))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Options, of_bytes};

    fn read(lines: &str, max_bytes: u64) -> Vec<(String, Status)> {
        let options = Options { max_bytes, ..Options::default() };
        of_bytes("in.jsonl", lines.as_bytes(), options).documents().map(|i| (i.doc_id, i.status)).collect()
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

    #[test]
    fn fields_that_nobody_asks_for_may_hold_anything_of_json() {
        let deep = format!("{}{}", "[".repeat(5000), "]".repeat(5000));
        let lines = format!(
            "{{\"id\":123456789012345678901234567890,\"n\":1e999,\"d\":{deep},\"text\":\"old\",\"text\":\"new\"}}\n\
             {{\"text\":\"a\\ud800\"}}\n{{\"text\":{{\"text\":\"x\"}}}}\n"
        );
        let found: Vec<_> = of_bytes("in.jsonl", lines.as_bytes(), Options::default()).documents().collect();
        assert_eq!((found[0].doc_id.as_str(), found[0].text.as_str()), ("123456789012345678901234567890", "new"));
        assert_eq!((found[1].status, found[2].status), (Status::Malformed, Status::Malformed));
        let problem = |i: usize| found[i].problem.as_deref().unwrap();
        assert!(problem(1).starts_with("line 2, column 17: field `text`: "), "{}", problem(1));
        assert_eq!(problem(2), "line 3, column 9: field `text` is no string");
    }

    #[test]
    fn faults_name_line_and_column_in_code_points() {
        for (line, told) in [
            ("[]", "line 1, column 1: invalid type: sequence, expected a JSON object"),
            ("  7", "line 1, column 3: "),
            ("{\"é\": x}", "line 1, column 7: expected value"),
            ("\u{feff} {\"text\":\"é\\ud800\"}", "line 1, column 19: field `text`: "),
            (
                "{\"text\":\"a\"}\r{\"text\":\"b\"}\r",
                "line 1, column 14: trailing characters; lines end with LF or CR LF here",
            ),
            ("{\"text\":\"", "line 1, column 9: EOF while parsing a string"),
        ] {
            let found: Vec<_> = of_bytes("in.jsonl", line.as_bytes(), Options::default()).documents().collect();
            let problem = found[0].problem.as_deref().unwrap();
            assert!(problem.starts_with(told), "{line}: {problem}");
        }
        let bytes = b"{\"text\":\"\xc3\xa9\xff\"}";
        let found: Vec<_> = of_bytes("in.jsonl", bytes, Options::default()).documents().collect();
        assert_eq!(found[0].problem.as_deref(), Some("line 1, column 11: not UTF-8 at byte 12"));
    }
}
