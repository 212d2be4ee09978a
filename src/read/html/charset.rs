//! The encoding that a page says it is in.

use encoding_rs::Encoding;
use regex::bytes::Regex;
use std::sync::LazyLock;

/// Browsers look at the first kilobyte; some pages have a long script before the tag.
const LOOKED_AT: usize = 8192;

static DECLARED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"(?i-u)<(?:meta\b[^>]*?\bcharset|\?xml\b[^>]*?\bencoding)\s*=\s*["']?\s*([a-z0-9_:.+-]+)"#).ok()
});

/// What the page's `meta` tag or XML declaration names, if it is an encoding.
pub(in crate::read) fn declared(page: &[u8]) -> Option<&'static Encoding> {
    let found = DECLARED.as_ref()?.captures(&page[..page.len().min(LOOKED_AT)])?;
    Encoding::for_label(&found[1])
}

#[cfg(test)]
mod tests {
    use super::declared;

    #[test]
    fn both_tags_and_the_xml_declaration_are_known() {
        let name = |page: &str| declared(page.as_bytes()).map(|e| e.name());
        assert_eq!(name("<meta charset=\"Shift_JIS\">"), Some("Shift_JIS"));
        assert_eq!(name("<META http-equiv=Content-Type content='text/html; charset=koi8-r'>"), Some("KOI8-R"));
        assert_eq!(name("<?xml version=\"1.0\" encoding=\"ISO-8859-2\"?>"), Some("ISO-8859-2"));
        assert_eq!(name("<meta charset=nonsense>"), None);
        assert_eq!(name("<p>charset=utf-8"), None);
    }
}
