//! The unified diff of a mended text, as `patch` and `git apply` read it.

use imara_diff::{Algorithm, Diff, InternedInput, Interner, Token, UnifiedDiffConfig, UnifiedDiffPrinter};
use std::fmt;

/// What was changed in the file `path`; empty where the texts are equal.
#[must_use]
pub fn unified(path: &str, before: &str, after: &str) -> String {
    if before == after {
        return String::new();
    }
    let input = InternedInput::new(before, after);
    let mut diff = Diff::compute(Algorithm::Histogram, &input);
    diff.postprocess_lines(&input);
    let printer = Lines(&input.interner);
    let hunks = diff.unified_diff(&printer, UnifiedDiffConfig::default(), &input).to_string();
    let path = path.trim_start_matches('/');
    let path = path.strip_prefix("./").unwrap_or(path);
    format!("--- {}\n+++ {}\n{hunks}", shown(&format!("a/{path}")), shown(&format!("b/{path}")))
}

/// A file name in the head of a diff: as a string of C where it has characters that would end it, and with a tab behind it where it
/// has spaces, as GNU `diff` writes it.
fn shown(name: &str) -> String {
    if !name.contains(|c: char| c.is_control() || matches!(c, '"' | '\\')) {
        return if name.contains(' ') { format!("{name}\t") } else { name.to_owned() };
    }
    let mut quoted = String::from('"');
    for c in name.chars() {
        match c {
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => {
                for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                    quoted.push_str(&format!("\\{byte:03o}"));
                }
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// imara-diff's own printer leaves out that a last line has no end.
struct Lines<'a>(&'a Interner<&'a str>);

impl Lines<'_> {
    fn line(&self, f: &mut impl fmt::Write, mark: char, token: Token) -> fmt::Result {
        let line = self.0[token];
        write!(f, "{mark}{line}")?;
        if line.ends_with('\n') { Ok(()) } else { f.write_str("\n\\ No newline at end of file\n") }
    }
}

impl UnifiedDiffPrinter for Lines<'_> {
    fn display_header(
        &self,
        mut f: impl fmt::Write,
        start_before: u32,
        start_after: u32,
        len_before: u32,
        len_after: u32,
    ) -> fmt::Result {
        writeln!(f, "@@ -{},{len_before} +{},{len_after} @@", start_before + 1, start_after + 1)
    }

    fn display_context_token(&self, mut f: impl fmt::Write, token: Token) -> fmt::Result {
        self.line(&mut f, ' ', token)
    }

    fn display_hunk(&self, mut f: impl fmt::Write, before: &[Token], after: &[Token]) -> fmt::Result {
        before.iter().try_for_each(|&token| self.line(&mut f, '-', token))?;
        after.iter().try_for_each(|&token| self.line(&mut f, '+', token))
    }
}

#[cfg(test)]
mod tests {
    use super::unified;

    #[test]
    fn shows_the_lines_and_that_the_last_has_no_end() {
        assert_eq!(
            unified("./a.txt", "one\r\ntwo\nthe the end", "one\r\ntwo\nthe end"),
            "--- a/a.txt\n+++ b/a.txt\n@@ -1,3 +1,3 @@\n one\r\n two\n-the the end\n\\ No newline at end of file\n+the end\n\
             \\ No newline at end of file\n"
        );
        assert_eq!(unified("a.txt", "same", "same"), "");
    }

    #[test]
    fn a_file_name_ends_where_it_ends() {
        let head = |path| unified(path, "a\n", "b\n").lines().next().unwrap_or_default().to_owned();
        assert_eq!(head("a b.txt"), "--- a/a b.txt\t");
        assert_eq!(head("x\n+++ b/evil.txt"), r#"--- "a/x\n+++ b/evil.txt""#);
        assert_eq!(head("t\t\"q\" \u{1b}\\"), r#"--- "a/t\t\"q\" \033\\""#);
    }
}
