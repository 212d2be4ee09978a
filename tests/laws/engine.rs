//! Detectors end to end: where findings stand, what a score may be, how work grows, and that threads change nothing.

use super::as_text;
use malaprop::corpus::Story;
use malaprop::detect;
use malaprop::finding::Finding;
use malaprop::fluency::{Model, Reading};
use malaprop::mention::Mentions;
use malaprop::read::{Input, Record, Status};
use malaprop::run::{Engine, Judged, run, survey};
use malaprop::span::steps;
use malaprop::text::Document;
use std::collections::BTreeSet;
use std::sync::{LazyLock, Mutex, PoisonError};

pub(crate) static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::builtin().unwrap());

pub(crate) fn judged(bytes: &[u8]) {
    let text = &*as_text(bytes);
    let Some(judged) = ENGINE.judge(0, Input::new("t", text)).result else {
        assert!(text.trim().is_empty());
        return;
    };
    assert_eq!(judged.document.text(), text);
    in_place(&judged.document, &judged.findings);
    sound(&judged);
    let again = ENGINE.judge(0, Input::new("t", text)).result;
    assert_eq!(said(&judged), said(&again.unwrap()), "what is remembered changes nothing");
}

/// A finding's words are the same, cut out by bytes, code points or UTF-16 units, and its line is the one that an editor shows.
pub(crate) fn in_place(document: &Document, findings: &[Finding]) {
    let text = document.text();
    let code_points: Vec<char> = text.chars().collect();
    let utf16: Vec<u16> = text.encode_utf16().collect();
    for finding in findings {
        let span = finding.span;
        assert!(!span.is_empty(), "{} on nothing", finding.rule.code);
        let matched = span.of(text);
        let (start, end) = (document.position(span.start), document.position(span.end));
        assert_eq!(code_points[start.code_point..end.code_point].iter().collect::<String>(), matched);
        assert_eq!(String::from_utf16(&utf16[start.utf16..end.utf16]).unwrap(), matched);
        let before = &text[..span.start];
        let lines = before.replace("\r\n", "\n").matches(['\n', '\r']).count();
        assert!(start.line == lines + 1 || before.ends_with('\r'), "{} in line {}", finding.rule.code, start.line);
        if let Some(other) = finding.evidence.other {
            let _ = other.of(text);
        }
        assert!((0.0..=1.0).contains(&finding.confidence), "{}", finding.rule.code);
    }
    let place = |f: &Finding| (f.span, f.rule.code);
    assert!(findings.is_sorted_by(|a, b| place(a) <= place(b)));
}

/// Every figure is one.
fn sound(judged: &Judged) {
    let score = &judged.score;
    let ((low, high), points) = (score.interval, score.points_interval);
    for figure in [score.score, low, high, judged.foreign_share * 100.0] {
        assert!((0.0..=100.0).contains(&figure), "{figure}");
    }
    assert!(low <= score.score && score.score <= high, "{score:?}");
    assert!(0.0 <= points.0 && points.0 <= points.1, "{score:?}");
    assert!(score.penalty_per_1000.is_finite() && score.apt >= 0.0, "{score:?}");
    let shares = [judged.reading.mt_likeness, judged.reading.fluency.map(|percentile| percentile / 100.0)];
    assert!(shares.iter().flatten().all(|share| (0.0..=1.0).contains(share)), "{shares:?}");
    assert!(judged.fractions().named().all(|(_, figure)| figure.is_finite()));
    let fingerprints: BTreeSet<_> = (0..judged.findings.len()).map(|i| judged.fingerprint(i).to_string()).collect();
    assert_eq!(fingerprints.is_empty(), judged.findings.is_empty());
}

fn said(judged: &Judged) -> String {
    format!("{:?} {:?} {:?} {:?}", judged.findings, judged.score, judged.reading, judged.fractions())
}

/// The text is repeated to so many bytes, and then to twice as many.
const SMALL: usize = 4096;
const MOST: f64 = 2.2;
const LITTLE: f64 = 5_000.0;

