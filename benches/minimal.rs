//! The least that a Rust program can be: what `process` measures against.

fn main() {}
