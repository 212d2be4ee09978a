//! From bytes to text: UTF-8 and UTF-16 by their marks, everything else by a guess that is noted on the row.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// A text and where it came from.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    pub(super) text: String,
    /// What a report says of the encoding; nothing for plain UTF-8.
    pub(super) encoding: Option<String>,
    /// The encoding itself.
    pub(super) charset: &'static Encoding,
    /// Whether a byte order mark stood before the text.
    pub(super) mark: bool,
}

/// Decodes `bytes`, or says why they are no text.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, String> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, broken) = encoding.decode_without_bom_handling(&bytes[mark..]);
        let name = if encoding == UTF_8 { "UTF-8 with BOM" } else { encoding.name() };
        return Ok(Decoded { mark: true, ..as_text(text.into_owned(), Some(noted(name, broken)), encoding)? });
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => as_text(text.to_owned(), None, UTF_8),
        Err(_) => legacy(bytes),
    }
}

/// UTF-8 with a few bad bytes stays UTF-8; otherwise the detector decides.
fn legacy(bytes: &[u8]) -> Result<Decoded, String> {
    if bytes.contains(&0) {
        return match utf16_without_mark(bytes) {
            Some(encoding) => {
                let (text, broken) = encoding.decode_without_bom_handling(bytes);
                as_text(text.into_owned(), Some(noted(encoding.name(), broken)), encoding)
            }
            None => Err(nul_byte(bytes)),
        };
    }
    let (mut good, mut bad, mut first_bad) = (0_usize, 0_usize, None);
    let mut at = 0;
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            bad += 1;
            first_bad.get_or_insert(at);
            at += chunk.invalid().len();
        }
    }
    if good > bad * 4 {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let before = &bytes[..first_bad.unwrap_or(0)];
        let line = before.iter().filter(|&&b| b == b'\n').count() + 1;
        return as_text(text, Some(format!("UTF-8 with {bad} bad bytes, the first in line {line}")), UTF_8);
    }
    let mut detector = chardetng::EncodingDetector::new();
    detector.feed(bytes, true);
    let encoding = detector.guess(None, false);
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    as_text(text.into_owned(), Some(noted(encoding.name(), broken)), encoding)
}

/// Latin text in UTF-16 has a NUL in nearly every second byte.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let nuls = |start: usize| bytes.iter().skip(start).step_by(2).filter(|&&b| b == 0).count();
    let half = bytes.len() / 2;
    let most = |n: usize| half > 8 && n * 10 > half * 7;
    if most(nuls(1)) {
        Some(UTF_16LE)
    } else if most(nuls(0)) {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn as_text(text: String, encoding: Option<String>, charset: &'static Encoding) -> Result<Decoded, String> {
    if let Some(at) = text.bytes().position(|b| b == 0) {
        return match utf16_without_mark(text.as_bytes()) {
            Some(_) if encoding.is_none() => legacy(text.as_bytes()),
            _ => Err(nul_byte(&text.as_bytes()[..=at])),
        };
    }
    let controls = text.chars().filter(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}')).count();
    if controls * 50 > text.chars().count() {
        return Err(format!("{controls} control characters"));
    }
    Ok(Decoded { text, encoding, charset, mark: false })
}

fn nul_byte(bytes: &[u8]) -> String {
    let at = bytes.iter().position(|&b| b == 0).unwrap_or(0);
    format!("a NUL at byte {at}: binary data")
}

fn noted(name: &str, broken: bool) -> String {
    if broken { format!("{name}, with bytes that could not be decoded") } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, Option<String>) {
        let decoded = decode(bytes).unwrap();
        (decoded.text, decoded.encoding)
    }

    #[test]
    fn marks_decide_and_are_no_text() {
        assert_eq!(read(b"\xef\xbb\xbfcaf\xc3\xa9"), ("café".to_owned(), Some("UTF-8 with BOM".to_owned())));
        assert_eq!(read(b"\xff\xfeh\0i\0"), ("hi".to_owned(), Some("UTF-16LE".to_owned())));
        assert_eq!(read(b"\xfe\xff\0h\0i"), ("hi".to_owned(), Some("UTF-16BE".to_owned())));
        assert_eq!(read("plain é".as_bytes()), ("plain é".to_owned(), None));
    }

    #[test]
    fn legacy_bytes_are_guessed_and_noted() {
        let (text, encoding) = read(b"The caf\xe9 in Malm\xf6 was closed, the na\xefve guest said.");
        assert_eq!(text, "The café in Malmö was closed, the naïve guest said.");
        assert_eq!(encoding.as_deref(), Some("windows-1252"));
    }

    #[test]
    fn one_bad_byte_does_not_change_the_encoding() {
        let mut bytes = "“Zoë”, said Chloé, née Brontë, “é, è, ê.”\n".repeat(3).into_bytes();
        bytes.push(0xff);
        let (text, encoding) = read(&bytes);
        assert!(text.contains("Chloé") && encoding.unwrap().contains("1 bad bytes, the first in line 4"));
    }

    #[test]
    fn binary_data_is_no_text() {
        assert!(decode(b"PK\x03\x04\0\0\0\x08abc").is_err());
        assert!(decode(b"\x01\x02\x03\x04\x05abc").is_err());
    }
}
