use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::lexicon::countries::{country, leading_country};
use crate::lexicon::names::{Entry, Kind};
use crate::lexicon::words::Known;
use crate::mention::{Accepted, Chunk};
use crate::rule::{Family, Rule};
use crate::text::{Document, SegmentKind, Shape, TokenKind};

crate::rule! {
    /// ## What it finds
    /// A country and one of its highest offices right before the full name of somebody who holds such an office in another
    /// country: `Polish President Volodymyr Zelensky`.
    ///
    /// ## Why it is an artefact
    /// A system that loses a word or takes a clause apart wrongly gives the office to the next name, or fills in the country
    /// that its training data has most of.
    ///
    /// ## When it is wrong
    /// When two people stand side by side without a comma (`told the Polish president Volodymyr Zelensky was late`), when
    /// somebody served two countries, or when a namesake is meant. So the words around must be plain: no verb of telling,
    /// second country, pair of names, `former` or `counterpart`; nobody with an international office counts, and no
    /// family name that many bear. Offices in the tables have no years, so whoever once held one in the country is right there.
    pub(super) static RULE = {
        code: "NAM113",
        name: "role-mismatch",
        family: Family::Name,
        category: "Accuracy/Mistranslation/Entity",
        severity: Severity::Major,
        confidence: 0.8,
        since: "0.2.0",
        hits: &[
            "The talks were opened by [[Polish President Volodymyr Zelensky]] in the old town hall.",
            "Yesterday the [[German Chancellor Emmanuel Macron]] spoke about the budget.",
            "[[Hungary's Foreign Minister Sergei Lavrov]] arrived late.",
        ],
        passes: &[
            "The talks were opened by Ukrainian President Volodymyr Zelensky in the old town hall.",
            "He told Polish President Volodymyr Zelensky would be late.",
            "After the talks with the Polish President Volodymyr Zelensky flew home.",
            "The Polish and Ukrainian President Volodymyr Zelensky posed for pictures.",
            "His Polish counterpart said that the former French President Volodymyr Zelensky was a slip of the tongue.",
            "In Poland President Volodymyr Zelensky met students.",
            "Portuguese Prime Minister António Guterres opened the fair.",
            "Danish Prime Minister Jens Stoltenberg is an error that the rule leaves alone.",
        ],
    };
}

pub(super) struct RoleMismatch;

/// The highest offices of a country, folded, as roles and texts have them. Whoever holds one holds it in one country.
const OFFICES: &[&[&str]] = &[
    &["chancellor"],
    &["defence", "minister"],
    &["defence", "secretary"],
    &["defense", "minister"],
    &["defense", "secretary"],
    &["finance", "minister"],
    &["foreign", "minister"],
    &["foreign", "secretary"],
    &["interior", "minister"],
    &["premier"],
    &["president"],
    &["prime", "minister"],
];

/// Words for a country or its people that are no adjective: `in Britain President ...`.
const NOUNS: &[&str] = &[
    "america",
    "americans",
    "britain",
    "britons",
    "czechia",
    "england",
    "germans",
    "israelis",
    "italians",
    "new zealand",
    "palestinians",
    "poles",
    "russians",
    "turkiye",
    "turks",
    "ukrainians",
    "united kingdom",
    "united states",
    "usa",
];

/// Right before the country these make two people of the office and the name, or give the office to another time or person.
const NOT_BEFORE: &[&str] = &[
    "advised",
    "agreed",
    "asked",
    "assured",
    "called",
    "convinced",
    "ex",
    "former",
    "future",
    "her",
    "his",
    "hosted",
    "informed",
    "invited",
    "its",
    "late",
    "like",
    "met",
    "named",
    "my",
    "new",
    "next",
    "our",
    "past",
    "persuaded",
    "promised",
    "reminded",
    "said",
    "saw",
    "showed",
    "their",
    "then",
    "told",
    "urged",
    "warned",
    "your",
];

/// Anywhere in the sentence these speak of two holders, or of another time.
const NOWHERE: &[&str] = &[
    "colleague",
    "colleagues",
    "counterpart",
    "counterparts",
    "designate",
    "elect",
    "former",
    "homologue",
    "predecessor",
    "respectively",
    "successor",
];

/// A clause that these open ends somewhere, and without a comma nobody knows where.
const OPENING: &[&str] = &[
    "about",
    "according",
    "after",
    "against",
    "alongside",
    "although",
    "as",
    "at",
    "because",
    "before",
    "besides",
    "between",
    "beyond",
    "by",
    "despite",
    "during",
    "following",
    "for",
    "from",
    "given",
    "if",
    "in",
    "like",
    "of",
    "on",
    "once",
    "regarding",
    "since",
    "though",
    "to",
    "together",
    "under",
    "unless",
    "until",
    "upon",
    "when",
    "whenever",
    "where",
    "while",
    "with",
    "within",
    "without",
];

/// Countries of which one claims the other: both words are in use for one office.
const ONE_OFFICE: &[(&str, &str)] = &[("china", "taiwan"), ("taiwan", "china")];

/// Words around office and name in which another country makes a pair.
const PAIR: usize = 6;
/// Words around that are looked at; sentences have no end where a text has no points.
const SENTENCE: usize = 60;

