//! How is it said? Every text a person reads, in English, Urdu and Chinese.
//!
//! The texts are Project Fluent messages (`catalogue/<language>/*.ftl`, one subject a file), so that the pages
//! read the same files as this crate. Code names a message and hands in its variables; no sentence is put
//! together from pieces of grammar. Nothing here reads a clock, a file or the environment: the files are part of
//! the program.

mod alert;
mod catalogue;
mod fact;
mod files;
mod language;
mod unfit;
mod value;

pub use catalogue::Catalogue;
pub use files::files;
pub use fluent_bundle::FluentValue as Variable;
pub use language::{Language, UnknownLanguage};
