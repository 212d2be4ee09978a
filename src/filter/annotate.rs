//! What malaprop says of a document, put into its record without a change to the rest of it.

use super::verdict::Verdict;
use crate::read::jsonl;
use crate::run::{Judged, Scored};
use crate::weights::rounded;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

/// The notes, in the order of [`KEYS`]; those that a document does not have are null.
#[derive(Debug, Clone, PartialEq)]
pub struct Note(Vec<Value>);

/// What a note is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A number with a point.
    Figure,
    /// A whole number.
    Count,
    /// A word.
    Word,
    /// Words.
    Words,
}

/// The names of notes: fields of `metadata` in JSON Lines, columns of tables. `filter_reason` is datatrove's name for the first.
pub const KEYS: [(&str, Kind); 11] = [
    ("malaprop_score", Kind::Figure),
    ("malaprop_decision", Kind::Word),
    ("malaprop_words", Kind::Count),
    ("malaprop_critical", Kind::Count),
    ("malaprop_major", Kind::Count),
    ("malaprop_minor", Kind::Count),
    ("malaprop_mt_likeness", Kind::Figure),
    ("malaprop_fluency_percentile", Kind::Figure),
    ("malaprop_rules", Kind::Words),
    ("filter_reasons", Kind::Words),
    ("filter_reason", Kind::Word),
];

/// Whether `name` is one of [`KEYS`].
#[must_use]
pub fn is_ours(name: &str) -> bool {
    KEYS.iter().any(|(key, _)| *key == name)
}

impl Note {
    /// The notes of a document.
    #[must_use]
    pub fn new(scored: &Scored, verdict: &Verdict) -> Self {
        let judged = scored.result.as_ref();
        let reasons: &[&str] = match verdict {
            Verdict::Rejected(reasons) => reasons,
            Verdict::Kept | Verdict::Failed { .. } => &[],
        };
        let of = |value: &dyn Fn(&Judged) -> Value| judged.map_or(Value::Null, value);
        Self(vec![
            of(&|j| j.score.score.into()),
            of(&|j| j.score.decision.as_str().into()),
            of(&|j| j.score.words.into()),
            of(&|j| j.score.by_severity[3].into()),
            of(&|j| j.score.by_severity[2].into()),
            of(&|j| j.score.by_severity[1].into()),
            of(&|j| j.reading.mt_likeness.map(rounded).into()),
            of(&|j| j.reading.fluency.map(rounded).into()),
            of(&|j| rules(j).into()),
            reasons.to_vec().into(),
            reasons.first().copied().into(),
        ])
    }

    /// The values, in the order of [`KEYS`].
    #[must_use]
    pub fn values(&self) -> &[Value] {
        &self.0
    }

    /// The notes as members of a JSON object; those that are null are left out.
    #[must_use]
    pub fn object(&self) -> Map<String, Value> {
        let named = KEYS.iter().zip(&self.0).filter(|(_, value)| !value.is_null());
        named.map(|((key, _), value)| ((*key).to_owned(), value.clone())).collect()
    }

    /// The notes as cells of a table; several words in a cell are parted by ` | `.
    pub fn cells(&self) -> impl Iterator<Item = String> + '_ {
        self.0.iter().map(|value| match value {
            Value::Null => String::new(),
            Value::String(word) => word.clone(),
            Value::Array(words) => words.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" | "),
            other => other.to_string(),
        })
    }

    /// `line`, a line of JSON, with the notes in its object `metadata`, where earlier notes are replaced. Nothing else of the
    /// line is changed by a byte. Where `metadata` is there and no object, the notes are in `malaprop_metadata` beside it.
    ///
    /// # Errors
    /// A line that is no JSON object.
    pub fn put_into(&self, line: &[u8]) -> Result<Vec<u8>, String> {
        let text = jsonl::as_text(line).map_err(|at| format!("not UTF-8 at byte {at}"))?;
        let metadata = jsonl::members(text, &["metadata"]).map_err(|e| e.to_string())?[0];
        let whole = std::str::from_utf8(line).map_err(|e| e.to_string())?;
        let old = metadata.and_then(|old| Some((old, members(old)?)));
        let Some((old, kept)) = old else {
            let key = if metadata.is_some() { "malaprop_metadata" } else { "metadata" };
            let end = whole.rfind('}').ok_or("no JSON object")?;
            let empty = whole[..end].trim_end().ends_with('{');
            let comma = if empty { "" } else { "," };
            let note = Value::Object(self.object());
            return Ok(format!("{}{comma}\"{key}\":{note}{}", &whole[..end], &whole[end..]).into_bytes());
        };
        // The value is a part of the line, so its address tells where.
        let start = old.get().as_ptr() as usize - whole.as_ptr() as usize;
        let mut members: Vec<String> = kept;
        members.extend(self.object().iter().map(|(key, value)| format!("\"{key}\":{value}")));
        let end = start + old.get().len();
        Ok(format!("{}{{{}}}{}", &whole[..start], members.join(","), &whole[end..]).into_bytes())
    }
}

