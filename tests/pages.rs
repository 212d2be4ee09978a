//! HTML pages of `tests/pages`, made around articles of `fixtures/clean`: what is kept, what is let through, and the way back to the
//! file.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(clippy::print_stdout, reason = "a test tells what it saw")]

use malaprop::read::{self, Input, Status};
use malaprop::text::Document;
use std::fs;
use std::path::{Path, PathBuf};

/// Words of menus, boxes and comments that stay in all pages together. Lower this when fewer do; never raise it.
const WORDS_LET_THROUGH: usize = 70;
const FEWEST_PAGES: usize = 12;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The pages, and the lines of the article in each.
fn pages() -> Vec<(PathBuf, Vec<String>)> {
    let folder = root().join("tests/pages");
    let rows = csv::Reader::from_path(folder.join("expected.csv")).unwrap().into_records().map(Result::unwrap);
    let page = |row: csv::StringRecord| {
        let article = fs::read_to_string(root().join("fixtures/clean").join(&row[1])).unwrap();
        let paragraphs: usize = row[2].parse().unwrap();
        let lines = article.lines().filter(|line| !line.trim().is_empty()).take(paragraphs + 1);
        let lines =
            lines.filter(|line| !line.starts_with("By ")).chain(row[3].split(" | ")).map(str::to_owned).collect();
        (folder.join(&row[0]), lines)
    };
    let pages: Vec<_> = rows.map(page).collect();
    assert!(pages.len() >= FEWEST_PAGES);
    pages
}

fn open(path: &Path) -> Input {
    read::read(&[path.to_owned()], &read::Options::default()).unwrap().documents().next().unwrap()
}

#[test]
fn every_sentence_of_an_article_is_kept_and_little_else() {
    let (mut kept, mut all, mut others, mut lost) = (0, 0, 0, Vec::new());
    for (page, article) in pages() {
        let input = open(&page);
        assert_eq!(input.status, Status::Ok, "{}", page.display());
        let mut rest = input.text.replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ");
        let article = article.join("\n");
        let document = Document::new("article", article.as_str());
        for sentence in document.segments().iter().map(|s| s.span.of(&article)) {
            all += 1;
            match rest.find(sentence) {
                Some(at) => {
                    kept += 1;
                    rest.replace_range(at..at + sentence.len(), "");
                }
                None => lost.push(format!("{}: {sentence}", page.display())),
            }
        }
        let words = rest.split_whitespace().filter(|w| w.chars().any(char::is_alphanumeric)).count();
        println!("{}: {words} other words", page.file_name().unwrap().to_string_lossy());
        others += words;
    }
    println!("{kept} of {all} sentences kept, {others} other words");
    assert!(lost.is_empty(), "{}", lost.join("\n"));
    assert!(others <= WORDS_LET_THROUGH, "{others} words that are of no article");
}

#[test]
fn every_word_leads_back_to_its_bytes_in_the_file() {
    for (page, _) in pages() {
        let input = open(&page);
        let file = fs::read(&page).unwrap();
        let document = Document::new("page", input.text.as_str());
        let mut before = 0;
        for token in document.tokens().iter().filter(|t| t.is_word()) {
            let place = input.place(&document, token.span).unwrap();
            let word = token.span.of(document.text());
            assert!(place.bytes.start >= before && place.bytes.end <= file.len(), "{word}");
            before = place.bytes.end;
            let bytes = &file[place.bytes.start..place.bytes.end];
            let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
            // Words with letters from beyond ASCII may be written as entities or in another encoding.
            assert!(!word.is_ascii() || bytes == word.as_bytes() || bytes == wide || bytes.contains(&b'&'), "{word}");
        }
    }
}

#[test]
fn lines_and_columns_are_those_of_the_file() {
    let folder = tempfile::TempDir::new().unwrap();
    let file = folder.path().join("a.html");
    fs::write(&file, "\u{feff}<html>\r\n<p>Caf&eacute; ol&eacute;,\r\n said <b>Zo&euml;</b> twice.</p>\r\n").unwrap();
    let input = open(&file);
    assert_eq!(input.text, "Café olé, said Zoë twice.\n");
    let document = Document::new("page", input.text.as_str());
    let place = |words: &str| {
        let start = input.text.find(words).unwrap();
        let place = input.place(&document, malaprop::span::Span::new(start, start + words.len())).unwrap();
        let bytes = fs::read(&file).unwrap()[place.bytes.start..place.bytes.end].to_vec();
        (place.line, place.column, String::from_utf8(bytes).unwrap())
    };
    assert_eq!(place("olé"), (2, 16, "ol&eacute;".to_owned()));
    assert_eq!(place("Zoë twice"), (3, 10, "Zo&euml;</b> twice".to_owned()));
}

#[test]
fn whole_pages_are_read_where_that_is_asked_for() {
    let page = root().join("tests/pages/01-semantic.html");
    let options = read::Options { whole_pages: true, ..read::Options::default() };
    let whole = read::read(&[page], &options).unwrap().documents().next().unwrap();
    assert!(whole.text.contains("gull42") && whole.text.contains("Privacy policy"));
}
