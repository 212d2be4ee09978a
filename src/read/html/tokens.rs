//! Tags and text of a page with their places; html5gum reads, this remembers where it stood.

use crate::read::lines::Spot;
use html5gum::{Emitter, Error, State, Tokenizer};
use std::collections::VecDeque;
use std::ops::Range;

/// A piece of a page.
#[derive(Debug)]
pub(super) enum Token {
    /// Text, as it stands there or as the entity there says.
    Text { text: Text, from: Spot },
    /// A start tag, its name in small letters, with the attributes that anybody asks for.
    Open { name: String, attributes: Vec<(String, String)> },
    /// An end tag.
    Close { name: String },
}

/// Text that need not be copied where it stands in the page as it is.
#[derive(Debug)]
pub(super) enum Text {
    Copied(Range<usize>),
    Made(String),
}

/// The tokens of `page`, in order.
pub(super) fn tokens(page: &str) -> impl Iterator<Item = Token> + '_ {
    let places = Places { page: page.as_bytes(), ..Places::default() };
    Tokenizer::new_with_emitter(page, places).map(|Ok(token)| token)
}

#[derive(Debug, Default)]
struct Places<'a> {
    page: &'a [u8],
    at: usize,
    /// Where the last text or tag ended.
    ended: usize,
    ready: VecDeque<Token>,
    /// Text as it stands in the page; it may go on.
    copied: Option<Range<usize>>,
    name: Vec<u8>,
    is_end_tag: bool,
    attributes: Vec<(Vec<u8>, Vec<u8>)>,
    /// The start tag that raw text ends with.
    last_start: Vec<u8>,
}

impl Places<'_> {
    fn flush(&mut self) {
        if let Some(range) = self.copied.take() {
            let from = Spot::Copied(range.start);
            self.ready.push_back(Token::Text { text: Text::Copied(range), from });
        }
    }
}

fn owned(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

impl Emitter for Places<'_> {
    type Token = Token;

    fn move_position(&mut self, offset: isize) {
        self.at = self.at.saturating_add_signed(offset);
    }

    fn emit_string(&mut self, text: &[u8]) {
        if text.is_empty() {
            return;
        }
        let start = self.at.saturating_sub(text.len()).max(self.ended);
        if self.page.get(start..self.at) == Some(text) {
            match &mut self.copied {
                Some(range) if range.end == start => range.end = self.at,
                _ => {
                    self.flush();
                    self.copied = Some(start..self.at);
                }
            }
        } else {
            self.flush();
            let from = Spot::Made { start: self.ended.min(self.at), end: self.at };
            self.ready.push_back(Token::Text { text: Text::Made(owned(text)), from });
        }
        self.ended = self.at;
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        self.flush();
        self.ended = self.at;
        let name = owned(&self.name);
        if self.is_end_tag {
            self.ready.push_back(Token::Close { name });
            return None;
        }
        self.last_start.clone_from(&self.name);
        let attributes = self.attributes.drain(..).map(|(key, value)| (owned(&key), owned(&value))).collect();
        self.ready.push_back(Token::Open { name, attributes });
        match self.name.as_slice() {
            b"title" | b"textarea" => Some(State::RcData),
            b"script" => Some(State::ScriptData),
            b"style" | b"iframe" | b"xmp" | b"noembed" | b"noframes" => Some(State::RawText),
            b"plaintext" => Some(State::PlainText),
            _ => None,
        }
    }

    fn pop_token(&mut self) -> Option<Token> {
        self.ready.pop_front()
    }

    fn emit_eof(&mut self) {
        self.flush();
    }

    fn emit_current_comment(&mut self) {
        self.flush();
        self.ended = self.at;
    }

    fn emit_current_doctype(&mut self) {
        self.flush();
        self.ended = self.at;
    }

    fn init_start_tag(&mut self) {
        self.name.clear();
        self.attributes.clear();
        self.is_end_tag = false;
    }

    fn init_end_tag(&mut self) {
        self.name.clear();
        self.attributes.clear();
        self.is_end_tag = true;
    }

    fn push_tag_name(&mut self, name: &[u8]) {
        self.name.extend(name);
    }

    fn init_attribute(&mut self) {
        self.attributes.push((Vec::new(), Vec::new()));
    }

    fn push_attribute_name(&mut self, name: &[u8]) {
        if let Some((key, _)) = self.attributes.last_mut() {
            key.extend(name);
        }
    }

    fn push_attribute_value(&mut self, value: &[u8]) {
        if let Some((_, whole)) = self.attributes.last_mut() {
            whole.extend(value);
        }
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.is_end_tag && !self.name.is_empty() && self.name == self.last_start
    }

    fn set_last_start_tag(&mut self, name: Option<&[u8]>) {
        self.last_start = name.unwrap_or_default().to_vec();
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn emit_error(&mut self, _: Error) {}
    fn set_self_closing(&mut self) {}
    fn set_force_quirks(&mut self) {}
    fn init_comment(&mut self) {}
    fn push_comment(&mut self, _: &[u8]) {}
    fn init_doctype(&mut self) {}
    fn push_doctype_name(&mut self, _: &[u8]) {}
    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}
}
