//! Whether the confidence of findings is what it says: the share of them that is right.

use super::Evaluated;
use crate::finding::Severity;
use crate::statistics::wilson;
use std::fmt::Write as _;

/// Findings of nearly the same confidence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bin {
    /// So many.
    pub findings: usize,
    /// So many share a letter with a place that people marked.
    pub right: usize,
    /// Their mean confidence.
    pub said: f64,
}

/// Bins of a tenth each, from the lowest confidence to the highest; empty ones are left out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reliability {
    /// The bins.
    pub bins: Vec<Bin>,
}

const BINS: usize = 10;

/// Puts the findings above neutral of all documents with labelled places into bins.
#[must_use]
pub fn reliability(evaluated: &[Evaluated]) -> Reliability {
    let mut sums = [(0, 0, 0.0); BINS];
    for document in evaluated {
        let Some(spans) = &document.gold.spans else { continue };
        for finding in document.judged.findings.iter().filter(|f| f.severity > Severity::Neutral) {
            let bin = ((finding.confidence * BINS as f64) as usize).min(BINS - 1);
            let right = spans.iter().any(|s| s.span.overlaps(finding.span));
            let sum = &mut sums[bin];
            *sum = (sum.0 + 1, sum.1 + usize::from(right), sum.2 + finding.confidence);
        }
    }
    let bin = |&(findings, right, sum): &(usize, usize, f64)| Bin { findings, right, said: sum / findings as f64 };
    Reliability { bins: sums.iter().filter(|s| s.0 > 0).map(bin).collect() }
}

impl Reliability {
    /// The mean distance of confidence and share, by findings (expected calibration error; Naeini, Cooper and Hauskrecht 2015).
    #[must_use]
    pub fn error(&self) -> Option<f64> {
        let all: usize = self.bins.iter().map(|b| b.findings).sum();
        let off = |b: &Bin| (b.said * b.findings as f64 - b.right as f64).abs();
        (all > 0).then(|| self.bins.iter().map(off).sum::<f64>() / all as f64)
    }

    /// A diagram: what was said from left to right, what was right from bottom to top, with Wilson intervals; on the
    /// diagonal both are the same.
    #[must_use]
    pub fn svg(&self) -> String {
        const SIDE: f64 = 300.0;
        const EDGE: f64 = 40.0;
        let (x, y) = (|share: f64| EDGE + share * SIDE, |share: f64| EDGE + (1.0 - share) * SIDE);
        let size = SIDE + 2.0 * EDGE;
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\" width=\"{size}\" height=\"{size}\" \
             font-family=\"sans-serif\" font-size=\"11\" role=\"img\">\n<title>Confidence and share of right findings</title>\n\
             <rect x=\"{EDGE}\" y=\"{EDGE}\" width=\"{SIDE}\" height=\"{SIDE}\" fill=\"none\" stroke=\"#999\"/>\n\
             <line x1=\"{EDGE}\" y1=\"{0}\" x2=\"{0}\" y2=\"{EDGE}\" stroke=\"#999\" stroke-dasharray=\"4\"/>\n",
            EDGE + SIDE
        );
        for tick in [0.0, 0.5, 1.0] {
            let (x, y) = (x(tick), y(tick));
            let (below, left) = (size - EDGE + 15.0, EDGE - 6.0);
            let _ = writeln!(svg, "<text x=\"{x}\" y=\"{below}\" text-anchor=\"middle\">{tick}</text>");
            let _ = writeln!(svg, "<text x=\"{left}\" y=\"{}\" text-anchor=\"end\">{tick}</text>", y + 4.0);
        }
        for bin in &self.bins {
            let (low, high) = wilson(bin.right, bin.findings);
            let (at, share) = (x(bin.said), bin.right as f64 / bin.findings as f64);
            let (top, bottom) = (y(high), y(low));
            let _ = writeln!(
                svg,
                "<line x1=\"{at:.1}\" y1=\"{top:.1}\" x2=\"{at:.1}\" y2=\"{bottom:.1}\" stroke=\"#369\"/>\
                 <circle cx=\"{at:.1}\" cy=\"{:.1}\" r=\"4\" fill=\"#369\"><title>{} of {} right, {:.2} said</title></circle>",
                y(share),
                bin.right,
                bin.findings,
                bin.said
            );
        }
        let middle = size / 2.0;
        let _ = writeln!(svg, "<text x=\"{middle}\" y=\"{}\" text-anchor=\"middle\">confidence</text>", size - 8.0);
        let _ = writeln!(
            svg,
            "<text x=\"12\" y=\"{middle}\" text-anchor=\"middle\" transform=\"rotate(-90 12 {middle})\">share that is right</text>"
        );
        svg.push_str("</svg>\n");
        svg
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_is_the_mean_distance_and_the_diagram_has_a_point_a_bin() {
        let bins = vec![Bin { findings: 10, right: 5, said: 0.5 }, Bin { findings: 30, right: 15, said: 0.9 }];
        let reliability = Reliability { bins };
        assert!((reliability.error().unwrap() - 0.3).abs() < 1e-12);
        let svg = reliability.svg();
        assert_eq!(svg.matches("<circle").count(), 2);
        assert!(svg.contains("15 of 30 right, 0.90 said"));
        assert_eq!(Reliability::default().error(), None);
    }
}
