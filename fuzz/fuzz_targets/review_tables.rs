#![no_main]

malaprop_fuzz::target!("review_tables");
