#![no_main]

malaprop_fuzz::target!("folder");
