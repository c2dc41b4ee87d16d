//! Who has seen what goes on the record before they see it.
//!
//! Each person, movement and part once an hour. If the record cannot be written, those on duty read all the same
//! and what they saw waits here to be noted as soon as it can; everybody else is told to come back.

use std::{
    collections::{BTreeSet, HashSet},
    sync::{Mutex, PoisonError},
};

use access::{Viewer, view::Sight as Shown};
use conduct::Sight;
use model::{
    Instant, Span,
    id::{MovementId, PersonId},
    party::Role,
};

use crate::problem::Problem;

/// The most sights that wait for a record that cannot be written. Beyond it those on duty still read, and the
/// loss is counted and told.
const MOST_WAITING: usize = 100_000;

/// What was noted this hour, and what waits to be.
#[derive(Debug, Default)]
pub(crate) struct Sights {
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    hour: Option<Instant>,
    noted: HashSet<(PersonId, MovementId, &'static str)>,
    waiting: BTreeSet<Sight>,
    lost: u64,
}

/// What waited and was taken along to the record. Unless it gets there it waits again: the record may refuse, and
/// whoever took it along may hang up.
struct Taken<'a> {
    from: &'a Sights,
    sights: BTreeSet<Sight>,
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        self.from.keep(std::mem::take(&mut self.sights));
    }
}

impl Sights {
    /// Notes what a viewer is about to be shown; `record` puts sights on the record.
    ///
    /// # Errors
    /// When it cannot be noted and the viewer is not on duty.
    pub async fn note<Recorded, Answer>(
        &self,
        viewer: &Viewer,
        shown: &[(MovementId, Shown)],
        now: Instant,
        record: impl FnOnce(Vec<Sight>) -> Answer,
    ) -> Result<(), Problem>
    where
        Answer: Future<Output = Result<Recorded, Problem>>,
    {
        let fresh = self.fresh(viewer, shown, now);
        if fresh.is_empty() {
            return Ok(());
        }
        let mut taken = self.take_waiting();
        match record(taken.sights.union(&fresh).cloned().collect()).await {
            Ok(_) => {
                let waited = std::mem::take(&mut taken.sights);
                self.have_noted(waited.iter().chain(&fresh));
                Ok(())
            }
            Err(_) if is_on_duty(viewer.role) => {
                taken.sights.extend(fresh);
                Ok(())
            }
            Err(problem) => Err(problem),
        }
    }

    /// How many wait, and how many were lost because too many did.
    pub fn waiting(&self) -> (usize, u64) {
        let inner = self.lock();
        (inner.waiting.len(), inner.lost)
    }

    /// What was not noted this hour.
    fn fresh(&self, viewer: &Viewer, shown: &[(MovementId, Shown)], now: Instant) -> BTreeSet<Sight> {
        let hour = hour_of(now);
        let mut inner = self.lock();
        if inner.hour != Some(hour) {
            inner.hour = Some(hour);
            inner.noted.clear();
        }
        let seen = |(movement, shown): &(MovementId, Shown)| {
            let movement = *movement;
            shown.parts.iter().map(move |part| (movement, part.word())).collect::<Vec<_>>()
        };
        shown
            .iter()
            .flat_map(seen)
            .filter(|(movement, part)| !inner.noted.contains(&(viewer.person, *movement, *part)))
            .filter_map(|(movement, part)| {
                let part = part.parse().ok()?;
                Some(Sight { person: viewer.person, role: viewer.role, movement, part, hour })
            })
            .collect()
    }

    fn take_waiting(&self) -> Taken<'_> {
        Taken { from: self, sights: std::mem::take(&mut self.lock().waiting) }
    }

    fn have_noted<'s>(&self, sights: impl Iterator<Item = &'s Sight>) {
        let mut inner = self.lock();
        let hour = inner.hour;
        for sight in sights.filter(|sight| Some(sight.hour) == hour) {
            if let Some(part) = access::Part::ALL.iter().find(|part| part.word() == sight.part.as_str()) {
                inner.noted.insert((sight.person, sight.movement, part.word()));
            }
        }
    }

    fn keep(&self, sights: BTreeSet<Sight>) {
        let mut inner = self.lock();
        for sight in sights {
            if inner.waiting.len() < MOST_WAITING {
                inner.waiting.insert(sight);
            } else if !inner.waiting.contains(&sight) {
                inner.lost += 1;
            }
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Those who must be able to read whatever becomes of the disk.
fn is_on_duty(role: Role) -> bool {
    matches!(role, Role::DutyOfficer | Role::Commander | Role::DistrictOfficer)
}

fn hour_of(now: Instant) -> Instant {
    let hour = Span::hours(1).0;
    Instant::from_micros(now.micros() - now.micros().rem_euclid(hour)).unwrap_or(now)
}
