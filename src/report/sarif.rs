//! SARIF 2.1.0: what code scanning and editors read.

use super::excerpt::excerpt;
use crate::docs;
use crate::error::{Error, Result};
use crate::finding::{Finding, Severity};
use crate::fingerprint::Fingerprint;
use crate::read::{Origin, Status};
use crate::report::Place;
use crate::rule::Rule;
use crate::run::{Judged, Scored};
use crate::span::Span;
use crate::weights::rounded;
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Code scanning takes no more results of one run; see "SARIF results exceed one or more limits" in GitHub's manual.
const MOST_RESULTS: usize = 25_000;
/// Longer matches, in bytes, are not copied into the log.
const LONGEST_SNIPPET: usize = 1000;
/// So many inputs that could not be read are named.
const MOST_NOTIFICATIONS: usize = 1000;

/// The report while it is written.
#[derive(Debug)]
pub struct Writer {
    out: Place,
    /// Paths below this folder are written relative to it.
    root: PathBuf,
    numbers: HashMap<&'static str, usize>,
    results: usize,
    cut: usize,
    notifications: Vec<Value>,
    unread: usize,
    /// Whether results are new against a baseline.
    baseline: bool,
}

impl Writer {
    /// Starts a report in `out` with the pages of `rules`; `baseline` says that only new findings are reported.
    ///
    /// # Errors
    /// A failed write.
    pub fn create(out: Place, rules: &[&'static Rule], baseline: bool) -> Result<Self> {
        let descriptors: Vec<Value> = rules.iter().map(|rule| descriptor(rule)).collect();
        let driver = json!({
            "name": "malaprop",
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": descriptors,
        });
        let mut writer = Self {
            out,
            root: std::env::current_dir().unwrap_or_default(),
            numbers: rules.iter().enumerate().map(|(i, rule)| (rule.code, i)).collect(),
            results: 0,
            cut: 0,
            notifications: Vec::new(),
            unread: 0,
            baseline,
        };
        writer.put(&format!(
            "{{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{{\
             \"tool\":{{\"driver\":{driver}}},\"columnKind\":\"unicodeCodePoints\",\"newlineSequences\":[\"\\r\\n\",\"\\n\",\"\\r\"],\
             \"results\":["
        ))?;
        Ok(writer)
    }

    /// Adds the findings of one document, the suppressed ones too.
    ///
    /// # Errors
    /// A failed write.
    pub fn write(&mut self, scored: &Scored) -> Result<()> {
        let Some(judged) = &scored.result else {
            if scored.input.status != Status::Empty {
                self.unread += 1;
                if self.notifications.len() < MOST_NOTIFICATIONS {
                    let problem = scored.input.problem.as_deref().unwrap_or_default();
                    let text = format!("{}: {problem}", scored.input.status.as_str());
                    let location = json!({"physicalLocation": {"artifactLocation": self.artifact(&scored.input.path)}});
                    let descriptor = json!({"level": "error", "message": {"text": text}, "locations": [location]});
                    self.notifications.push(descriptor);
                }
            }
            return Ok(());
        };
        let mut seen: HashMap<Fingerprint, usize> = HashMap::new();
        for (i, finding) in judged.findings.iter().enumerate() {
            let mut result = self.result(scored, judged, finding, &mut seen);
            result["properties"]["occurrences"] = json!(judged.score.occurrences[i]);
            result["properties"]["penalty"] = json!(judged.score.points[i]);
            if self.baseline {
                result["baselineState"] = json!("new");
            }
            self.add(&result)?;
        }
        for suppressed in &judged.suppressed {
            let mut result = self.result(scored, judged, &suppressed.finding, &mut seen);
            let mut suppression = json!({"kind": "external", "status": "accepted"});
            if !suppressed.reason.is_empty() {
                suppression["justification"] = json!(suppressed.reason);
            }
            result["suppressions"] = json!([suppression]);
            self.add(&result)?;
        }
        Ok(())
    }

    /// Everything is written: the report is closed and gets its name. Says how many findings had no room.
    ///
    /// # Errors
    /// A disk that is full, a name that cannot be given.
    pub fn finish(mut self) -> Result<usize> {
        let more = self.unread - self.notifications.len();
        let said = |count: usize, what: &str| {
            (count > 0).then(|| json!({"level": "warning", "message": {"text": format!("{count} {what}")}}))
        };
        self.notifications.extend(said(more, "further inputs could not be read"));
        self.notifications.extend(said(self.cut, "further findings are left out: code scanning takes 25,000 a run"));
        let invocation = json!({"executionSuccessful": true, "toolExecutionNotifications": self.notifications});
        self.put(&format!("],\"invocations\":[{invocation}]}}]}}\n"))?;
        self.out.finish()?;
        Ok(self.cut)
    }

    fn put(&mut self, text: &str) -> Result<()> {
        self.out.write_all(text.as_bytes()).map_err(|e| Error::io(self.out.name(), e))
    }

    fn add(&mut self, result: &Value) -> Result<()> {
        if self.results == MOST_RESULTS {
            self.cut += 1;
            return Ok(());
        }
        let comma = if self.results > 0 { ",\n" } else { "\n" };
        self.results += 1;
        self.put(&format!("{comma}{result}"))
    }

    fn result(
        &self,
        scored: &Scored,
        judged: &Judged,
        finding: &Finding,
        seen: &mut HashMap<Fingerprint, usize>,
    ) -> Value {
        let text = judged.document.text();
        let fingerprint = Fingerprint::of(finding.rule.code, text, finding.span);
        let times = seen.entry(fingerprint).or_default();
        *times += 1;
        let artifact = self.artifact(&scored.input.path);
        let mut physical = json!({"artifactLocation": artifact});
        match scored.input.origin {
            Origin::File => {
                physical["region"] = region(judged, finding.span);
                let matched = finding.span.of(text);
                if matched.len() <= LONGEST_SNIPPET {
                    physical["region"]["snippet"] = json!({"text": matched});
                }
            }
            Origin::Record(line) => physical["region"] = json!({"startLine": line}),
            Origin::Extracted => {}
        }
        let mut location = json!({"physicalLocation": physical});
        if scored.input.doc_id != scored.input.path {
            location["logicalLocations"] = json!([{"fullyQualifiedName": scored.input.doc_id}]);
        }
        let mut result = json!({
            "ruleId": finding.rule.code,
            "ruleIndex": self.numbers.get(finding.rule.code),
            "level": level(finding.severity),
            "rank": rounded(finding.confidence * 100.0),
            "message": {"text": message(text, finding)},
            "locations": [location],
            "partialFingerprints": {
                "malaprop/v1": format!("{fingerprint}:{times}"),
                // The only one that GitHub looks at.
                "primaryLocationLineHash": format!("{fingerprint}:{times}"),
            },
        });
        if let (Some(suggestion), Origin::File) = (&finding.suggestion, scored.input.origin) {
            let replacement =
                json!({"deletedRegion": region(judged, finding.span), "insertedContent": {"text": suggestion}});
            let change = json!({"artifactLocation": artifact, "replacements": [replacement]});
            result["fixes"] = json!([{"description": {"text": "Write the suggestion"}, "artifactChanges": [change]}]);
        }
        let mut properties = Map::new();
        properties.insert("severity".to_owned(), json!(finding.severity.as_str()));
        properties.insert("confidence".to_owned(), json!(rounded(finding.confidence)));
        properties.insert("category".to_owned(), json!(finding.rule.category));
        if let Some(entity) = &finding.evidence.entity {
            properties.insert("entity".to_owned(), json!(entity.name));
        }
        result["properties"] = Value::Object(properties);
        result
    }

    fn artifact(&self, path: &str) -> Value {
        let given = Path::new(path);
        if path == "-" {
            return json!({"uri": "stdin"});
        }
        let absolute = std::path::absolute(given).unwrap_or_else(|_| given.to_owned());
        match absolute.strip_prefix(&self.root) {
            Ok(inside) => json!({"uri": encoded(inside), "uriBaseId": "%SRCROOT%"}),
            Err(_) => json!({"uri": format!("file://{}", encoded(&absolute))}),
        }
    }
}

/// Where `span` is, in lines, columns and code points of the file.
fn region(judged: &Judged, span: Span) -> Value {
    let (start, end) = (judged.document.position(span.start), judged.document.position(span.end));
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "charOffset": start.code_point,
        "charLength": end.code_point - start.code_point,
    })
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::Major => "error",
        Severity::Minor => "warning",
        Severity::Neutral => "note",
    }
}

