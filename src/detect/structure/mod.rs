//! What crawling and copying leave in a text: passages twice, furniture of other pages, breaks.

mod byline_in_paragraph;
mod furniture;
mod furniture_shape;
mod heading_in_paragraph;
mod link_list;
mod looping_phrase;
mod missing_start;
mod recurring_line;
mod repeated_passage;
mod repeats;
mod text_breaks_off;
mod unrelated_snippets;
mod wire_copy;

use super::Detector;

/// The detectors of the family, in the order of their codes.
pub(super) static LIST: &[&dyn Detector] = &[
    &repeated_passage::RepeatedPassage,
    &furniture::PageFurniture,
    &link_list::LinkList,
    &text_breaks_off::TextBreaksOff,
    &heading_in_paragraph::HeadingInParagraph,
    &looping_phrase::LoopingPhrase,
    &missing_start::MissingStart,
    &byline_in_paragraph::BylineInParagraph,
    &unrelated_snippets::UnrelatedSnippets,
    &recurring_line::RecurringLine,
    &wire_copy::WireCopy,
];
