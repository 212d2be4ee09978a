//! What goes out to where a terminal may stand: what a document holds must not steer it.

use std::io::{Result, Write};

/// Output. On a terminal, characters that would steer it or change the direction of writing are shown as the escapes that JSON
/// has for them; into files and pipes everything goes as it is.
#[derive(Debug)]
pub struct Shown<W> {
    out: W,
    terminal: bool,
    /// The beginning of a character whose other bytes are still to come.
    begun: Vec<u8>,
}

impl<W: Write> Shown<W> {
    /// Into `out`, which may be a `terminal`.
    #[must_use]
    pub const fn new(terminal: bool, out: W) -> Self {
        Self { out, terminal, begun: Vec::new() }
    }

    /// Into `out`, for text with colours in it that was made harmless before.
    #[must_use]
    pub const fn coloured(out: W) -> Self {
        Self { terminal: false, out, begun: Vec::new() }
    }
}

impl<W: Write> Write for Shown<W> {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        if !self.terminal {
            return self.out.write(bytes);
        }
        self.begun.extend_from_slice(bytes);
        let mut shown = String::with_capacity(self.begun.len());
        let mut rest = self.begun.as_slice();
        let mut open = Vec::new();
        for chunk in self.begun.utf8_chunks() {
            rest = &rest[chunk.valid().len() + chunk.invalid().len()..];
            chunk.valid().chars().for_each(|c| show(&mut shown, c));
            match chunk.invalid() {
                [] => {}
                invalid if rest.is_empty() && may_go_on(invalid) => open = invalid.to_vec(),
                invalid => invalid.iter().for_each(|byte| shown.push_str(&format!("\\x{byte:02x}"))),
            }
        }
        self.begun = open;
        self.out.write_all(shown.as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> Result<()> {
        self.out.flush()
    }
}

/// Whether more bytes may make a character of these.
fn may_go_on(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|e| e.error_len().is_none())
}

/// Whether `c` changes the direction in which what follows is written.
pub(super) fn turns_around(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn show(shown: &mut String, c: char) {
    match c {
        '\n' | '\t' => shown.push(c),
        '\r' => {}
        c if c.is_control() || turns_around(c) => shown.push_str(&format!("\\u{:04x}", u32::from(c))),
        c => shown.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(parts: &[&[u8]], terminal: bool) -> Vec<u8> {
        let mut to = Shown { out: Vec::new(), terminal, begun: Vec::new() };
        parts.iter().for_each(|part| to.write_all(part).unwrap());
        to.out
    }

    #[test]
    fn a_terminal_is_not_steered() {
        let text = "a\u{1b}[31m \u{9b}31m\u{7f} \u{202e}é\r\n\tend".as_bytes();
        let expected = "a\\u001b[31m \\u009b31m\\u007f \\u202eé\n\tend";
        assert_eq!(String::from_utf8(shown(&[text], true)).unwrap(), expected);
        for cut in 0..text.len() {
            let (one, other) = text.split_at(cut);
            assert_eq!(shown(&[one, other], true), expected.as_bytes(), "cut at {cut}");
        }
        assert_eq!(shown(&[b"old \x9b31m"], true), b"old \\x9b31m");
    }

    #[test]
    fn files_and_pipes_get_every_byte() {
        let bytes: Vec<u8> = (0..=255).collect();
        assert_eq!(shown(&[&bytes], false), bytes);
    }
}
