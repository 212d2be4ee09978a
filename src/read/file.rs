//! Files that are one document each.

use super::{FileMap, Format, Input, Layout, Source, Status, decode, html, markdown};

/// The document in the whole content of its file.
pub(super) fn document(source: &Source, bytes: &[u8]) -> Input {
    let name = &source.path;
    let declared = if matches!(source.layout, Layout::Whole(Format::Html)) { html::declared(bytes) } else { None };
    let decoded = match decode::decode(bytes, declared) {
        Ok(decoded) => decoded,
        Err(problem) => return Input::failed(name, name, Status::NotText, problem),
    };
    let (text, trail) = match source.layout {
        Layout::Whole(Format::Html) => html::text(&decoded.text, source.options.whole_pages),
        Layout::Whole(Format::Markdown) => markdown::text(&decoded.text),
        _ => {
            let map = Some(FileMap::of_text(decoded.trail));
            return Input { map, ..Input::read(name, name, decoded.text, decoded.encoding) };
        }
    };
    let map = Some(FileMap::of_page(decoded.trail, decoded.text, trail));
    Input { map, ..Input::read(name, name, text, decoded.encoding) }
}
