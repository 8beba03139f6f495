#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| smtp_doctor_fuzz::send("capabilities", bytes));
