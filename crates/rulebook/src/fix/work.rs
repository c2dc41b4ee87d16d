//! How much a search does, in units that cost about the same: a search ends by what it did, not by how often it
//! succeeded, so that a movement of which little is known is answered as soon as any other.

use std::cell::Cell;

use model::Dossier;

use super::draft::Blocked;

/// The most work one search does: judging one rule on a usual dossier is a unit, copying that dossier sixteen.
pub const MOST_WORK: u32 = 250_000;
/// What of it is kept for finishing what was found: superfluous steps out, reasons in, and the proof that it
/// clears.
const RESERVED: u32 = 50_000;
/// How much more is done to look for alternatives once a way out is known.
const FOR_ALTERNATIVES: u32 = 50_000;

/// So many facts a usual dossier has; all work on larger ones counts so many times more.
const USUAL_FACTS: usize = 256;
/// Copying the facts, or deriving from them, in units.
const COPY: u32 = 16;

/// What was done, and how much may be.
#[derive(Debug)]
pub(super) struct Work {
    done: Cell<u32>,
    limit: Cell<u32>,
    ran_out: Cell<bool>,
    grain: u32,
}

impl Work {
    pub(super) fn on(facts: &Dossier) -> Self {
        let times = facts.facts().len() / USUAL_FACTS;
        // Long lists are also searched for each of their items.
        let grain = u32::try_from(1 + times + times * times / 4).unwrap_or(MOST_WORK);
        let limit = Cell::new(MOST_WORK - RESERVED);
        Work { done: Cell::new(0), limit, ran_out: Cell::new(false), grain }
    }

    /// Before judging by so many rules.
    pub(super) fn judge(&self, rules: usize) -> Result<(), Blocked> {
        self.spend(count(rules).saturating_mul(self.grain))
    }

    /// Before copying the facts so many times.
    pub(super) fn copy(&self, times: u32) -> Result<(), Blocked> {
        self.spend(COPY.saturating_mul(times).saturating_mul(self.grain))
    }

    /// Before going through so many steps, items or choices.
    pub(super) fn pass(&self, things: usize) -> Result<(), Blocked> {
        self.spend(1 + count(things) / 8)
    }

    fn spend(&self, units: u32) -> Result<(), Blocked> {
        let done = self.done.get().saturating_add(units);
        if done > self.limit.get() {
            self.ran_out.set(true);
            return Err(Blocked);
        }
        self.done.set(done);
        Ok(())
    }

    /// Finishes what was found, with what was kept for that.
    pub(super) fn finishing<T>(&self, finish: impl FnOnce() -> T) -> T {
        let limit = self.limit.replace(MOST_WORK);
        let finished = finish();
        self.limit.set(limit);
        finished
    }

    /// A way out is known: only a little more is done for others.
    pub(super) fn look_for_alternatives(&self) {
        let enough = self.done.get().saturating_add(FOR_ALTERNATIVES);
        self.limit.set(self.limit.get().min(enough));
    }

    /// Whether anything was left undone because it would have been too much.
    pub(super) fn ran_out(&self) -> bool {
        self.ran_out.get()
    }

    pub(super) fn done(&self) -> u32 {
        self.done.get()
    }
}

fn count(things: usize) -> u32 {
    u32::try_from(things).unwrap_or(u32::MAX)
}
