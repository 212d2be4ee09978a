//! Looking a garbled name part up among 10,000, 100,000 and 1,000,000 names, beside brute force with `strsim` and with the
//! `rapidfuzz` crate's cached comparator, in one run. `cargo bench --bench names [-- 10000 100000]`.
//!
//! The names are compiled once (`malaprop names compile`) and opened from their file; that takes as long for ten names as for a
//! million.
//!
//! Every method must find the right part among those it gives, in as many queries as stated; a method that is fast because it
//! finds nothing fails the bench. Brute force answers fewer queries, as it takes so long; the table gives time per query.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench prints and stops at the first error")]

mod dice;

use dice::Dice;
use malaprop::lexicon::Lexicon;
use rapidfuzz::distance::osa;
use std::fmt::Write;
use std::hint::black_box;
use std::time::Instant;

const SYLLABLES: &[&str] = &[
    "ba", "ber", "chi", "da", "dor", "el", "fan", "ga", "gor", "ha", "in", "jo", "ka", "kos", "la", "len", "ma", "mir",
    "na", "nov", "o", "pe", "ra", "rus", "sa", "ski", "ta", "tov", "u", "va", "vil", "wen", "ya", "zan",
];
const QUERIES: usize = 2_000;
const QUERIES_OF_BRUTE_FORCE: usize = 20;
/// Likeness asked of the peers; one letter in seven may differ.
const CUTOFF: f64 = 0.8;

fn name(dice: &mut Dice) -> String {
    let syllables = 3 + dice.below(2);
    let letters: String = (0..syllables).map(|_| SYLLABLES[dice.below(SYLLABLES.len())]).collect();
    letters[..1].to_uppercase() + &letters[1..]
}

/// A doubled letter, a `k` for a `c`, an `i` for a `y`, or a lost last vowel.
fn garbled(name: &str) -> String {
    let folded = name.to_lowercase();
    let changed = folded.replacen('k', "c", 1).replacen('y', "i", 1);
    if changed == folded { folded[..3].to_owned() + &folded[2..] } else { changed }
}

fn main() {
    let sizes: Vec<usize> = std::env::args().skip(1).filter_map(|a| a.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![10_000, 100_000, 1_000_000] } else { sizes };
    println!("names      parts      compile   open      malaprop        rapidfuzz       strsim          found");
    for size in sizes {
        let mut dice = Dice::new();
        let mut table = String::from("name,kind\n");
        let mut families: Vec<String> = Vec::new();
        for _ in 0..size {
            let family = name(&mut dice);
            writeln!(table, "{} {family},person", name(&mut dice)).unwrap();
            families.push(family.to_lowercase());
        }
        let file = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
        std::fs::write(file.path(), table).unwrap();
        let start = Instant::now();
        let pack = tempfile::Builder::new().suffix(".names").tempfile().unwrap();
        std::fs::write(pack.path(), Lexicon::compile_names(&[file.path().to_path_buf()]).unwrap()).unwrap();
        let compile = start.elapsed();
        let start = Instant::now();
        let builtin = Lexicon::builtin().unwrap().names.len();
        let without = start.elapsed();
        let start = Instant::now();
        let names = Lexicon::load(&[pack.path().to_path_buf()]).unwrap().names;
        let open = start.elapsed().saturating_sub(without);
        assert_eq!(names.len() - builtin, size, "every row is an entry");
        let queries: Vec<(String, String)> =
            (0..QUERIES).map(|_| families[dice.below(size)].clone()).map(|f| (garbled(&f), f)).collect();

        let start = Instant::now();
        let mut found = 0;
        for (query, right) in &queries {
            let near = names.near(query);
            found += usize::from(near.iter().any(|n| names.folded(n.part) == right) || query == right);
        }
        let ours = start.elapsed() / QUERIES as u32;
        assert!(found * 100 >= QUERIES * 95, "{found} of {QUERIES} found");

        families.sort();
        families.dedup();
        let few = &queries[..QUERIES_OF_BRUTE_FORCE];
        let start = Instant::now();
        let mut found_by_rapidfuzz = 0;
        for (query, right) in few {
            let scorer = osa::BatchComparator::new(query.chars());
            let args = osa::Args::default().score_cutoff(CUTOFF);
            let near = families.iter().filter(|f| scorer.normalized_similarity_with_args(f.chars(), &args).is_some());
            found_by_rapidfuzz += usize::from(black_box(near.collect::<Vec<_>>()).contains(&right));
        }
        let rapidfuzz = start.elapsed() / QUERIES_OF_BRUTE_FORCE as u32;

        let start = Instant::now();
        let mut found_by_strsim = 0;
        for (query, right) in few {
            let longer = |f: &String| f.len().max(query.len()) as f64;
            let near = families.iter().filter(|f| 1.0 - strsim::osa_distance(f, query) as f64 / longer(f) >= CUTOFF);
            found_by_strsim += usize::from(black_box(near.collect::<Vec<_>>()).contains(&right));
        }
        let strsim = start.elapsed() / QUERIES_OF_BRUTE_FORCE as u32;
        assert_eq!(found_by_rapidfuzz, found_by_strsim, "both compute one distance");
        let times = |d: std::time::Duration| {
            format!("{:.1} us x{:.0}", d.as_secs_f64() * 1e6, d.as_secs_f64() / ours.as_secs_f64())
        };
        println!(
            "{size:<10} {:<10} {:<9} {:<9} {:<15} {:<15} {:<15} {found} of {QUERIES}; brute force {found_by_strsim} of {}",
            families.len(),
            format!("{:.2} s", compile.as_secs_f64()),
            format!("{:.2} ms", open.as_secs_f64() * 1e3),
            times(ours),
            times(rapidfuzz),
            times(strsim),
            few.len(),
        );
    }
}
