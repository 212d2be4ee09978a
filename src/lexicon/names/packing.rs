//! Makes the compiled form of name tables; see [`super::pack`].

use super::draft::{Draft, DraftForm, parts};
use super::keys::key_table;
use super::kinds::{Kind, Traits};
use super::near::near_index;
use super::numbers::{push_u32, push_u64};
use super::office::OfficeWords;
use super::pack::{HEAD, MAGIC, PackedUse, SECTIONS, SUMMED_FROM, halves};
use crate::lexicon::word_hash::word_hash;
use crate::similar::{LetterBag, Letters};
use std::collections::{BTreeMap, HashMap};

/// The bytes of a pack of `drafts`.
///
/// # Errors
/// More names than 32-bit numbers can point at.
pub(in crate::lexicon) fn pack(drafts: &[Draft]) -> Result<Vec<u8>, String> {
    let mut text = Text::default();
    let (mut entries, mut lists) = (Vec::new(), Vec::new());
    let (mut forms, mut form_parts) = (Vec::new(), Vec::new());
    let mut keys = Keys::default();
    let mut longest = 0;

    let numbers = numbered_parts(drafts);
    let mut uses: Vec<Vec<PackedUse>> = vec![Vec::new(); numbers.len()];
    let (mut form_number, mut list_number) = (0_u32, 0_u32);
    for (entry, draft) in (0_u32..).zip(drafts) {
        let mut numbers_of_entry = [0; super::pack::ENTRY];
        let named = [&draft.name, &draft.id, &draft.place.0].map(|t| text.add(t));
        numbers_of_entry[..6].copy_from_slice(&named.concat());
        numbers_of_entry[6] = u32::try_from(draft.place.1).unwrap_or(u32::MAX);
        numbers_of_entry[7] = draft.traits().packed();
        numbers_of_entry[8] = form_number;
        for (i, list) in [&draft.roles, &draft.garbled, &draft.distinct].into_iter().enumerate() {
            numbers_of_entry[9 + i] = list_number;
            for value in list {
                text.add(value).iter().for_each(|&n| push_u32(&mut lists, n));
                list_number += 1;
            }
        }
        numbers_of_entry[12..].copy_from_slice(&OfficeWords::of(&draft.roles).packed());
        numbers_of_entry.iter().for_each(|&n| push_u32(&mut entries, n));
        for form in &draft.forms {
            let first_part = u32::try_from(form_parts.len() / 4).unwrap_or(u32::MAX);
            let [offset, length] = text.add(&form.written);
            [offset, length, entry, first_part].iter().for_each(|&n| push_u32(&mut forms, n));
            for (index, part) in form.parts.iter().enumerate() {
                let number = numbers[part.as_str()];
                push_u32(&mut form_parts, number);
                let others = form.parts.iter().enumerate().filter(|(i, _)| *i != index).map(|(_, part)| part.as_str());
                uses[number as usize].push(PackedUse {
                    form: form_number,
                    index: u16::try_from(index).unwrap_or(u16::MAX),
                    of: u16::try_from(form.parts.len()).unwrap_or(u16::MAX),
                    holds_office: !draft.roles.is_empty(),
                    others: Letters::of(others),
                });
            }
            longest = longest.max(form.parts.len());
            keys.form(entry, form_number, form);
            form_number += 1;
        }
        keys.entry(entry, draft);
    }
    let past = [0, 0, 0, 0, 0, 0, 0, 0, form_number, list_number, list_number, list_number, 0, 0];
    past.iter().for_each(|&n| push_u32(&mut entries, n));
    let all_parts = u32::try_from(form_parts.len() / 4).unwrap_or(u32::MAX);
    [0, 0, 0, all_parts].iter().for_each(|&n| push_u32(&mut forms, n));

    let (part_records, part_uses) = part_sections(&numbers, &uses, &mut text);
    let by_text = key_table(numbers.iter().map(|(part, number)| (word_hash(part.as_bytes()), *number)).collect());
    let near = near_index(numbers.keys().copied());
    if text.bytes.len() > u32::MAX as usize {
        return Err(format!("the names have {} bytes, more than a compiled table can hold", text.bytes.len()));
    }
    let mut sections = vec![text.bytes, entries, lists, forms, form_parts, part_records, part_uses];
    let tables = [by_text, key_table(keys.accepted), key_table(keys.joined), key_table(keys.real)];
    sections.extend(tables.into_iter().flatten());
    sections.extend(near);
    Ok(file(longest, &sections))
}

