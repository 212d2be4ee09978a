//! From bytes to text: UTF-8 and UTF-16 by their marks, everything else as the page says, or by a guess; noted on the row.

use super::trail::Trail;
use crate::text::counted;
use encoding_rs::{CoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

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
    /// The way back to the bytes, where they are not those of the text.
    pub(super) trail: Option<Trail>,
}

/// Decodes `bytes`, or says why they are no text. `declared` is what the file itself names; it is believed where the bytes are not
/// UTF-8 after all, as in pages that were saved anew.
pub(super) fn decode(bytes: &[u8], declared: Option<&'static Encoding>) -> Result<Decoded, String> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let name = if encoding == UTF_8 { "UTF-8 with BOM" } else { encoding.name() };
        let decoded = match std::str::from_utf8(&bytes[mark..]) {
            Ok(text) if encoding == UTF_8 => {
                let mut trail = Trail::default();
                trail.push(text.len(), mark..bytes.len());
                as_text(text.to_owned(), Some(name.to_owned()), UTF_8, Some(trail))
            }
            _ => in_steps(bytes, mark, encoding, name),
        };
        return Ok(Decoded { mark: true, ..decoded? });
    }
    // ISO-2022-JP is written in ASCII, so that it looks like UTF-8.
    let is_disguised = declared.is_some_and(|e| !e.is_ascii_compatible() && e != UTF_16LE && e != UTF_16BE);
    match std::str::from_utf8(bytes) {
        Ok(text) if !is_disguised => as_text(text.to_owned(), None, UTF_8, None),
        _ => legacy(bytes, declared),
    }
}

/// UTF-8 with a few bad bytes stays UTF-8; otherwise the file or the detector decides.
fn legacy(bytes: &[u8], declared: Option<&'static Encoding>) -> Result<Decoded, String> {
    if bytes.contains(&0) {
        return match utf16_without_mark(bytes) {
            Some(encoding) => in_steps(bytes, 0, encoding, encoding.name()),
            None => Err(nul_byte(bytes)),
        };
    }
    if let Some(encoding) = declared.filter(|e| !matches!(*e, e if e == UTF_8 || e == UTF_16LE || e == UTF_16BE)) {
        return in_steps(bytes, 0, encoding, encoding.name());
    }
    let (mut good, mut bad, mut first_bad) = (0_usize, 0_usize, None);
    let (mut text, mut trail, mut at) = (String::new(), Trail::default(), 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        text.push_str(chunk.valid());
        trail.push(chunk.valid().len(), at..at + chunk.valid().len());
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            bad += 1;
            first_bad.get_or_insert(at);
            text.push(char::REPLACEMENT_CHARACTER);
            trail.push(char::REPLACEMENT_CHARACTER.len_utf8(), at..at + chunk.invalid().len());
            at += chunk.invalid().len();
        }
    }
    if good > bad * 4 {
        let before = &bytes[..first_bad.unwrap_or(0)];
        let line = before.iter().filter(|&&b| b == b'\n').count() + 1;
        return as_text(
            text,
            Some(format!("UTF-8 with {}, the first in line {line}", counted(bad, "bad byte"))),
            UTF_8,
            Some(trail),
        );
    }
    let mut detector = chardetng::EncodingDetector::new();
    detector.feed(bytes, true);
    let encoding = detector.guess(None, false);
    in_steps(bytes, 0, encoding, encoding.name())
}

