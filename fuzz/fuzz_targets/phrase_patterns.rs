#![no_main]

malaprop_fuzz::target!("phrase_patterns");