fn file(longest: usize, sections: &[Vec<u8>]) -> Vec<u8> {
    debug_assert_eq!(sections.len(), SECTIONS);
    let mut bytes = Vec::with_capacity(HEAD + sections.iter().map(Vec::len).sum::<usize>());
    bytes.extend(MAGIC);
    push_u64(&mut bytes, 0);
    push_u64(&mut bytes, longest as u64);
    sections.iter().for_each(|s| push_u64(&mut bytes, s.len() as u64));
    sections.iter().for_each(|s| bytes.extend(s));
    let sum = u64::from(crc32fast::hash(&bytes[SUMMED_FROM..]));
    bytes[MAGIC.len()..SUMMED_FROM].copy_from_slice(&sum.to_le_bytes());
    bytes
}

/// All texts, each once.
#[derive(Default)]
struct Text {
    bytes: Vec<u8>,
    at: HashMap<String, [u32; 2]>,
}

impl Text {
    /// Offset and length of `text`.
    fn add(&mut self, text: &str) -> [u32; 2] {
        if let Some(&known) = self.at.get(text) {
            return known;
        }
        let place = [self.bytes.len(), text.len()].map(|n| u32::try_from(n).unwrap_or(u32::MAX));
        self.bytes.extend(text.bytes());
        self.at.insert(text.to_owned(), place);
        place
    }
}

/// Hashes and what they stand for.
#[derive(Default)]
struct Keys {
    accepted: Vec<(u64, u32)>,
    joined: Vec<(u64, u32)>,
    real: Vec<(u64, u32)>,
}

impl Keys {
    fn form(&mut self, entry: u32, number: u32, form: &DraftForm) {
        self.accepted.push((word_hash(form.parts.join(" ").as_bytes()), entry));
        if form.parts.len() > 1 {
            self.joined.push((word_hash(form.parts.concat().as_bytes()), number));
        }
    }

    fn entry(&mut self, entry: u32, draft: &Draft) {
        self.accepted.extend(mixed_spellings(draft).iter().map(|mixed| (word_hash(mixed.as_bytes()), entry)));
        self.real.extend(draft.distinct.iter().map(|real| (word_hash(parts(real).join(" ").as_bytes()), 0)));
    }
}

/// All distinct parts, numbered in alphabetical order.
fn numbered_parts(drafts: &[Draft]) -> BTreeMap<&str, u32> {
    let all = drafts.iter().flat_map(|d| &d.forms).flat_map(|f| &f.parts);
    let mut numbers: BTreeMap<&str, u32> = all.map(|part| (part.as_str(), 0)).collect();
    (0_u32..).zip(numbers.values_mut()).for_each(|(i, number)| *number = i);
    numbers
}

fn part_sections(numbers: &BTreeMap<&str, u32>, uses: &[Vec<PackedUse>], text: &mut Text) -> (Vec<u8>, Vec<u8>) {
    let (mut records, mut places) = (Vec::new(), Vec::new());
    let mut first_use = 0_u32;
    for (part, number) in numbers {
        let [offset, length] = text.add(part);
        let [low, high] = halves(LetterBag::of(part).packed());
        let numbers = [offset, length, low, high, first_use];
        numbers.iter().for_each(|&n| push_u32(&mut records, n));
        for used in &uses[*number as usize] {
            used.packed().iter().for_each(|&n| push_u32(&mut places, n));
            first_use += 1;
        }
    }
    [0, 0, 0, 0, first_use].iter().for_each(|&n| push_u32(&mut records, n));
    (records, places)
}

impl Draft {
    fn traits(&self) -> Traits {
        Traits { kind: self.kind, gender: self.gender, home: self.home, family_first: self.family_first() }
    }
}

/// Spellings that take the given name of one accepted form and the family name of another: all are accepted too.
fn mixed_spellings(draft: &Draft) -> Vec<String> {
    if draft.kind != Kind::Person || draft.family_first() {
        return Vec::new();
    }
    let canonical = &draft.forms[0].parts;
    let reversed = |f: &DraftForm| f.parts.last() == canonical.first();
    let full: Vec<&DraftForm> = draft.forms.iter().filter(|f| f.parts.len() >= 2 && !reversed(f)).collect();
    let mut families: Vec<&str> = full.iter().filter_map(|f| f.parts.last()).map(String::as_str).collect();
    families.extend(draft.forms.iter().filter(|f| f.parts.len() == 1).map(|f| f.parts[0].as_str()));
    families.sort_unstable();
    families.dedup();
    let mut mixed = Vec::new();
    for form in full {
        let given = form.parts[..form.parts.len() - 1].join(" ");
        mixed.extend(families.iter().filter(|&&f| f != form.parts[0]).map(|family| format!("{given} {family}")));
    }
    mixed
}
