#![no_main]

malaprop_fuzz::target!("select_expression");