/// Twice the text takes at most twice the steps, and a little.
pub(crate) fn steps(bytes: &[u8]) {
    let text = &*as_text(bytes);
    if !text.trim().is_empty() {
        grows_with(text.as_bytes(), |bytes| steps_of(&as_text(bytes)));
    }
}

/// Holds the steps that `steps_of` tells, each with its name, for `bytes` repeated to those for twice and four times as many.
pub(crate) fn grows_with(bytes: &[u8], steps_of: impl Fn(&[u8]) -> Vec<(&'static str, u64)>) {
    let times = SMALL.div_ceil(bytes.len());
    let of = |times: usize| steps_of(&bytes.repeat(times));
    let grown = |less: &[(&'static str, u64)], more: &[(&'static str, u64)]| -> BTreeSet<&'static str> {
        let pairs = less.iter().zip(more);
        let slow = pairs.filter(|((_, less), (_, more))| *more as f64 > *less as f64 * MOST + LITTLE);
        slow.map(|((name, _), _)| *name).collect()
    };
    let (once, twice) = (of(times), of(2 * times));
    let mut slow = grown(&once, &twice);
    if !slow.is_empty() {
        // What stops at its first find may grow once with the place of that; what takes the square grows again.
        let again = grown(&twice, &of(4 * times));
        slow.retain(|name| again.contains(name));
    }
    assert!(slow.is_empty(), "{slow:?}: {once:?}, then {twice:?}");
}

/// The steps of each rule, and of all that comes before them.
fn steps_of(text: &str) -> Vec<(&'static str, u64)> {
    let counted = |work: &mut dyn FnMut()| {
        let _ = steps::take();
        work();
        steps::take()
    };
    let story = Story::default();
    let mut document = Document::new("t", "");
    let mut all = vec![("the text", counted(&mut || document = Document::new("t", text)))];
    let mut mentions = Mentions::default();
    // Names are looked up once and then remembered, so the first reading of them says nothing of the second.
    let _ = Mentions::read(&document, &ENGINE.lexicon.names, &story);
    let mut read = || mentions = Mentions::read(&document, &ENGINE.lexicon.names, &story);
    all.push(("the names", counted(&mut read)));
    let mut reading = Reading::default();
    all.push(("the model", counted(&mut || reading = Model::builtin().unwrap().read(&document))));
    let cx = detect::Context { lexicon: &ENGINE.lexicon, story: &story, mentions: &mentions, reading: &reading };
    all.extend(
        detect::all()
            .map(|detector| (detector.rule().code, counted(&mut || detector.check(&document, &cx, &mut Vec::new())))),
    );
    all
}

static WITH_CORPUS: LazyLock<Mutex<Engine>> = LazyLock::new(|| Mutex::new(Engine::builtin().unwrap()));

/// Documents parted by a line of `---`, judged as a folder: any number of threads finds the same.
pub(crate) fn folder(bytes: &[u8]) {
    const MOST_DOCUMENTS: usize = 12;
    let text = as_text(bytes);
    let texts = || text.split("\n---\n").take(MOST_DOCUMENTS).enumerate();
    let records: Vec<Record> = texts().map(|(i, text)| Record::given(Input::new(&i.to_string(), text))).collect();
    let of_threads = |threads: usize| {
        let mut engine = WITH_CORPUS.lock().unwrap_or_else(PoisonError::into_inner);
        engine.corpus = survey(records.clone().into_iter(), threads, || Ok(())).unwrap().unwrap();
        let mut all = Vec::new();
        let outcome = run(
            records.clone().into_iter(),
            &engine,
            threads,
            || Ok(()),
            |scored| {
                assert!(scored.result.is_some() || scored.input.status == Status::Empty, "{:?}", scored.input);
                if let Some(judged) = &scored.result {
                    in_place(&judged.document, &judged.findings);
                    sound(judged);
                    all.push(said(judged));
                }
                Ok(())
            },
        );
        (outcome.unwrap(), all)
    };
    assert_eq!(of_threads(1), of_threads(3));
}
