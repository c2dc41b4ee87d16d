//! Standard output, which may be full, closed, or read by somebody who has seen enough.
//!
//! The standard library's `println!` panics when it cannot write. Here `println!` and `print!` are these, which
//! remember the failure instead: what is decided is decided and recorded whether or not anybody reads it, and
//! [`finished`] says at the end what became of the answer.

use std::{
    io::{self, ErrorKind, Write as _},
    sync::{Mutex, PoisonError},
};

/// The first failure to write; nothing is written after it, so that no line is printed with a hole before it.
static FAILURE: Mutex<Option<io::Error>> = Mutex::new(None);

/// Prints a line on standard output.
macro_rules! println {
    () => { $crate::terminal::write(b"\n") };
    ($($text:tt)*) => { $crate::terminal::write(format!("{}\n", format_args!($($text)*)).as_bytes()) };
}

/// Prints on standard output.
macro_rules! print {
    ($($text:tt)*) => { $crate::terminal::write(format!($($text)*).as_bytes()) };
}

/// Writes bytes to standard output, if it still takes any.
pub fn write(bytes: &[u8]) {
    let mut failure = FAILURE.lock().unwrap_or_else(PoisonError::into_inner);
    if failure.is_none() {
        let mut out = io::stdout().lock();
        *failure = out.write_all(bytes).and_then(|()| out.flush()).err();
    }
}

/// Whether everything printed was written. A reader that went away (`… | head -1`) has what it wanted.
///
/// # Errors
/// The first failure: a full disk, a closed descriptor.
pub fn finished() -> io::Result<()> {
    match FAILURE.lock().unwrap_or_else(PoisonError::into_inner).take() {
        Some(error) if error.kind() != ErrorKind::BrokenPipe => Err(error),
        _ => Ok(()),
    }
}

/// Tells a person on standard error. If that fails too there is nowhere left to say so.
pub fn complain(message: impl std::fmt::Display) {
    let _ = writeln!(io::stderr(), "safeconduct: {message}");
}
