#![no_main]

malaprop_fuzz::target!("read_packed");
