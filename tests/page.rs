//! The page in a real browser: hostile text runs nothing, filters and verdicts work, nothing is asked of any network.
//! Skipped where there is no Chromium.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(clippy::print_stderr, reason = "a test tells what it left out")]

mod browser;

use assert_cmd::Command;
use browser::Browser;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Markup that would set `ran` if any of it were taken for markup or script.
const HOSTILE: [&str; 10] = [
    "</script><script>window.ran=1</script>",
    "<!--<script>window.ran=2</script>-->",
    "<img src=x onerror=window.ran=3>",
    "\"><svg onload=window.ran=4>",
    "javascript:window.ran=5",
    "{{policy}}<!-- documents -->${window.ran=6}",
    "'-(window.ran=7)-'",
    "\u{2028}window.ran=8;\u{2029}",
    "<iframe srcdoc='<script>parent.ran=9</script>'>",
    "]]>&lt;script&gt;window.ran=10&#x27;\u{0}\u{202e}",
];

struct Report {
    folder: TempDir,
}

impl Report {
    /// Reports on `texts` in every format asked for; a phrase table brings hostile suggestions and evidence in.
    fn new(texts: &[(String, String)], arguments: &[&str]) -> Self {
        let folder = TempDir::new().unwrap();
        let mut table = csv::Writer::from_path(folder.path().join("phrases.csv")).unwrap();
        table.write_record(["pattern", "suggest", "severity", "note", "hit", "pass"]).unwrap();
        for (word, suggestion) in [("zorbly", "<b onclick=window.ran=11>=1+1</b>"), ("quandle", "-5 %")] {
            let hit = format!("They saw [[{word} house]] there.");
            table.write_record([&format!("{word} house"), suggestion, "major", HOSTILE[0], &hit, "A house."]).unwrap();
        }
        table.flush().unwrap();
        let line = |(id, text): &(String, String)| json!({"id": id, "text": text}).to_string() + "\n";
        fs::write(folder.path().join("in.jsonl"), texts.iter().map(line).collect::<String>()).unwrap();
        let report = Self { folder };
        report.score("html", &report.path("report.html"), arguments);
        report
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn score(&self, format: &str, to: &Path, arguments: &[&str]) {
        let mut command = Command::cargo_bin("malaprop").unwrap();
        command.args(["score", "--isolated", "-q", "--format", format, "-o"]).arg(to).args(arguments);
        command.arg("--lexicon").arg(self.path("phrases.csv")).arg(self.path("in.jsonl")).assert().success();
    }

    fn open(&self, browser: &mut Browser) {
        browser.open(&self.path("report.html"));
        assert_eq!(browser.complaints(), [""; 0]);
    }
}

const FAULTY: &str =
    "On Friday Mark Ruthte came to a zorbly house in Brussels.\nThen Mark Ruthte left the quandle house.";
/// Another story, with one finding that is the same: copies would be findings themselves.
const OTHER: &str = "In Brussels people say that Emanuel Makron looked at some zorbly house near a river.\n\
    Later Emanuel Makron had plans for a harbour.";
const CLEAN: &str = "The council met on Monday and agreed to mend the bridge before winter.";

/// Two faulty documents and a clean one.
fn three() -> Vec<(String, String)> {
    [("a-faulty", FAULTY), ("b-clean", CLEAN), ("c-faulty", OTHER)].map(|(a, b)| (a.to_owned(), b.to_owned())).to_vec()
}

fn browser() -> Option<Browser> {
    let browser = Browser::start();
    if browser.is_none() {
        eprintln!("skipped: no chromium");
    }
    browser
}

#[test]
fn text_from_documents_runs_nothing_and_asks_for_nothing() {
    let Some(mut browser) = browser() else { return };
    let text = |hostile: &str| format!("{FAULTY}\n{hostile} and Mark Ruthte {hostile}\nA zorbly house {hostile}.");
    let texts: Vec<_> = HOSTILE.iter().enumerate().map(|(i, h)| (format!("{i} {h}"), text(h))).collect();
    let report = Report::new(&texts, &[]);
    report.open(&mut browser);
    for (i, (_, text)) in texts.iter().enumerate() {
        browser.ask(&format!("location.hash = '#document={i}'"));
        browser.until("!document.querySelector('#reader').hidden");
        browser.ask(
            "document.querySelectorAll('mark[role], .card .note, summary').forEach((e) => { e.focus(); e.click(); })",
        );
        let shown = browser.text(
            "(() => { const copy = document.querySelector('#text').cloneNode(true); copy.querySelectorAll('.unseen').forEach((e) => e.remove()); \
             return [...copy.querySelectorAll('p')].map((p) => p.textContent).join('\\n'); })()",
        );
        assert_eq!(&shown, text, "document {i}");
        browser.fill(".note", HOSTILE[i]);
        browser.ask("document.querySelector('.note').blur()");
    }
    browser.ask("location.hash = '#'");
    browser.until("!document.querySelector('#overview').hidden");
    browser.fill("#search", HOSTILE[2]);
    browser.until("document.querySelector('#count').textContent !== '10 documents'");
    assert!(browser.text("document.querySelector('#rows').textContent").contains(HOSTILE[2]));
    assert_eq!(browser.ask("window.ran ?? null"), Value::Null);
    assert_eq!(
        browser.ask("document.querySelectorAll('img, iframe, svg[onload], #rows script, #reader script').length"),
        0
    );
    assert_eq!(browser.complaints(), [""; 0]);
    let own = format!("file://{}", report.path("report.html").display());
    let strange: Vec<String> =
        browser.requests().into_iter().filter(|r| r.split('#').next() != Some(own.as_str()) && r != "data:,").collect();
    assert_eq!(strange, [""; 0]);
    // The policy holds: what text could not do by itself, nobody can do for it.
    assert_eq!(
        browser
            .text("(() => { try { document.body.innerHTML = '<i>'; } catch (e) { return e.name; } return 'done'; })()"),
        "TypeError"
    );
    browser.ask("document.body.append(Object.assign(document.createElement('script'), {type: 'text/javascript'}))");
    assert!(browser.ask("fetch('https://example.org').then(() => 'fetched', () => 'refused')") == json!("refused"));
}

#[test]
fn the_table_is_searched_filtered_and_sorted() {
    let Some(mut browser) = browser() else { return };
    let mut texts = three();
    texts.extend((0..150).map(|i| (format!("d-{i:03}"), CLEAN.to_owned())));
    let report = Report::new(&texts, &[]);
    report.open(&mut browser);
    let ids = "[...document.querySelectorAll('#rows a')].map((a) => a.textContent).join(' ')";
    assert!(browser.text(ids).starts_with("a-faulty c-faulty b-clean d-000"), "the worst come first");
    assert_eq!(browser.ask("document.querySelectorAll('#rows tr').length"), 100);
    browser.click("[data-turn='1']");
    assert!(browser.text(ids).ends_with("d-149"));
    let order = |browser: &mut Browser, column: &str| {
        browser.click(&format!("[data-column={column}]"));
        browser.text(&format!("document.querySelector('[data-column={column}]').parentNode.ariaSort"))
    };
    assert_eq!(
        (order(&mut browser, "doc_id"), order(&mut browser, "doc_id")),
        ("ascending".into(), "descending".into())
    );
    assert!(browser.text(ids).starts_with("d-149 d-148"));
    let count = "document.querySelector('#count').textContent";
    browser.fill("#search", "ZORBLY brussels");
    browser.until(&format!("{count} === '2 of 153 documents'"));
    assert_eq!(browser.text("document.querySelector('#live').textContent.trim()"), "2 of 153 documents shown");
    browser.click("[type=reset]");
    browser.until(&format!("{count} === '153 documents'"));
    browser.click("[data-rule=LIT201]");
    browser.until(&format!("{count} === '2 of 153 documents'"));
    assert_eq!(browser.text("document.querySelector('[data-rule=LIT201]').ariaPressed"), "true");
    browser.click("[data-rule=LIT201]");
    browser.click("[data-decision=publish]");
    browser.until(&format!("{count} === '151 of 153 documents'"));
    browser.fill("#to", "50");
    browser.until(&format!("{count}.startsWith('0 of') && document.querySelector('.empty') !== null"));
    browser.click("[type=reset]");
    browser.ask("document.querySelector('#severity').value = 'major'; document.querySelector('#filters').dispatchEvent(new Event('input'))");
    browser.until(&format!("{count} === '2 of 153 documents'"));
    assert_eq!(browser.complaints(), [""; 0]);
}

/// `findings.csv` with a verdict and a note for each finding, as `say` gives them by number.
fn judged(file: &Path, delimiter: u8, say: impl Fn(usize) -> (&'static str, &'static str)) -> String {
    let text = fs::read_to_string(file).unwrap();
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let at =
        |name: &str, reader: &mut csv::Reader<&[u8]>| reader.headers().unwrap().iter().position(|h| h == name).unwrap();
    let (verdict, note) = (at("verdict", &mut reader), at("note", &mut reader));
    let mut writer =
        csv::WriterBuilder::new().delimiter(delimiter).terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(reader.headers().unwrap()).unwrap();
    for (i, record) in reader.records().enumerate() {
        let mut cells: Vec<String> = record.unwrap().iter().map(str::to_owned).collect();
        (cells[verdict], cells[note]) = (say(i).0.to_owned(), say(i).1.to_owned());
        writer.write_record(cells).unwrap();
    }
    let mark = if text.starts_with('\u{feff}') { "\u{feff}" } else { "" };
    mark.to_owned() + &String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

#[test]
fn verdicts_are_saved_as_the_findings_file_with_two_cells_filled() {
    let Some(mut browser) = browser() else { return };
    for (arguments, delimiter) in [(&[][..], b','), (&["--csv-dialect", "excel-semicolon"][..], b';')] {
        let texts: Vec<_> = three().into_iter().map(|(id, text)| (format!("={id};\"x\","), text)).collect();
        let report = Report::new(&texts, arguments);
        report.score("csv", &report.path("csv"), arguments);
        let file = report.path("csv").join("findings.csv");
        // The browser knows the verdicts of the report before: it has the same findings.
        report.open(&mut browser);
        browser.ask("localStorage.clear()");
        report.open(&mut browser);
        browser.click("#save");
        let saved = String::from_utf8(browser.saved("findings.csv")).unwrap();
        assert_eq!(saved, fs::read_to_string(&file).unwrap(), "without a verdict it is the file of the same run");

        browser.ask("location.hash = '#document=0'");
        browser.until("document.querySelectorAll('.card').length === 4");
        browser.click("#card-1 .confirmed");
        browser.ask("document.querySelector('#card-2').focus()");
        browser.press("r");
        browser.press("n");
        browser.ask("undefined");
        browser.fill("#card-2 .note", "-3 \"sure\"; he says");
        browser.press("Tab");
        browser.ask("document.querySelector('#mark-3').focus()");
        browser.press("v");
        browser.until("document.querySelectorAll('[aria-pressed=true][data-verdict]').length === 3");
        browser.click("#card-2 .alike");
        let say = |i: usize| match i {
            0 => ("confirmed", ""),
            1 => ("rejected", "'-3 \"sure\"; he says"),
            2 => ("variant", ""),
            5 => ("rejected", ""),
            _ => ("", ""),
        };
        browser.until("document.querySelector('#judged-text').textContent === '4 of 7'");
        browser.click("#save");
        let saved = String::from_utf8(browser.saved("findings.csv")).unwrap();
        assert_eq!(saved, judged(&file, delimiter, say));

        // Pressed again, a verdict is taken back; a page that is opened again knows all others.
        browser.click("#card-1 .confirmed");
        std::thread::sleep(std::time::Duration::from_millis(400));
        report.open(&mut browser);
        browser.until("document.querySelector('#judged-text').textContent === '3 of 7'");
        // The saved file gives the first one back.
        let kept = report.path("kept.csv");
        fs::write(&kept, &saved).unwrap();
        let root = browser.call("DOM.getDocument", json!({}));
        let field =
            browser.call("DOM.querySelector", json!({"nodeId": root["root"]["nodeId"], "selector": "#load-file"}));
        browser.call("DOM.setFileInputFiles", json!({"files": [kept], "nodeId": field["nodeId"]}));
        browser.until("document.querySelector('#judged-text').textContent === '4 of 7'");
        browser.click("#save");
        assert_eq!(String::from_utf8(browser.saved("findings.csv")).unwrap(), saved);
        assert_eq!(browser.complaints(), [""; 0]);
    }
}

#[test]
fn a_document_is_read_by_keyboard_and_by_ear() {
    let Some(mut browser) = browser() else { return };
    let report = Report::new(&three(), &[]);
    report.open(&mut browser);
    browser.ask("document.querySelector('#rows a').focus()");
    browser.press("Enter");
    browser.until("document.activeElement.id === 'reader-title'");
    browser.ask("document.querySelector('#mark-1').focus()");
    assert_eq!(browser.ask("document.querySelector('#tip').hidden"), json!(false));
    let told = browser.text("document.querySelector('#tip').textContent");
    assert!(told.contains("Mark Ruthte") && told.contains("Mark Rutte"), "{told}");
    assert_eq!(browser.text("document.querySelector('#mark-1').getAttribute('aria-describedby')"), "tip");
    browser.press("Escape");
    assert_eq!(browser.ask("document.querySelector('#tip').hidden"), json!(true));
    browser.press("Enter");
    assert_eq!(browser.text("document.activeElement.id"), "card-1");
    browser.press("j");
    browser.press("c");
    assert!(browser.text("document.querySelector('#live').textContent").starts_with("Finding 2 confirmed; 1 of 4"));
    browser.press("]");
    browser.until("document.querySelector('#reader-title').textContent === 'c-faulty'");
    browser.press("Escape");
    browser.until("!document.querySelector('#overview').hidden");
    assert_eq!(browser.text("document.activeElement.textContent"), "c-faulty", "back where the reader was");

    // Everything that can be acted on has a name, in both views.
    for view in ["#", "#document=0"] {
        browser.ask(&format!("location.hash = '{view}'"));
        browser.until(&format!("document.querySelector('#overview').hidden === {}", view != "#"));
        let tree = browser.call("Accessibility.getFullAXTree", json!({}));
        let nodes = tree["nodes"].as_array().unwrap();
        let role = |node: &Value| node["role"]["value"].as_str().unwrap_or_default().to_owned();
        let acts =
            ["button", "link", "textbox", "searchbox", "combobox", "spinbutton", "progressbar", "article", "search"];
        let nameless: Vec<&Value> = nodes
            .iter()
            .filter(|n| n["ignored"] != json!(true) && acts.contains(&role(n).as_str()))
            .filter(|n| n["name"]["value"].as_str().unwrap_or_default().trim().is_empty())
            .collect();
        assert!(nameless.is_empty(), "{view}: {nameless:?}");
        for landmark in ["banner", "main"] {
            assert_eq!(
                nodes.iter().filter(|n| role(n) == landmark && n["ignored"] != json!(true)).count(),
                1,
                "{landmark}"
            );
        }
    }
}

/// The lowest contrast of any words on the page to what is behind them.
const CONTRAST: &str = "(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', { willReadFrequently: true });
    const paint = (colours) => {
        canvas.clearRect(0, 0, 1, 1);
        for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
        return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const light = (rgb) => {
        const [r, g, b] = rgb.map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (e) => (e ? [...behind(e.parentElement), getComputedStyle(e).backgroundColor] : ['white']);
    let worst = [99, ''];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const e = walker.currentNode.parentElement;
        if (!walker.currentNode.data.trim() || e.closest('script, noscript, .unseen, svg, :disabled, [aria-disabled]') || !e.checkVisibility()) continue;
        const ground = behind(e);
        const [a, b] = [light(paint(ground)), light(paint([...ground, getComputedStyle(e).color]))];
        const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        if (contrast < worst[0]) worst = [contrast, e.className + ' ' + walker.currentNode.data.slice(0, 40)];
    }
    return worst;
})()";

#[test]
fn words_can_be_read_by_day_and_by_night_and_nothing_moves_for_those_who_mind() {
    let Some(mut browser) = browser() else { return };
    let report = Report::new(&three(), &[]);
    report.open(&mut browser);
    for scheme in ["light", "dark"] {
        browser.prefer("prefers-color-scheme", scheme);
        for view in ["#", "#document=0"] {
            browser.ask(&format!("location.hash = '{view}'"));
            browser.until(&format!("document.querySelector('#overview').hidden === {}", view != "#"));
            std::thread::sleep(std::time::Duration::from_millis(200));
            let worst = browser.ask(CONTRAST);
            // WCAG 2.2, success criterion 1.4.3.
            assert!(worst[0].as_f64().unwrap() >= 4.5, "{scheme} {view}: {worst}");
        }
    }
    assert_eq!(browser.text("getComputedStyle(document.querySelector('#save')).transitionDuration"), "0.12s, 0.12s");
    browser.prefer("prefers-reduced-motion", "reduce");
    assert_eq!(browser.text("getComputedStyle(document.querySelector('#save')).transitionDuration"), "0s");
    // On a narrow screen nothing reaches beyond its side.
    browser.call(
        "Emulation.setDeviceMetricsOverride",
        json!({"width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": true}),
    );
    for view in ["#", "#document=0"] {
        browser.ask(&format!("location.hash = '{view}'"));
        browser.until(&format!("document.querySelector('#overview').hidden === {}", view != "#"));
        assert_eq!(browser.ask("document.documentElement.scrollWidth"), 360, "{view}");
    }
}

#[test]
fn paper_gets_every_row_and_no_buttons() {
    let Some(mut browser) = browser() else { return };
    let texts: Vec<_> = (0..130).map(|i| (format!("d-{i:03}"), CLEAN.to_owned())).collect();
    let report = Report::new(&texts, &[]);
    report.open(&mut browser);
    browser.ask("dispatchEvent(new Event('beforeprint'))");
    assert_eq!(browser.ask("document.querySelectorAll('#rows tr').length"), 130);
    browser.ask("dispatchEvent(new Event('afterprint'))");
    assert_eq!(browser.ask("document.querySelectorAll('#rows tr').length"), 100);
    browser.call("Emulation.setEmulatedMedia", json!({"media": "print"}));
    assert_eq!(
        browser.ask("[...document.querySelectorAll('.top, #filters, #pages')].some((e) => e.checkVisibility())"),
        json!(false)
    );
}
