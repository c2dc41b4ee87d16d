//! Who has seen what goes on the record before they see it.
//!
//! Each person, movement and part once an hour. If the record cannot be written, those on duty read all the same
//! and what they saw waits here to be noted as soon as it can; everybody else is told to come back.

use std::{
    collections::HashSet,
    sync::{Mutex, PoisonError},
};

use access::{Viewer, view::Sight as Shown};
use conduct::{Act, Command, Sight};
use model::{
    Instant, Span, Word,
    id::{MovementId, PersonId},
    party::Role,
};
use ops::{Submission, room::system};

use crate::{door::Door, problem::Problem};

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
    waiting: Vec<Sight>,
    lost: u64,
}

impl Sights {
    /// Notes what a viewer is about to be shown.
    ///
    /// # Errors
    /// When it cannot be noted and the viewer is not on duty.
    pub async fn note(
        &self,
        door: &Door,
        world: &Word,
        viewer: &Viewer,
        shown: &[(MovementId, Shown)],
        now: Instant,
    ) -> Result<(), Problem> {
        let fresh = self.fresh(viewer, shown, now);
        if fresh.is_empty() {
            return Ok(());
        }
        let act = Act::NoteSights { sights: fresh.clone() };
        let submission = Submission::of(world.clone(), Command { by: system(world.clone()), act });
        match door.submit(submission).await {
            Ok(_) => {
                self.have_noted(&fresh);
                Ok(())
            }
            Err(_) if is_on_duty(viewer.role) => {
                self.keep(fresh);
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

    /// What is to be noted: what waits, and what is new.
    fn fresh(&self, viewer: &Viewer, shown: &[(MovementId, Shown)], now: Instant) -> Vec<Sight> {
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
        let new: Vec<Sight> = shown
            .iter()
            .flat_map(seen)
            .filter(|(movement, part)| !inner.noted.contains(&(viewer.person, *movement, *part)))
            .filter_map(|(movement, part)| {
                let part = part.parse().ok()?;
                Some(Sight { person: viewer.person, role: viewer.role, movement, part, hour })
            })
            .collect();
        if new.is_empty() { Vec::new() } else { inner.waiting.drain(..).chain(new).collect() }
    }

    fn have_noted(&self, sights: &[Sight]) {
        let mut inner = self.lock();
        let hour = inner.hour;
        for sight in sights.iter().filter(|sight| Some(sight.hour) == hour) {
            if let Some(part) = access::Part::ALL.iter().find(|part| part.word() == sight.part.as_str()) {
                inner.noted.insert((sight.person, sight.movement, part.word()));
            }
        }
    }

    fn keep(&self, mut sights: Vec<Sight>) {
        let mut inner = self.lock();
        sights.sort();
        sights.dedup();
        sights.retain(|sight| !inner.waiting.contains(sight));
        let room = MOST_WAITING.saturating_sub(inner.waiting.len());
        inner.lost += sights.len().saturating_sub(room) as u64;
        sights.truncate(room);
        inner.waiting.extend(sights);
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
