//! How far a long task is, for a person who looks on: bars on the terminal, and nothing where there is none.

use std::{
    io::IsTerminal as _,
    sync::{Mutex, PoisonError},
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use roads::import::{Phase, Told};

use crate::page::Page;

/// Bars, one a phase.
pub struct Bars<'p> {
    page: &'p Page,
    current: Mutex<Option<(Phase, ProgressBar)>>,
}

impl<'p> Bars<'p> {
    /// None is shown yet.
    pub fn new(page: &'p Page) -> Self {
        Bars { page, current: Mutex::new(None) }
    }

    /// The last one stays as it is.
    pub fn finish(&self) {
        if let Some((_, bar)) = self.current.lock().unwrap_or_else(PoisonError::into_inner).take() {
            bar.abandon();
        }
    }

    fn bar(&self, phase: Phase) -> ProgressBar {
        let words = self.page.words;
        let label = match phase {
            Phase::Ways => words.say("roads-phase-ways"),
            Phase::Nodes => words.say("roads-phase-nodes"),
            Phase::Graph => words.say("roads-phase-graph"),
            Phase::Districts => words.say("roads-phase-districts"),
            Phase::Order => words.say("roads-phase-order"),
            Phase::Tiles => words.say("roads-phase-tiles"),
        };
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
        // The template is ours: if it were not one, the plain style would do.
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {percent:>3} %  {msg}") {
            bar.set_style(style);
        }
        bar.with_message(label)
    }
}

impl Told for Bars<'_> {
    fn reached(&self, phase: Phase, done: usize, of: usize) {
        if !std::io::stderr().is_terminal() {
            return;
        }
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        if current.as_ref().is_none_or(|(other, _)| *other != phase)
            && let Some((_, done)) = current.replace((phase, self.bar(phase)))
        {
            done.abandon();
        }
        if let Some((_, bar)) = &*current {
            bar.set_length(of as u64);
            bar.set_position(done as u64);
        }
    }
}