fn message(text: &str, finding: &Finding) -> String {
    let matched = finding.span.of(text);
    // A passage is named by its beginning; the region has the whole.
    let named = if matched.chars().count() > 80 {
        excerpt(text, finding.span).chars().take(80).collect()
    } else {
        matched.to_owned()
    };
    let suggestion = match finding.suggestion.as_deref() {
        None => String::new(),
        Some("") => ", better taken out".to_owned(),
        Some(suggestion) => format!(", better “{suggestion}”"),
    };
    format!("“{named}”{suggestion}: {}", finding.evidence.text)
}

fn descriptor(rule: &Rule) -> Value {
    let page = docs::page(rule);
    let what = rule.doc.split("## ").find_map(|part| part.strip_prefix("What it finds\n")).unwrap_or(rule.name);
    let what = what.split_whitespace().collect::<Vec<_>>().join(" ");
    let short = what.split_once(". ").map_or(what.as_str(), |(first, _)| first).trim_end_matches('.');
    json!({
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": format!("{short}.")},
        "fullDescription": {"text": what},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": level(rule.severity), "rank": rounded(rule.confidence * 100.0)},
        "properties": {"tags": [rule.family.as_str()], "category": rule.category, "fix": rule.fix.as_str()},
    })
}

/// `path` as the path of an address: what is neither a letter, a digit nor one of `-._~/` is written as `%XX`.
fn encoded(path: &Path) -> String {
    let mut written = String::new();
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                written.push(char::from(*byte))
            }
            other => written.push_str(&format!("%{other:02X}")),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::encoded;
    use std::path::Path;

    #[test]
    fn paths_are_written_as_addresses() {
        assert_eq!(encoded(Path::new("a b/Zoë#1.txt")), "a%20b/Zo%C3%AB%231.txt");
    }
}
