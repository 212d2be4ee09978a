//! Another program recomputes every score of `reports/sample` from its findings: LibreOffice Calc, by formulas in cells.
//!
//! Skipped where there is no `soffice`; `.ci/run` installs it.

#![allow(
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking, and says why it was skipped"
)]

use malaprop::fluency::FEWEST_WORDS;
use malaprop::rule::Family;
use malaprop::weights;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

struct Table {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    fn read(path: &Path) -> Self {
        let mut reader = csv::Reader::from_path(path).unwrap();
        let columns = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let rows = reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect();
        Self { columns, rows }
    }

    fn at(&self, column: &str) -> usize {
        self.columns.iter().position(|c| c == column).unwrap_or_else(|| panic!("no column {column}"))
    }

    /// The letters of a column, as a spreadsheet calls it.
    fn letters(&self, column: &str) -> String {
        let mut at = self.at(column) + 1;
        let mut letters = String::new();
        while at > 0 {
            letters.insert(0, char::from(b'A' + ((at - 1) % 26) as u8));
            at = (at - 1) / 26;
        }
        letters
    }

    /// The cells as a sheet; `numbers` are numbers, everything else is text.
    fn sheet(&self, name: &str, numbers: &[&str]) -> String {
        let numbers: Vec<usize> = numbers.iter().map(|c| self.at(c)).collect();
        let mut sheet = format!("<table:table table:name=\"{name}\">");
        for row in std::iter::once(&self.columns).chain(&self.rows) {
            sheet.push_str("<table:table-row>");
            for (i, cell) in row.iter().enumerate() {
                if numbers.contains(&i) && cell.parse::<f64>().is_ok() {
                    let _ = write!(sheet, "<table:table-cell office:value-type=\"float\" office:value=\"{cell}\"/>");
                } else if cell.is_empty() {
                    sheet.push_str("<table:table-cell/>");
                } else {
                    let text = escaped(cell);
                    let _ = write!(
                        sheet,
                        "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
                    );
                }
            }
            sheet.push_str("</table:table-row>");
        }
        sheet + "</table:table>"
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The formula of a finding's points in row `n` of the sheet `findings`.
fn points(findings: &Table, n: usize) -> String {
    let cell = |column: &str| format!("[findings.{}{n}]", findings.letters(column));
    let (severity, category) = (cell("severity"), cell("category"));
    format!(
        "IF({}=0;0;IF({severity}=\"critical\";25;IF({severity}=\"major\";5;IF({severity}=\"minor\";1;0)))\
         *IF(AND({severity}=\"minor\";OR({category}=\"Linguistic conventions/Punctuation\";{category}=\"Linguistic conventions/Spelling\"));0.1;\
         IF({category}=\"x-boilerplate\";0.5;1)))",
        cell("occurrences")
    )
}

/// What is recomputed for a document: the column of `documents.csv`, and its formula in row `n`.
fn formulas(documents: &Table, findings: &Table, n: usize) -> Vec<(String, String)> {
    let last = findings.rows.len() + 1;
    let of = |column: &str| format!("[findings.${0}$2:.${0}${last}]", findings.letters(column));
    let cost = format!("[points.$A$2:.$A${last}]");
    let document = |column: &str| format!("[documents.{}{n}]", documents.letters(column));
    let own = format!("({}={})", of("doc_id"), document("doc_id"));
    let mut all: Vec<(String, String)> = Vec::new();
    // Earlier results are cells of the same row of the sheet `scores`.
    let earlier = |all: &[(String, String)], column: &str| {
        let at = all.iter().position(|(c, _)| c == column).unwrap();
        format!("[.{}{n}]", char::from(b'A' + at as u8))
    };
    for family in Family::ALL.map(Family::as_str) {
        let sum = format!("ROUND(SUMPRODUCT({own}*({}=\"{family}\")*{cost});2)", of("family"));
        all.push((format!("penalty_{family}"), sum));
    }
    all.push(("apt".to_owned(), format!("ROUND(SUM([.A{n}:.F{n}]);2)")));
    let apt = earlier(&all, "apt");
    let (y, v) = (format!("SUMPRODUCT({own}*{cost})"), format!("SUMPRODUCT({own}*{cost}^2)"));
    let next = format!("MAX({};SUMPRODUCT(MAX({own}*{cost})))", weights::NEXT_ERROR);
    all.push(("points_low".to_owned(), format!("IF({apt}=0;0;ROUND(GAMMAINV(0.025;{y}^2/{v};{v}/{y});2))")));
    all.push((
        "points_high".to_owned(),
        format!("ROUND(GAMMAINV(0.975;({y}+{next})^2/({v}+{next}^2);({v}+{next}^2)/({y}+{next}));2)"),
    ));
    let different = document("different_words");
    all.push(("counted_words".to_owned(), format!("MAX({different};{})", weights::FEWEST_COUNTED_WORDS)));
    let words = earlier(&all, "counted_words");
    let cap = weights::FAMILY_CAP;
    let loss = |per_1000: &str| format!("ROUND({cap}*{per_1000}/({cap}+{per_1000});2)");
    let losses = |all: &[(String, String)], times: &str| {
        Family::ALL.map(|family| {
            let points = earlier(all, &format!("penalty_{}", family.as_str()));
            loss(&format!("({}*{points}*{times}/{words}*1000)", weights::family_weight(family)))
        })
    };
    for (family, formula) in Family::ALL.iter().zip(losses(&all, "1")) {
        all.push((format!("loss_{}", family.as_str()), formula));
    }
    let fluency = document("fluency_percentile");
    let share = weights::WORDING_SHARE;
    all.push((
        "loss_wording".to_owned(),
        format!("IF(OR({fluency}=\"\";{different}<{FEWEST_WORDS});0;ROUND({share}*(100-{fluency})/100;2))"),
    ));
    let wording = earlier(&all, "loss_wording");
    let left = |losses: &[String]| {
        let kept: String = losses.iter().map(|loss| format!("*(1-{loss}/100)")).collect();
        format!("ROUND((100-{wording}){kept};2)")
    };
    let taken = Family::ALL.map(|f| earlier(&all, &format!("loss_{}", f.as_str())));
    all.push(("score".to_owned(), left(&taken)));
    let (low, high) = (earlier(&all, "points_low"), earlier(&all, "points_high"));
    let worst = left(&losses(&all, &format!("{high}/{apt}")));
    let unseen = left(&[loss(&format!("({high}/{words}*1000)"))]);
    let score = earlier(&all, "score");
    all.push(("score_low".to_owned(), format!("IF({apt}>0;{worst};{unseen})")));
    let best = left(&losses(&all, &format!("{low}/{apt}")));
    all.push(("score_high".to_owned(), format!("IF({apt}>0;{best};{score})")));
    let (certain, critical) = (
        earlier(&all, "score_high"),
        format!("SUMPRODUCT({own}*({}=\"critical\")*({}>0))", of("severity"), of("occurrences")),
    );
    all.push((
        "decision".to_owned(),
        format!(
            "IF(OR({critical}>0;{certain}<{});\"reject\";IF({score}>={};\"publish\";\"review\"))",
            weights::REJECT_BELOW,
            weights::PUBLISH_FROM
        ),
    ));
    all
}

fn workbook(documents: &Table, findings: &Table) -> (Vec<String>, String) {
    let mut book = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
         xmlns:of=\"urn:oasis:names:tc:opendocument:xmlns:of:1.2\" office:version=\"1.3\" \
         office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\"><office:body><office:spreadsheet>",
    );
    let formula = |formula: &str| format!("<table:table-cell table:formula=\"of:={}\"/>", escaped(formula));
    book.push_str("<table:table table:name=\"scores\">");
    let columns: Vec<String> = formulas(documents, findings, 2).into_iter().map(|(column, _)| column).collect();
    let heads = columns
        .iter()
        .map(|c| format!("<table:table-cell office:value-type=\"string\"><text:p>{c}</text:p></table:table-cell>"));
    let _ = write!(book, "<table:table-row>{}</table:table-row>", heads.collect::<String>());
    for n in 2..documents.rows.len() + 2 {
        let cells: String = formulas(documents, findings, n).iter().map(|(_, f)| formula(f)).collect();
        let _ = write!(book, "<table:table-row>{cells}</table:table-row>");
    }
    book.push_str("</table:table>");
    book.push_str(&documents.sheet("documents", &["different_words", "fluency_percentile"]));
    book.push_str(&findings.sheet("findings", &["occurrences"]));
    book.push_str("<table:table table:name=\"points\"><table:table-row><table:table-cell/></table:table-row>");
    for n in 2..findings.rows.len() + 2 {
        let _ = write!(book, "<table:table-row>{}</table:table-row>", formula(&points(findings, n)));
    }
    book.push_str("</table:table></office:spreadsheet></office:body></office:document>");
    (columns, book)
}

#[test]
fn libreoffice_recomputes_every_score_of_the_sample() {
    if Command::new("soffice").arg("--version").output().is_err() {
        eprintln!("skipped: no soffice");
        return;
    }
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("reports/sample");
    let mut documents = Table::read(&sample.join("documents.csv"));
    documents.rows.retain(|row| row[3] == "ok");
    let findings = Table::read(&sample.join("findings.csv"));
    let (columns, book) = workbook(&documents, &findings);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("scores.fods");
    fs::write(&file, book).unwrap();
    let profile = format!("-env:UserInstallation=file://{}", folder.path().join("profile").display());
    let run = Command::new("soffice")
        .args(["--headless", "--norestore", &profile, "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1"])
        .args(["--outdir".as_ref(), folder.path().as_os_str(), file.as_os_str()])
        .output()
        .unwrap();
    let computed = folder.path().join("scores.csv");
    assert!(computed.is_file(), "{}{}", String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    let computed = Table::read(&computed);
    assert_eq!(computed.rows.len(), documents.rows.len());
    assert!(documents.rows.len() > 40);
    for (row, expected) in computed.rows.iter().zip(&documents.rows) {
        for (i, column) in columns.iter().enumerate() {
            let (cell, written) = (&row[i], &expected[documents.at(column)]);
            let same = match (cell.parse::<f64>(), written.parse::<f64>()) {
                // Two roundings of one figure may differ in the last digit.
                (Ok(a), Ok(b)) => (a - b).abs() < 0.011,
                _ => cell == written,
            };
            assert!(same, "{column} of {}: {cell} by LibreOffice, {written} in the report", expected[1]);
        }
    }
}