impl Detector for RoleMismatch {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, cx: &Context<'_>, out: &mut Vec<Finding>) {
        for mention in cx.mentions.accepted.iter().filter(|m| m.parts.len() > 1) {
            let [id] = mention.entries[..] else { continue };
            let entry = cx.lexicon.names.entry(id);
            let chunk = &cx.mentions.chunks[mention.chunk];
            let Some(held) = offices_at_home(entry).filter(|_| is_theirs_alone(chunk, mention)) else { continue };
            let (name, last) = cx.mentions.tokens(mention.chunk, &mention.parts);
            let Some((first, stated)) = country_of_office(document, chunk.segment, name) else { continue };
            let elsewhere = held.iter().all(|&home| home != stated && !ONE_OFFICE.contains(&(home, stated)));
            if elsewhere && is_plain(document, chunk.segment, first, name, last) {
                let why = format!("{} is known as {}", entry.name(), entry.roles().collect::<Vec<_>>().join(", "));
                out.push(Finding::new(&RULE, document.span(first, last), why).entity(entry.id(), entry.name()));
            }
        }
    }
}

/// The countries in which `entry` has a part in politics; nothing without one of the highest offices, or with a role that is
/// no country's.
fn offices_at_home(entry: Entry<'_>) -> Option<Vec<&'static str>> {
    if entry.kind() != Kind::Person {
        return None;
    }
    let mut countries = Vec::new();
    let mut high = false;
    for role in entry.roles() {
        let words: Vec<&str> = role.split(' ').collect();
        let (place, length) = leading_country(&words).filter(|(place, _)| *place != "eu")?;
        high |= OFFICES.contains(&&words[length..]);
        if !countries.contains(&place) {
            countries.push(place);
        }
    }
    high.then_some(countries)
}

/// Whether the mention is all of its run of name words, and its last part no name that many bear.
fn is_theirs_alone(chunk: &Chunk, mention: &Accepted) -> bool {
    let known = |i: usize| Known::of(&chunk.parts[i].folded);
    let given_twice = mention.parts.clone().all(|i| known(i).is_given());
    mention.parts == (0..chunk.parts.len()) && !known(mention.parts.end - 1).is_common_family() && !given_twice
}

/// The first token and the country of `Polish President` or `Poland's President` that ends right before token `name`.
fn country_of_office(document: &Document, segment: usize, name: usize) -> Option<(usize, &'static str)> {
    let start = document.segments()[segment].tokens.start;
    let office = OFFICES.iter().find(|office| {
        let from = name.checked_sub(office.len()).filter(|&from| from > start);
        from.is_some_and(|from| office.iter().enumerate().all(|(i, word)| document.folded(from + i) == *word))
    })?;
    let office = name - office.len();
    let spaced = (office..=name).all(|i| document.tokens()[i].spaced);
    let possessive = document.tokens()[office - 1].kind == TokenKind::Clitic;
    let end = office - usize::from(possessive);
    let (first, stated) = (1..=2).rev().find_map(|n| {
        let first = end.checked_sub(n).filter(|&first| first >= start)?;
        let words: Vec<&str> = (first..end).map(|i| document.folded(i)).collect();
        leading_country(&words).filter(|(_, length)| *length == n).map(|(stated, _)| (first, stated))
    })?;
    let words = (first..end).map(|i| document.folded(i)).collect::<Vec<_>>().join(" ");
    let adjective = words != stated && !NOUNS.contains(&words.as_str());
    let acronym = document.tokens()[first].shape == Shape::Upper && matches!(stated, "us" | "uk");
    let before = first.checked_sub(1).filter(|&before| before >= start);
    let after_preposition = before.is_some_and(|before| OPENING.contains(&document.folded(before)));
    let fits = spaced
        && stated != "eu"
        && document.tokens()[first].is_capitalised(document.text())
        && (adjective || possessive || (acronym && !after_preposition));
    fits.then_some((first, stated))
}

/// Whether the words around speak of one person: the country begins at token `first`, the name stands from `name` to `last`.
fn is_plain(document: &Document, segment: usize, first: usize, name: usize, last: usize) -> bool {
    let segment = &document.segments()[segment];
    if segment.kind == SegmentKind::Headline {
        return false;
    }
    let tokens = segment.tokens.start.max(first.saturating_sub(SENTENCE))..segment.tokens.end.min(last + 1 + SENTENCE);
    let word = |i: usize| document.folded(i);
    let clause = (tokens.start..first).rev().take_while(|&i| document.written(i) != ",").last().unwrap_or(first);
    let opened = (clause..first).any(|i| {
        let opens = i == clause || matches!(word(i), "when" | "while" | "after" | "before" | "as" | "because" | "if");
        opens && OPENING.contains(&word(i))
    });
    let mut before = (tokens.start..first).rev();
    let mut previous = before.next();
    if previous.is_some_and(|i| word(i) == "the") {
        previous = before.next();
    }
    let told =
        previous.is_some_and(|i| NOT_BEFORE.contains(&word(i)) || document.tokens()[i].is_hyphen(document.text()));
    let paired = (tokens.start..first).rev().take(PAIR).any(|i| country(word(i)).is_some())
        || (name..(last + 1 + PAIR).min(tokens.end)).any(|i| country(word(i)).is_some());
    let goes_on = last + 1 < tokens.end
        && (document.tokens()[last + 1].kind == TokenKind::Clitic
            || document.tokens()[last + 1].is_hyphen(document.text())
            || matches!(document.written(last + 1), "and" | "or" | "&" | "/"));
    let mut around = tokens;
    let two = around.any(|i| NOWHERE.contains(&word(i)));
    !opened && !told && !paired && !goes_on && !two
}
