//! Where answers are read: in which language, and how wide.

use std::io::IsTerminal as _;

use words::{Catalogue, Language};

use crate::wrap::wrap;

/// The width where nothing says another.
const USUAL: usize = 132;
/// Narrower, nothing can be read; wider, the eye loses the line.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=200;

/// A page.
#[derive(Clone, Copy)]
pub struct Page {
    /// Its words.
    pub words: &'static Catalogue,
    /// How many columns it has.
    pub width: usize,
}

impl Page {
    /// A page in this language, or else the one of the environment, or else English.
    pub fn of(language: Option<Language>) -> Self {
        let language = language.or_else(language_around).unwrap_or_default();
        Page { words: Catalogue::of(language), width: width_around() }
    }

    /// Prints a paragraph; its further lines stand as far in as `indent`.
    pub fn paragraph(&self, text: &str, indent: &str) {
        wrap(text, self.width, indent).iter().for_each(|line| println!("{line}"));
    }

    /// Prints a paragraph from the margin.
    pub fn say(&self, text: &str) {
        self.paragraph(text, "");
    }
}

/// As POSIX has it: the first of these that is set decides, whatever it says.
fn language_around() -> Option<Language> {
    let set = |name: &&str| std::env::var(name).ok().filter(|locale| !locale.is_empty());
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set)?;
    Language::of_locale(&locale)
}

fn width_around() -> usize {
    let stated = std::env::var("COLUMNS").ok().and_then(|columns| columns.trim().parse().ok());
    let terminal = || {
        let out = std::io::stdout();
        let (width, _) = out.is_terminal().then(|| terminal_size::terminal_size_of(out))??;
        Some(usize::from(width.0))
    };
    stated.or_else(terminal).map_or(USUAL, |width: usize| width.clamp(*WIDTHS.start(), *WIDTHS.end()))
}
