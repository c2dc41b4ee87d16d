#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| safeconduct_fuzz::voice(bytes));
