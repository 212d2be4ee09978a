#![no_main]

malaprop_fuzz::target!("lexicon_rows");
