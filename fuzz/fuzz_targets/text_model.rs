#![no_main]

malaprop_fuzz::target!("text_model");
