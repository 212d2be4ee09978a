//! The forms of an English verb, or of a noun, by its base.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Base, third person or plural, past, participle, -ing: the order of the slots is that of the table's columns.
pub(super) type Forms = [String; 5];

static IRREGULAR: LazyLock<HashMap<String, Forms>> = LazyLock::new(|| {
    let table = include_str!("../../../lexicons/en/irregular-verbs.csv");
    let rows = csv::Reader::from_reader(table.as_bytes()).into_records().flatten();
    rows.map(|row| (row[0].to_owned(), [0, 1, 2, 3, 4].map(|i| row[i].to_owned()))).collect()
});

/// The forms of `base`.
pub(super) fn forms(base: &str) -> Forms {
    if let Some(forms) = IRREGULAR.get(base) {
        return forms.clone();
    }
    let consonant_y = base.strip_suffix('y').filter(|s| !s.ends_with(['a', 'e', 'i', 'o', 'u']));
    let third = match consonant_y {
        Some(stem) => format!("{stem}ies"),
        None if base.ends_with(['s', 'x', 'z']) || base.ends_with("sh") || base.ends_with("ch") => format!("{base}es"),
        None => format!("{base}s"),
    };
    let past = match (consonant_y, base.ends_with('e')) {
        (Some(stem), _) => format!("{stem}ied"),
        (None, true) => format!("{base}d"),
        (None, false) => format!("{base}ed"),
    };
    let ing = match base.strip_suffix('e') {
        Some(stem) if !stem.ends_with(['e', 'o', 'y']) => format!("{stem}ing"),
        _ => format!("{base}ing"),
    };
    [base.to_owned(), third, past.clone(), past, ing]
}

/// Every form of `base` that text can show; of `be`, also the forms no other verb has.
pub(super) fn slots(base: &str) -> Vec<(String, usize)> {
    let mut slots: Vec<(String, usize)> =
        forms(base).into_iter().enumerate().map(|(slot, form)| (form, slot)).collect();
    if base == "be" {
        slots.extend([("are", 1), ("am", 1), ("were", 2)].map(|(form, slot)| (form.to_owned(), slot)));
    }
    slots
}

#[cfg(test)]
mod tests {
    use super::forms;

    #[test]
    fn regular_and_irregular_forms() {
        assert_eq!(forms("carry"), ["carry", "carries", "carried", "carried", "carrying"]);
        assert_eq!(forms("liquidate"), ["liquidate", "liquidates", "liquidated", "liquidated", "liquidating"]);
        assert_eq!(forms("take"), ["take", "takes", "took", "taken", "taking"]);
        assert_eq!(forms("agree")[4], "agreeing");
        assert_eq!(forms("pass")[1], "passes");
    }
}
