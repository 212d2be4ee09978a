//! Files that are one document each.

use super::{Format, Input, Layout, Source, Status, decode, html, markdown};

/// The document in the whole content of its file.
pub(super) fn document(source: &Source, bytes: &[u8]) -> Input {
    let name = &source.path;
    let decoded = match decode::decode(bytes) {
        Ok(decoded) => decoded,
        Err(problem) => return Input::failed(name, name, Status::NotText, problem),
    };
    let text = match source.layout {
        Layout::Whole(Format::Html) => html::text(&decoded.text),
        Layout::Whole(Format::Markdown) => markdown::text(&decoded.text),
        _ => decoded.text,
    };
    Input::read(name, name, text, decoded.encoding)
}
