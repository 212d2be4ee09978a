//! How surprising each item of a document is to the models of human text, and what follows for sentences and passages.

use super::items::Items;
use super::lm::Reader;
use super::model::{Numbers, PASSAGE};
use super::{Passage, Reading, SentenceReading};

/// Minus the natural log of the probability of an item.
#[derive(Debug, Clone, Copy)]
pub(super) struct OfItem {
    /// After the two items before it.
    pub word: f64,
    /// Its characters after the four before each, the mean over them; nothing for a class or a mark.
    pub spelling: Option<f64>,
}

/// The surprises of a document.
#[derive(Debug)]
pub(super) struct Surprise {
    pub items: Vec<OfItem>,
    characters: (f64, usize),
    /// The items of each sentence.
    pub sentences: Vec<std::ops::Range<usize>>,
}

impl Surprise {
    pub(super) fn of(items: &Items, words: &mut impl Reader, characters: &mut impl Reader) -> Self {
        let sentences = items.sentences.iter().map(|s| s.items.clone()).collect();
        let mut surprise = Self { items: Vec::with_capacity(items.items.len()), characters: (0.0, 0), sentences };
        for sentence in &items.sentences {
            words.begin();
            characters.begin();
            for i in sentence.items.clone() {
                let item = items.items[i];
                let word = -words.read(item.symbol);
                let spelt = &items.characters[items.characters_of(i)];
                let sum: f64 = spelt.iter().map(|&c| -characters.read(u64::from(c))).sum();
                surprise.characters.0 += sum;
                surprise.characters.1 += spelt.len();
                surprise.items.push(OfItem { word, spelling: item.is_spelt().then(|| sum / spelt.len() as f64) });
            }
        }
        surprise
    }

    /// What the language models say of the document: means of both surprises, the spread of the first over sentences, and
    /// the share of items that hardly anybody would expect.
    pub(super) fn voices(&self, items: &Items, out: &mut [f64]) {
        const UNEXPECTED: f64 = 8.0;
        let count = self.items.len().max(1) as f64;
        let mean_word = self.items.iter().map(|i| i.word).sum::<f64>() / count;
        let sentences = items.sentences.iter().filter(|s| s.items.len() >= 5);
        let means: Vec<f64> =
            sentences.map(|s| mean(&self.items[s.items.clone()].iter().map(|i| i.word).collect::<Vec<_>>())).collect();
        let centre = mean(&means);
        let spread = mean(&means.iter().map(|m| (m - centre).powi(2)).collect::<Vec<_>>()).sqrt();
        let unexpected = self.items.iter().filter(|i| i.word > UNEXPECTED).count() as f64 / count;
        let values = [mean_word, self.characters.0 / self.characters.1.max(1) as f64, spread, unexpected];
        out.iter_mut().zip(values).for_each(|(to, value)| *to = value);
    }
}

/// The mean, and 0 of nothing.
pub(super) fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

impl Numbers {
    /// Each item's surprise in deviations of human text, the two kinds together; each counts three at most, so that one rare
    /// word is no strange passage.
    pub(super) fn unusual(&self, surprise: &Surprise) -> Vec<f64> {
        const MOST: f64 = 3.0;
        let [word, spelling] = self.item;
        let of = |item: &OfItem| {
            word.standard(item.word).min(MOST) + item.spelling.map_or(0.0, |s| spelling.standard(s).min(MOST))
        };
        surprise.items.iter().map(of).collect()
    }

    /// The mean of `unusual` in deviations of human text; a mean over more items has a smaller deviation.
    pub(super) fn of_run(&self, unusual: &[f64]) -> f64 {
        (mean(unusual) - self.sentence.mean) * (unusual.len() as f64).sqrt() / self.sentence.deviation
    }

    /// The sentences of a document and the passages that lie above the threshold.
    pub(super) fn passages(&self, items: &Items, unusual: &[f64]) -> Reading {
        let mut reading = Reading::default();
        for sentence in &items.sentences {
            let of_sentence = &unusual[sentence.items.clone()];
            let value = self.of_run(of_sentence);
            reading.sentences.push(SentenceReading { segment: sentence.segment, unnaturalness: value });
            let Some((start, value)) = self.strangest(of_sentence).filter(|(_, v)| *v >= self.passage) else {
                continue;
            };
            let first = sentence.items.start + start;
            let range = first..first + PASSAGE;
            let mut driving: Vec<usize> = range.clone().filter(|&i| items.items[i].is_spelt()).collect();
            driving.sort_by(|&a, &b| unusual[b].total_cmp(&unusual[a]).then(a.cmp(&b)));
            let token = |i: usize| items.items[i].tokens;
            reading.passages.push(Passage {
                tokens: token(range.start).0 as usize..token(range.end - 1).1 as usize + 1,
                unnaturalness: value,
                words: driving.iter().take(3).map(|&i| token(i).0 as usize).collect(),
            });
        }
        reading
    }

    /// The passage of a sentence that human text would least have, and its value.
    pub(super) fn strangest(&self, sentence: &[f64]) -> Option<(usize, f64)> {
        let passages = sentence.windows(PASSAGE).map(|passage| self.of_run(passage)).enumerate();
        passages.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
    }
}
