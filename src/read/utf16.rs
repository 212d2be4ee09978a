//! UTF-16 as UTF-8, for records, which are cut before anybody decodes them. Excel saves "Unicode Text" so.

use super::unpack::BUFFER;
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_16BE, UTF_16LE};
use std::io::{BufRead, Cursor, Error, Read, Result};
use std::ops::Range;

/// So many bytes tell the encoding.
const START: u64 = 4;

/// The encoding that the first bytes of a file of records tell: by its mark, or by NULs between letters.
fn of_start(start: &[u8]) -> Result<Option<&'static Encoding>> {
    let is_ink = |byte: &u8| byte.is_ascii_graphic();
    match start {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => Err(Error::other("is UTF-32: convert it to UTF-8")),
        [0xff, 0xfe, ..] => Ok(Some(UTF_16LE)),
        [0xfe, 0xff, ..] => Ok(Some(UTF_16BE)),
        [a, 0, b, 0, ..] if is_ink(a) && is_ink(b) => Ok(Some(UTF_16LE)),
        [0, a, 0, b, ..] if is_ink(a) && is_ink(b) => Ok(Some(UTF_16BE)),
        _ => Ok(None),
    }
}

/// What stands for a half of a letter whose other half is missing: no UTF-8 has this byte, so that its record is told to be broken.
const NO_LETTER: u8 = 0xff;

/// `from` in UTF-8, and the name of its encoding where that was another.
///
/// # Errors
/// A failed read; UTF-32.
pub(super) fn as_utf8(mut from: Box<dyn BufRead + Send>) -> Result<(Box<dyn BufRead + Send>, Option<&'static str>)> {
    let mut start = Vec::new();
    from.by_ref().take(START).read_to_end(&mut start)?;
    let encoding = of_start(&start)?;
    let from = Cursor::new(start).chain(from);
    let Some(encoding) = encoding else { return Ok((Box::new(from), None)) };
    let (decoder, decoded) = (encoding.new_decoder_with_bom_removal(), vec![0; BUFFER]);
    let from = AsUtf8 { from: Box::new(from), decoder, decoded, left: 0..0, ended: false };
    Ok((Box::new(from), Some(encoding.name())))
}

struct AsUtf8 {
    from: Box<dyn BufRead + Send>,
    decoder: Decoder,
    decoded: Vec<u8>,
    /// What of it nobody took yet.
    left: Range<usize>,
    ended: bool,
}

impl BufRead for AsUtf8 {
    fn fill_buf(&mut self) -> Result<&[u8]> {
        while self.left.is_empty() && !self.ended {
            let bytes = self.from.fill_buf()?;
            let last = bytes.is_empty();
            let room = self.decoded.len() - 1;
            let to = &mut self.decoded[..room];
            let (result, read, written) = self.decoder.decode_to_utf8_without_replacement(bytes, to, last);
            self.from.consume(read);
            self.left = 0..written;
            if let DecoderResult::Malformed(..) = result {
                self.decoded[written] = NO_LETTER;
                self.left.end += 1;
            }
            self.ended = last && result == DecoderResult::InputEmpty;
        }
        Ok(&self.decoded[self.left.clone()])
    }

    fn consume(&mut self, bytes: usize) {
        self.left.start += bytes;
    }
}

impl Read for AsUtf8 {
    fn read(&mut self, to: &mut [u8]) -> Result<usize> {
        let length = self.fill_buf()?.read(to)?;
        self.consume(length);
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    fn read(bytes: &[u8], buffer: usize) -> (String, Option<&'static str>) {
        let from = BufReader::with_capacity(buffer, Cursor::new(bytes.to_vec()));
        let (mut from, name) = as_utf8(Box::new(from)).unwrap();
        let mut text = String::new();
        from.read_to_string(&mut text).unwrap();
        (text, name)
    }

    #[test]
    fn every_order_of_bytes_is_read_through_any_buffer() {
        let text = "id,text\r\n1,Zoë met \u{1f600} Ана.\r\n".repeat(300);
        for mark in ["", "\u{feff}"] {
            let marked = format!("{mark}{text}");
            let little: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = marked.encode_utf16().flat_map(u16::to_be_bytes).collect();
            for buffer in [1, 3, 8192] {
                assert_eq!(read(&little, buffer), (text.clone(), Some("UTF-16LE")));
                assert_eq!(read(&big, buffer), (text.clone(), Some("UTF-16BE")));
                assert_eq!(read(marked.as_bytes(), buffer), (marked.clone(), None));
            }
        }
        for short in ["", "{", "{}", "P\0\0"] {
            assert_eq!(read(short.as_bytes(), 8), (short.to_owned(), None));
        }
        let wide = as_utf8(Box::new(Cursor::new(b"\xff\xfe\0\0{\0\0\0"))).err().unwrap();
        assert!(wide.to_string().contains("UTF-32"));
    }

    #[test]
    fn a_half_of_a_letter_is_no_letter() {
        for (units, told) in [
            (&[0x61_u16, 0xd83d, 0x62][..], &b"a\xffb"[..]),
            (&[0x61, 0xde00, 0x62], b"a\xffb"),
            (&[0x61, 0xd83d, 0xd83d, 0xde00], b"a\xff\xf0\x9f\x98\x80"),
            (&[0x61, 0x62, 0xd83d], b"ab\xff"),
        ] {
            let bytes: Vec<u8> = [0xfeff].iter().chain(units).flat_map(|unit| unit.to_le_bytes()).collect();
            for (bytes, buffer) in [(&bytes, 1), (&bytes, 64), (&[&bytes[..], b"c"].concat(), 64)] {
                let (mut from, _) =
                    as_utf8(Box::new(BufReader::with_capacity(buffer, Cursor::new(bytes.clone())))).unwrap();
                let mut read = Vec::new();
                from.read_to_end(&mut read).unwrap();
                let whole = bytes.len() % 2 == 0;
                assert!(
                    if whole { read == told } else { read.starts_with(told) && read.ends_with(b"\xff") },
                    "{read:?}"
                );
            }
        }
    }
}
