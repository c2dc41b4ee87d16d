//! What the program tells whoever runs the machine, on standard error. A warning or an error means that something is to
//! be done. Of requests it says which operation they were, and never what was asked, by whom or about whom.

use std::io::{self, IsTerminal as _};

use clap::{Args, ValueEnum};
use tracing_subscriber::{
    filter::{LevelFilter, Targets},
    fmt,
    layer::SubscriberExt as _,
    util::SubscriberInitExt as _,
};

/// The crates of this house. What others say of themselves may hold a header or an address: only their warnings are
/// passed on, however much is asked for.
const OURS: [&str; 14] = [
    "access",
    "conduct",
    "gateway",
    "login",
    "model",
    "ops",
    "record",
    "roads",
    "rulebook",
    "safeconduct",
    "server",
    "store",
    "tls",
    "vault",
];

#[derive(Args, Clone, Copy)]
pub struct Log {
    /// How the log is written, on standard error
    #[arg(long = "log", value_name = "FORM", default_value = "text")]
    form: Form,
    /// How much is written there: warnings and errors mean that something is to be done
    #[arg(long = "log-level", value_name = "LEVEL", env = "SAFECONDUCT_LOG", default_value = "info")]
    level: Level,
}

#[derive(Clone, Copy, ValueEnum)]
enum Form {
    /// Lines for people
    Text,
    /// A JSON object a line, for programs
    Json,
}

#[derive(Clone, Copy, ValueEnum)]
enum Level {
    Error,
    Warn,
    Info,
    Debug,
    Trace,
}

impl Log {
    /// Begins to write.
    pub fn begin(self) {
        let level = match self.level {
            Level::Error => LevelFilter::ERROR,
            Level::Warn => LevelFilter::WARN,
            Level::Info => LevelFilter::INFO,
            Level::Debug => LevelFilter::DEBUG,
            Level::Trace => LevelFilter::TRACE,
        };
        let others = level.min(LevelFilter::WARN);
        let filter = Targets::new().with_default(others).with_targets(OURS.map(|ours| (ours, level)));
        let lines = fmt::layer().with_writer(io::stderr).log_internal_errors(false);
        let registry = tracing_subscriber::registry().with(filter);
        // Somebody else may have begun before, which only a test does.
        let _ = match self.form {
            Form::Text => registry.with(lines.with_ansi(io::stderr().is_terminal())).try_init(),
            Form::Json => registry.with(lines.json().flatten_event(true)).try_init(),
        };
    }
}
