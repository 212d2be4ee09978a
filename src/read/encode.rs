//! The way back: a changed text in the encoding that its file had.

use super::decode::{Decoded, decode};
use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE};

/// The text of a file, and how it was encoded.
#[derive(Debug)]
pub struct FileText(Decoded);

impl FileText {
    /// Decodes the bytes of a file as a run does.
    ///
    /// # Errors
    /// Bytes that are no text: what is wrong with them.
    pub fn decode(bytes: &[u8]) -> Result<Self, String> {
        decode(bytes, None).map(Self)
    }

    /// The text, without a byte order mark.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// The name of the encoding.
    #[must_use]
    pub fn encoding(&self) -> &'static str {
        self.0.charset.name()
    }

    /// `text` in the encoding of the file, with its byte order mark where it had one.
    ///
    /// # Errors
    /// The first character that the encoding lacks.
    pub fn encode(&self, text: &str) -> Result<Vec<u8>, char> {
        let charset = self.0.charset;
        let marked = if self.0.mark { format!("\u{feff}{text}") } else { text.to_owned() };
        if charset == UTF_8 {
            Ok(marked.into_bytes())
        } else if charset == UTF_16LE {
            Ok(marked.encode_utf16().flat_map(u16::to_le_bytes).collect())
        } else if charset == UTF_16BE {
            Ok(marked.encode_utf16().flat_map(u16::to_be_bytes).collect())
        } else {
            match charset.encode(text) {
                (bytes, _, false) => Ok(bytes.into_owned()),
                (_, _, true) => Err(text.chars().find(|c| charset.encode(&c.to_string()).2).unwrap_or('\u{fffd}')),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::FileText;

    #[test]
    fn every_encoding_comes_back_as_it_was() {
        let marked: Vec<u8> = "\u{feff}Zoë met Ana.".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let windows = b"The caf\xe9 in Malm\xf6 was closed, the na\xefve guest said.".to_vec();
        for bytes in [b"\xef\xbb\xbfcaf\xc3\xa9".to_vec(), "plain é\r\n".as_bytes().to_vec(), marked, windows] {
            let text = FileText::decode(&bytes).unwrap();
            assert_eq!(text.encode(text.text()), Ok(bytes));
        }
    }

    #[test]
    fn a_letter_that_the_encoding_lacks_is_named() {
        let text = FileText::decode(b"The caf\xe9 in Malm\xf6 was closed, the na\xefve guest said.").unwrap();
        assert_eq!(text.encode("Łódź"), Err('Ł'));
    }
}