/// The members of an object that are no notes, as they are written.
fn members(object: &RawValue) -> Option<Vec<String>> {
    if !object.get().starts_with('{') {
        return None;
    }
    let members: Members = serde_json::from_str(object.get()).ok()?;
    let written = |(key, value): (String, Box<RawValue>)| format!("{}:{}", Value::String(key), value.get());
    Some(members.0.into_iter().filter(|(key, _)| !is_ours(key)).map(written).collect())
}

/// Members in their order, with those that are there twice.
struct Members(Vec<(String, Box<RawValue>)>);

impl<'de> serde::Deserialize<'de> for Members {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Members;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<M: serde::de::MapAccess<'de>>(self, mut map: M) -> Result<Members, M::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        from.deserialize_map(Visitor)
    }
}

/// The codes of the rules that found something, each once, in order of first place.
fn rules(judged: &Judged) -> Vec<&'static str> {
    let mut codes: Vec<&str> = Vec::new();
    for finding in &judged.findings {
        if !codes.contains(&finding.rule.code) {
            codes.push(finding.rule.code);
        }
    }
    codes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Input;
    use crate::run::Engine;

    fn note(verdict: &Verdict) -> Note {
        let engine = Engine::builtin().unwrap();
        Note::new(&engine.judge(0, Input::new("x", "The guests were received by Steve Witcoof at noon.")), verdict)
    }

    fn annotated(line: &str) -> String {
        String::from_utf8(note(&Verdict::Kept).put_into(line.as_bytes()).unwrap()).unwrap()
    }

    #[test]
    fn the_rest_of_the_line_stays_as_it_is() {
        let line = "{ \"text\" : \"a\\u00e9 } \",\"n\":1.50e400, \"n\":2 }\r\n";
        let done = annotated(line);
        assert!(
            done.starts_with("{ \"text\" : \"a\\u00e9 } \",\"n\":1.50e400, \"n\":2 ,\"metadata\":{\"malaprop_score\":")
        );
        assert!(done.ends_with("}}\r\n"), "{done}");
        let value: Value = serde_json::from_str(&done.replace("1.50e400", "1")).unwrap();
        assert_eq!(value["metadata"]["malaprop_rules"], serde_json::json!(["NAM101"]));
    }

    #[test]
    fn metadata_that_is_there_is_kept_and_earlier_notes_are_replaced() {
        let line = "{\"metadata\": {\"url\" : 1.0, \"filter_reason\":\"old\", \"url\":{\"a\": [ ]}} , \"text\":\"x\"}";
        let done = annotated(line);
        assert!(done.starts_with("{\"metadata\": {\"url\":1.0,\"url\":{\"a\": [ ]},\"malaprop_score\":"), "{done}");
        assert!(done.ends_with("} , \"text\":\"x\"}") && !done.contains("old"), "{done}");
        assert_eq!(annotated(&done), done, "notes are made anew, not added");
        assert!(annotated("{\"metadata\":[1],\"text\":\"x\"}").contains("[1],\"text\":\"x\",\"malaprop_metadata\":{"));
    }

    #[test]
    fn all_reasons_are_there_and_the_first_under_its_usual_name() {
        let note = note(&Verdict::Rejected(vec!["low_score", "top_2_gram"]));
        let object = note.object();
        assert_eq!(object["filter_reason"], "low_score");
        assert_eq!(object["filter_reasons"], serde_json::json!(["low_score", "top_2_gram"]));
        assert_eq!(note.cells().skip(9).collect::<Vec<_>>(), ["low_score | top_2_gram", "low_score"]);
    }
}
