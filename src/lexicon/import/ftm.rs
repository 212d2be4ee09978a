//! FollowTheMoney: `{"id": ..., "schema": "Person", "properties": {"name": [...], "alias": [...], "position": [...]}}`.

use super::Imported;
use crate::error::Result;
use crate::json;
use crate::lexicon::names::Kind;
use serde::Deserialize;
use std::collections::HashMap;
use unicode_script::{Script, UnicodeScript};

#[derive(Deserialize)]
struct Entity {
    id: String,
    schema: String,
    #[serde(default)]
    properties: HashMap<String, Vec<serde_json::Value>>,
}

pub(super) fn read(file: &str, text: &str) -> Result<Vec<Imported>> {
    let mut entries = Vec::new();
    for (n, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        let entity: Entity = serde_json::from_str(line).map_err(|e| json::fault(file, n as u64 + 1, line, &e))?;
        let kind = match entity.schema.as_str() {
            "Person" => Kind::Person,
            "Organization" | "Company" | "PublicBody" | "LegalEntity" => Kind::Organisation,
            _ => continue,
        };
        let values = |key: &str| -> Vec<&str> {
            entity.properties.get(key).into_iter().flatten().filter_map(serde_json::Value::as_str).collect()
        };
        let is_latin = |name: &&str| name.chars().filter(|c| c.is_alphabetic()).all(|c| c.script() == Script::Latin);
        let (latin, native): (Vec<&str>, Vec<&str>) =
            values("name").into_iter().chain(values("alias")).partition(is_latin);
        let Some(name) = latin.first() else { continue };
        let mut entry = Imported::new(name, kind);
        entry.id = entity.id.clone();
        entry.aliases = latin[1..].iter().map(|a| super::tidy(a)).collect();
        entry.native = native.first().map_or_else(String::new, |n| super::tidy(n));
        entry.roles = values("position").into_iter().map(super::tidy).collect();
        entry.gender = values("gender").first().map_or("", |g| super::gender(g));
        entries.push(entry);
    }
    Ok(entries)
}
