//! Where a fault in a line of JSON stands. To the parser every record is line 1, and its columns are bytes.

use crate::error::Error;

/// What is wrong with the JSON in `text`, which is `line` of `file`.
pub(crate) fn fault(file: &str, line: u64, text: &str, error: &serde_json::Error) -> Error {
    let before = error.column().saturating_sub(1).min(text.len());
    Error::row(file, line, column_behind(&text.as_bytes()[..before]), without_place(error))
}

/// The column, in code points from 1, that follows `before`, which is UTF-8 from the start of a line; it may end inside a letter.
pub(crate) fn column_behind(before: &[u8]) -> u64 {
    before.iter().filter(|&&byte| byte & 0xc0 != 0x80).count() as u64 + 1
}

/// The message without its `at line 1 column 7`.
pub(crate) fn without_place(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.clone(), |(what, _)| what.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_have_the_line_of_the_file_and_count_letters() {
        let text = "{\"é\": x}";
        let error = serde_json::from_str::<serde_json::Value>(text).unwrap_err();
        assert_eq!(fault("a.jsonl", 7, text, &error).to_string(), "a.jsonl:7:7: expected value");
    }
}
