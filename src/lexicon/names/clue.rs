//! What may speak for and against a name's being a known one misspelt: the kinds of evidence. The letters of a name tell some of
//! them (`spelt`), what stands around it the others; what they weigh is fitted (`mention`).

/// One kind of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clue {
    /// Always 1: how seldom a reading is right.
    Base,
    /// The likeness of the wrong parts by the tables of scripts, from 0.8 on, in tenths.
    Likeness,
    /// The same of the least alike part.
    Least,
    /// Plain edits for every five letters.
    Edits,
    /// The consonants agree, with those that transliteration confuses made equal.
    Consonants,
    /// A wrong part begins with another letter.
    FirstLetter,
    /// A wrong part has fewer than five letters.
    Short,
    /// The wrong parts have eight letters or more.
    Long,
    /// A wrong part is an English word.
    Word,
    /// A wrong part is a given name.
    Given,
    /// A wrong part is a family name.
    Family,
    /// A wrong part is a town.
    Town,
    /// A wrong part is part of another name in the lexicon.
    Listed,
    /// A wrong part is a name in the lexicon by itself.
    Accepted,
    /// A wrong part is another reading of Chinese or Japanese characters.
    Reading,
    /// The given name is wrong.
    GivenPlace,
    /// No part is right.
    AllWrong,
    /// No part is right, and none is anything else either.
    AllUnheard,
    /// A right part belongs to nobody else.
    RareBeside,
    /// The same, and only the vowels of the given name before it differ.
    RareBesideVowels,
    /// The office around the name is that of the person meant.
    Office,
    /// The office is theirs, the given name right, and the family name has the same consonants.
    OfficeAndConsonants,
    /// The honorific fits the person meant and not the given name as written.
    Gender,
    /// A title stands before the name.
    Titled,
    /// The document has the person or place meant in an accepted form.
    InDocument,
    /// The document has the very parts meant.
    PartInDocument,
    /// The share of other tellers that have the form meant (square root).
    StoryHas,
    /// The share that have the form meant and not this one (square root).
    StoryInstead,
    /// The share that have this form (square root).
    StorySame,
    /// The share that have the form meant between the same words (square root).
    StoryPlace,
    /// How many documents with other stories have this form (logarithm).
    StrangersSame,
    /// The name is part of a longer one that nobody knows.
    Stranger,
    /// Beside it stands another name that the one meant does not have.
    OtherBeside,
    /// A place is meant.
    PlaceKind,
    /// An organisation is meant.
    OrganisationKind,
    /// A part is written in capitals.
    Capitals,
    /// How near the runner-up comes: 1 for as near, 0 from a tenth of likeness on.
    Rival,
    /// Only the last two letters differ.
    Ending,
    /// How many entries have the part meant (logarithm).
    Bearers,
    /// How often the document writes it so (logarithm).
    Repeated,
    /// The form meant is not in the lexicon.
    Unlisted,
    /// How many others tell the story (logarithm).
    Tellers,
}