/// Decodes byte by byte, to know which bytes made which letters; the first `mark` bytes are no text.
fn in_steps(bytes: &[u8], mark: usize, encoding: &'static Encoding, name: &str) -> Result<Decoded, String> {
    // Room for more letters than one byte can set free.
    const ROOM: usize = 32;
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let (mut text, mut trail) = (String::with_capacity(bytes.len()), Trail::default());
    let (mut start, mut broken, mut room) = (mark, false, [0; ROOM]);
    for at in mark..bytes.len() {
        let mut rest = &bytes[at..=at];
        loop {
            let (result, read, written, bad) = decoder.decode_to_utf8(rest, &mut room, at + 1 == bytes.len());
            broken |= bad;
            rest = &rest[read..];
            if written > 0 {
                text.push_str(std::str::from_utf8(&room[..written]).unwrap_or_default());
                trail.push(written, start..at + 1);
                start = at + 1;
            }
            if result == CoderResult::InputEmpty {
                break;
            }
        }
    }
    as_text(text, Some(noted(name, broken)), encoding, Some(trail))
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

fn as_text(
    text: String,
    encoding: Option<String>,
    charset: &'static Encoding,
    trail: Option<Trail>,
) -> Result<Decoded, String> {
    if let Some(at) = text.bytes().position(|b| b == 0) {
        return match utf16_without_mark(text.as_bytes()) {
            Some(_) if encoding.is_none() => legacy(text.as_bytes(), None),
            _ => Err(nul_byte(&text.as_bytes()[..=at])),
        };
    }
    let controls = text.chars().filter(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}')).count();
    if controls * 50 > text.chars().count() {
        return Err(counted(controls, "control character"));
    }
    Ok(Decoded { text, encoding, charset, mark: false, trail })
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
        let decoded = decode(bytes, None).unwrap();
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
        assert!(text.contains("Chloé") && encoding.unwrap().contains("1 bad byte, the first in line 4"));
    }

    #[test]
    fn binary_data_is_no_text() {
        assert!(decode(b"PK\x03\x04\0\0\0\x08abc", None).is_err());
        assert!(decode(b"\x01\x02\x03\x04\x05abc", None).is_err());
    }

    #[test]
    fn what_a_page_declares_is_believed_unless_it_is_plainly_utf_8() {
        let declared = Some(encoding_rs::KOI8_R);
        let koi = decode(b"\xee\xc5\xd4 soup", declared).unwrap();
        assert_eq!((koi.text.as_str(), koi.encoding.as_deref()), ("Нет soup", Some("KOI8-R")));
        assert_eq!(decode("Нет soup".as_bytes(), declared).unwrap().text, "Нет soup");
        let disguised = decode(b"\x1b$B%M%3\x1b(B naps", Some(encoding_rs::ISO_2022_JP)).unwrap();
        assert_eq!(disguised.text, "ネコ naps");
    }

    #[test]
    fn a_half_of_a_letter_in_utf_16_is_noted() {
        for bytes in
            [&b"\xff\xfea\0\x3d\xd8b\0"[..], b"\xff\xfea\0\x00\xdeb\0", b"\xff\xfea\0\x3d\xd8", b"\xff\xfea\0b"]
        {
            let (text, encoding) = read(bytes);
            assert!(text.starts_with("a\u{fffd}"), "{text}");
            assert_eq!(encoding.as_deref(), Some("UTF-16LE, with bytes that could not be decoded"), "{text}");
        }
    }

    #[test]
    fn decoded_text_leads_back_to_its_bytes() {
        for (bytes, declared, words, place) in [
            (&b"\xef\xbb\xbfcaf\xc3\xa9 shut"[..], None, "é s", 6..10),
            (&b"\xff\xfea\0\x3d\xd8\x00\xdeb\0"[..], None, "\u{1f600}b", 4..10),
            (&b"The caf\xe9 in Malm\xf6 was shut, said Zo\xeb."[..], None, "Malmö", 12..17),
            (&b"\x83l\x83R naps"[..], Some(encoding_rs::SHIFT_JIS), "コ n", 2..6),
        ] {
            let decoded = decode(bytes, declared).unwrap();
            let at = decoded.text.find(words).unwrap();
            let span = decoded.trail.unwrap().source(crate::span::Span::new(at, at + words.len()));
            assert_eq!((span.start, span.end), (place.start, place.end), "{words}");
        }
    }
}
