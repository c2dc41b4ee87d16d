//! The margin of a file, where faults are noted while reading goes on.

use std::cell::RefCell;

use super::fault::{Fault, Faults, MOST_FAULTS};

/// A file's name and text, and what was found wrong with it so far.
#[derive(Debug)]
pub struct Margin<'t> {
    file: &'t str,
    text: &'t str,
    /// The byte offset after each line break.
    line_starts: Vec<usize>,
    notes: RefCell<Vec<(usize, String)>>,
}

impl<'t> Margin<'t> {
    pub(crate) fn new(file: &'t str, text: &'t str) -> Self {
        let line_starts = text.match_indices('\n').map(|(at, _)| at + 1).collect();
        Margin { file, text, line_starts, notes: RefCell::new(Vec::new()) }
    }

    /// Notes a fault at a byte offset of the text.
    pub fn note(&self, offset: usize, message: impl Into<String>) {
        self.notes.borrow_mut().push((offset, message.into()));
    }

    /// The file's name.
    #[must_use]
    pub fn file(&self) -> &'t str {
        self.file
    }

    /// The file's text.
    #[must_use]
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The line (from 1) of a byte offset.
    #[must_use]
    pub fn line(&self, offset: usize) -> usize {
        1 + self.line_starts.partition_point(|start| *start <= offset)
    }

    /// How many faults were noted.
    #[must_use]
    pub fn len(&self) -> usize {
        self.notes.borrow().len()
    }

    /// Whether nothing was noted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(crate) fn verdict(&self) -> Result<(), Faults> {
        let mut notes = self.notes.borrow().clone();
        if notes.is_empty() {
            return Ok(());
        }
        notes.sort();
        notes.dedup();
        let more = notes.len().saturating_sub(MOST_FAULTS);
        let faults = notes.into_iter().take(MOST_FAULTS).map(|(offset, message)| self.fault(offset, message));
        Err(Faults { faults: faults.collect(), more })
    }

    fn fault(&self, offset: usize, message: String) -> Fault {
        let before = self.text.get(..offset).unwrap_or(self.text);
        let column = 1 + before.rsplit('\n').next().unwrap_or_default().chars().count();
        Fault { file: self.file.to_owned(), line: self.line(offset), column, message }
    }
}
