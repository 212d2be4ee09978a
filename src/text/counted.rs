//! Numbers in messages.

use std::fmt::Display;

/// `count` things of which one is called `one`: `1 file`, `2 files`.
pub fn counted<N: Copy + Display + PartialEq + From<u8>>(count: N, one: &str) -> String {
    let things = things(count, one);
    format!("{count} {things}")
}

/// The same without the number, for columns: `file`, `files`.
pub fn things<N: Copy + PartialEq + From<u8>>(count: N, one: &str) -> String {
    let plural = if count == N::from(1) { "" } else { "s" };
    format!("{one}{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thing_is_no_things() {
        let said = [0_usize, 1, 2].map(|count| counted(count, "bad byte"));
        assert_eq!(said, ["0 bad bytes", "1 bad byte", "2 bad bytes"]);
        assert_eq!([1_u64, 2].map(|count| things(count, "file")), ["file", "files"]);
    }
}
