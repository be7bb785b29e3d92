#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| isms_fuzz::record::take(bytes));
