//! Which lines of a page are its article. Rather too much than too little: what is left in, the rules of furniture may find.

use super::tree::Page;
use crate::read::lines::Line;

/// Letters, in bytes, from which a line that ends a sentence is running text.
const SHORTEST_PROSE: usize = 40;
/// An element beside the text holds less than this share of the running text; else its name misleads.
const MOST_BESIDE: f64 = 0.5;
/// Where less than this is left, names mislead everywhere.
const LEAST_LEFT: f64 = 0.1;
/// A `main` or `article` with this share of what is left is the text; one with less is a part of it, or a teaser.
const LANDMARK: f64 = 0.8;
/// A headline has so many bytes at least, if only the page's title tells it.
const SHORTEST_HEADLINE: usize = 10;

/// The lines of the article in `page`, in order; all lines where it has no running text.
pub(super) fn choose(page: &Page) -> Vec<&Line> {
    let lines = &page.lines;
    let prose: Vec<usize> = lines.iter().map(|line| if is_prose(line) { line.text.len() } else { 0 }).collect();
    let held = held(page, &prose);
    let total = held[0] as f64;
    if total == 0.0 {
        return lines.iter().collect();
    }
    let mut beside = vec![false; page.elements.len()];
    for (e, element) in page.elements.iter().enumerate().skip(1) {
        beside[e] = beside[element.parent] || element.aside && (held[e] as f64) < total * MOST_BESIDE;
    }
    let left_of = |beside: &[bool]| -> Vec<usize> {
        lines.iter().zip(&prose).map(|(line, &prose)| if beside[line.element] { 0 } else { prose }).collect()
    };
    let mut left = left_of(&beside);
    if (left.iter().sum::<usize>() as f64) < total * LEAST_LEFT {
        beside.fill(false);
        left = left_of(&beside);
    }
    let region = region(page, &left);
    let inside: Vec<bool> = lines.iter().map(|line| region[line.element] && !beside[line.element]).collect();
    let first = (0..lines.len()).find(|&i| inside[i] && left[i] > 0).unwrap_or(0);
    let last = (0..lines.len()).rfind(|&i| inside[i] && left[i] > 0).unwrap_or(lines.len());
    let headline = headline(page, first, &beside);
    let is_marked = !region[0];
    // Before the text stand menus and the name of the site, behind it what the page says of itself.
    let from = headline.unwrap_or(if is_marked { 0 } else { first });
    let to = if is_marked { lines.len() } else { last + 1 };
    let stays = |i: usize| Some(i) == headline || inside[i] && i < to && !is_links(page, &lines[i]);
    (from..lines.len()).filter(|&i| stays(i)).map(|i| &lines[i]).collect()
}

/// The running text that each element holds, in bytes.
fn held(page: &Page, prose: &[usize]) -> Vec<usize> {
    let mut held = vec![0; page.elements.len()];
    for (line, prose) in page.lines.iter().zip(prose) {
        held[line.element] += prose;
    }
    for e in (1..held.len()).rev() {
        held[page.elements[e].parent] += held[e];
    }
    held
}

/// The elements in the innermost landmark that holds nearly all running text; all, if there is none.
fn region(page: &Page, prose: &[usize]) -> Vec<bool> {
    let held = held(page, prose);
    let enough = held[0] as f64 * LANDMARK;
    let root = (0..held.len()).rfind(|&e| page.elements[e].landmark && held[e] as f64 >= enough).unwrap_or(0);
    let mut inside = vec![false; held.len()];
    inside[root] = true;
    for e in root + 1..held.len() {
        inside[e] = inside[page.elements[e].parent];
    }
    inside
}

/// The headline over line `first`: the last line before it that the page's title repeats, else the last main heading.
fn headline(page: &Page, first: usize, beside: &[bool]) -> Option<usize> {
    let title = page.title.split_whitespace().collect::<Vec<_>>().join(" ");
    let heading = |i: usize| page.elements[page.lines[i].element].heading;
    let is_title = |i: &usize| {
        let text = &page.lines[*i].text;
        text.len() >= SHORTEST_HEADLINE && title.contains(text.as_str())
    };
    let titled = |level: u8| (0..first).rfind(|i| is_title(i) && (level == 0 || heading(*i) == level));
    titled(1).or_else(|| titled(0)).or_else(|| (0..first).rfind(|&i| heading(i) == 1 && !beside[page.lines[i].element]))
}

/// Long enough, ended as a sentence is, and no link as a whole.
fn is_prose(line: &Line) -> bool {
    let end = line.text.trim_end_matches(['"', '”', '’', '\'', ')', '»', ']']);
    line.text.len() >= SHORTEST_PROSE
        && end.ends_with(['.', '!', '?', '…', ':', '。', '！', '？', '؟', '۔', '।'])
        && line.linked * 2 < line.text.len()
}

/// Most of the line is links, and it is no heading.
fn is_links(page: &Page, line: &Line) -> bool {
    line.linked * 2 > line.text.len() && page.elements[line.element].heading == 0
}

#[cfg(test)]
mod tests {
    use super::super::text;

    const STORY: &str = "<h1>Bridge shut</h1><p>The bridge over the sound was shut on Monday after a crack was found.</p>\
        <p>Engineers will need a fortnight to mend it, the harbour office told us.</p>";

    fn main_text(page: &str) -> String {
        text(page, false).0
    }

    #[test]
    fn the_article_is_all_that_stays() {
        let alone = main_text(STORY);
        for around in [
            format!(
                "<nav><a href=/>Home</a></nav><main>{STORY}</main><footer>All rights reserved by the paper.</footer>"
            ),
            format!(
                "<div class=menu>Home</div><div>{STORY}</div><div id=cookie-note>We would like to count you and your visits.</div>"
            ),
            format!(
                "<div hidden>You have been logged out of your account for now.</div>{STORY}<ul><li><a href=/a>Other news</a></ul>"
            ),
            STORY.replace("Bridge shut", "<b><i>Bridge shut</b></i>"),
            format!("<body class=share-page><div class=page-with-sidebar><article>{STORY}</article></div>"),
        ] {
            assert_eq!(main_text(&around), alone);
        }
    }

    #[test]
    fn a_misleading_name_does_not_lose_the_article() {
        assert!(main_text(&format!("<aside>{STORY}</aside>")).contains("fortnight"));
        assert!(
            main_text(&STORY.replace("<p>", "<div class=ad-text>").replace("</p>", "</div>")).contains("fortnight")
        );
    }

    #[test]
    fn a_page_without_running_text_is_kept_whole() {
        assert_eq!(
            main_text("<nav>Home</nav><h1>Results</h1><li>Lund 3<li>Marsh 1"),
            "Home\nResults\nLund 3\nMarsh 1\n"
        );
    }
}
