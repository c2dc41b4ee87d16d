//! Who has seen what goes on the record before they see it.
//!
//! Each person, movement and part once an hour. If the record cannot be written, those on duty read all the same
//! and what they saw waits in a file set aside for it ([`journal`]) until it can; everybody else is told to come back.

mod journal;

use std::{
    collections::{BTreeSet, HashSet},
    path::Path,
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
use journal::Journal;

/// The most sights that wait for a record that cannot be written. Beyond it those on duty still read, and the
/// loss is counted and told.
const MOST_WAITING: usize = 100_000;

/// The most sights of one entry, which they then fill to a third. A list of thousands of movements is seen in several.
const MOST_AT_ONCE: usize = 4000;

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
    /// How many have taken along what waited, and are not back.
    underway: usize,
    lost: u64,
    /// `None` if there was no room for it when the room opened.
    journal: Option<Journal>,
    /// Whether what was seen last could not be kept in it.
    in_memory_only: bool,
}

/// What waited and was taken along to the record. Unless it gets there it waits again: the record may refuse, and
/// whoever took it along may hang up.
struct Taken<'a> {
    from: &'a Sights,
    sights: BTreeSet<Sight>,
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        self.from.put_back(std::mem::take(&mut self.sights));
    }
}

impl Sights {
    /// Those of a data directory that this process holds, with what waited when it was last closed or killed.
    pub fn at(dir: &Path) -> Sights {
        match Journal::open(dir) {
            Ok((journal, waiting)) => {
                let inner = Inner { waiting, journal: Some(journal), ..Inner::default() };
                Sights { inner: Mutex::new(inner) }
            }
            Err(error) => {
                tracing::error!(
                    %error,
                    "no room is set aside in the data directory for who sees what while the record cannot be \
                     written; free some space and start again"
                );
                Sights::default()
            }
        }
    }

    /// Puts on the record what waits.
    ///
    /// # Errors
    /// When it still cannot be written.
    pub async fn catch_up<Recorded, Answer>(
        &self,
        record: impl Fn(Vec<Sight>) -> Answer,
    ) -> Result<(), Problem>
    where
        Answer: Future<Output = Result<Recorded, Problem>>,
    {
        self.put(&mut BTreeSet::new(), record).await
    }

    /// Notes what a viewer is about to be shown; `record` puts sights on the record, as many as an
    /// entry holds at a time.
    ///
    /// # Errors
    /// When it cannot be noted and the viewer is not on duty.
    pub async fn note<Recorded, Answer>(
        &self,
        viewer: &Viewer,
        shown: &[(MovementId, Shown)],
        now: Instant,
        record: impl Fn(Vec<Sight>) -> Answer,
    ) -> Result<(), Problem>
    where
        Answer: Future<Output = Result<Recorded, Problem>>,
    {
        let mut fresh = self.fresh(viewer, shown, now);
        if fresh.is_empty() {
            return Ok(());
        }
        match self.put(&mut fresh, record).await {
            Err(_) if is_on_duty(viewer.role) => {
                self.keep(fresh);
                Ok(())
            }
            outcome => outcome,
        }
    }

    /// Puts on the record what waits and what is fresh; what did not get there is left.
    async fn put<Recorded, Answer>(
        &self,
        fresh: &mut BTreeSet<Sight>,
        record: impl Fn(Vec<Sight>) -> Answer,
    ) -> Result<(), Problem>
    where
        Answer: Future<Output = Result<Recorded, Problem>>,
    {
        let mut taken = self.take_waiting();
        loop {
            let some: Vec<Sight> = taken.sights.union(fresh).take(MOST_AT_ONCE).cloned().collect();
            if some.is_empty() {
                return Ok(());
            }
            record(some.clone()).await?;
            for sight in &some {
                taken.sights.remove(sight);
                fresh.remove(sight);
            }
            self.have_noted(some.iter());
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
        let mut inner = self.lock();
        inner.underway += 1;
        Taken { from: self, sights: std::mem::take(&mut inner.waiting) }
    }

    /// What was taken along and did not get there, which the journal still has. Once all of it is on the record the
    /// journal forgets it.
    fn put_back(&self, sights: BTreeSet<Sight>) {
        let mut inner = self.lock();
        inner.underway -= 1;
        inner.waiting.extend(sights);
        let all_noted = inner.underway == 0 && inner.waiting.is_empty();
        if let Some(journal) = inner.journal.as_mut().filter(|_| all_noted)
            && let Err(error) = journal.clear()
        {
            // What is on the record already will be noted a second time, which changes nothing.
            tracing::debug!(%error, "the journal of sights is not cleared");
        }
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

    /// Keeps what was not noted and is about to be seen.
    fn keep(&self, sights: BTreeSet<Sight>) {
        let mut inner = self.lock();
        let new: Vec<Sight> = sights.into_iter().filter(|sight| !inner.waiting.contains(sight)).collect();
        let (kept, lost) = new.split_at(new.len().min(MOST_WAITING.saturating_sub(inner.waiting.len())));
        inner.lost += lost.len() as u64;
        inner.waiting.extend(kept.iter().cloned());
        let added = inner.journal.as_mut().map_or(Ok(()), |journal| journal.add(kept));
        if let Err(error) = &added
            && !inner.in_memory_only
        {
            tracing::error!(
                %error,
                "who sees what is kept in memory only until the record can be written: mend the disk before this \
                 process ends"
            );
        }
        inner.in_memory_only = added.is_err();
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

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use access::{Part, Tie};
    use futures_util::FutureExt as _;
    use uuid::Uuid;

    use super::*;

    /// A record that keeps what it is given, or refuses it.
    #[derive(Default)]
    struct Record {
        kept: RefCell<Vec<Sight>>,
        refuses: bool,
    }

    impl Record {
        async fn keep(&self, sights: Vec<Sight>) -> Result<(), Problem> {
            if self.refuses {
                return Err(Problem::busy(|_| "the disk is full".to_owned()));
            }
            self.kept.borrow_mut().extend(sights);
            Ok(())
        }

        /// Person, movement, part and hour of what is kept, in the order it came.
        fn lines(&self) -> Vec<(u128, u128, String, Instant)> {
            let kept = self.kept.borrow();
            let line = |s: &Sight| (s.person.0.as_u128(), s.movement.0.as_u128(), s.part.to_string(), s.hour);
            kept.iter().map(line).collect()
        }
    }

    fn viewer(person: u128, role: Role) -> Viewer {
        let agency = "spu".parse().unwrap();
        Viewer { person: PersonId(Uuid::from_u128(person)), role, agency, label: None, areas: Vec::new() }
    }

    fn shown(movement: u128, parts: &[Part]) -> Vec<(MovementId, Shown)> {
        let parts = parts.iter().copied().collect();
        vec![(
            MovementId(Uuid::from_u128(movement)),
            Shown { tie: Tie::Room, parts, permission: None, knows_of_duress: false },
        )]
    }

    fn at(text: &str) -> Instant {
        format!("2026-12-01T{text}Z").parse().unwrap()
    }

    /// Somebody looks, and is let or not. The record answers at once, so nothing is waited for.
    fn looks(
        sights: &Sights,
        record: &Record,
        who: &Viewer,
        shown: &[(MovementId, Shown)],
        now: Instant,
    ) -> Result<(), Problem> {
        sights.note(who, shown, now, |sights| record.keep(sights)).now_or_never().unwrap()
    }

    const BOTH: &[Part] = &[Part::Number, Part::Outcome];

    #[test]
    fn each_person_movement_and_part_is_noted_once_an_hour() {
        let (sights, record) = (Sights::default(), Record::default());
        let (one, other) = (viewer(1, Role::DutyOfficer), viewer(2, Role::Partner));
        let look = |who, shown: &[_], now| looks(&sights, &record, who, shown, at(now)).unwrap();
        look(&one, &shown(7, &[Part::Number]), "08:00:00");
        look(&one, &shown(7, BOTH), "08:59:59");
        look(&one, &shown(7, BOTH), "08:59:59");
        look(&other, &shown(7, &[Part::Number]), "08:59:59");
        look(&one, &shown(8, &[Part::Number]), "08:59:59");
        look(&one, &shown(7, &[Part::Number]), "09:00:00");
        let line = |person, movement, part: &str, hour| (person, movement, part.to_owned(), at(hour));
        assert_eq!(
            record.lines(),
            [
                line(1, 7, "number", "08:00:00"),
                line(1, 7, "outcome", "08:00:00"),
                line(2, 7, "number", "08:00:00"),
                line(1, 8, "number", "08:00:00"),
                line(1, 7, "number", "09:00:00"),
            ]
        );
    }

    #[test]
    fn on_a_record_that_refuses_those_on_duty_read_and_others_do_not() {
        let full = Record { refuses: true, ..Record::default() };
        for role in [Role::DutyOfficer, Role::Commander, Role::DistrictOfficer] {
            let sights = Sights::default();
            assert!(
                looks(&sights, &full, &viewer(1, role), &shown(7, BOTH), at("08:00:00")).is_ok(),
                "{role:?}"
            );
            assert_eq!(sights.waiting(), (2, 0));
        }
        for role in [Role::Sponsor, Role::Principal, Role::Authority, Role::Investigator, Role::Partner] {
            let sights = Sights::default();
            let refused = looks(&sights, &full, &viewer(1, role), &shown(7, BOTH), at("08:00:00"));
            assert_eq!(refused.unwrap_err().kind, crate::problem::Kind::Busy, "{role:?}");
            assert_eq!(sights.waiting(), (0, 0), "who saw nothing has seen nothing");
        }
    }

    #[test]
    fn what_those_on_duty_saw_is_appended_with_the_next_sight_under_the_hour_it_was_seen_in() {
        let (full, record) = (Record { refuses: true, ..Record::default() }, Record::default());
        let (sights, duty) = (Sights::default(), viewer(1, Role::DutyOfficer));
        looks(&sights, &full, &duty, &shown(7, BOTH), at("08:10:00")).unwrap();
        looks(&sights, &full, &duty, &shown(7, BOTH), at("08:20:00")).unwrap();
        assert_eq!(sights.waiting(), (2, 0), "each waits once");
        looks(&sights, &record, &viewer(2, Role::Partner), &shown(7, &[Part::Number]), at("09:30:00"))
            .unwrap();
        let line = |person, part: &str, hour| (person, 7, part.to_owned(), at(hour));
        assert_eq!(
            record.lines(),
            [line(1, "number", "08:00:00"), line(1, "outcome", "08:00:00"), line(2, "number", "09:00:00"),]
        );
        assert_eq!(sights.waiting(), (0, 0));
    }

    #[test]
    fn what_waits_is_not_lost_with_somebody_else_who_is_refused_or_hangs_up() {
        let full = Record { refuses: true, ..Record::default() };
        let (sights, partner) = (Sights::default(), viewer(2, Role::Partner));
        looks(&sights, &full, &viewer(1, Role::DutyOfficer), &shown(7, BOTH), at("08:00:00")).unwrap();
        looks(&sights, &full, &partner, &shown(7, BOTH), at("08:00:00")).unwrap_err();
        assert_eq!(sights.waiting(), (2, 0), "refused");
        let never = |_| std::future::pending::<Result<(), Problem>>();
        let unanswered = sights.note(&partner, &shown(7, BOTH), at("08:00:00"), never).now_or_never();
        assert!(unanswered.is_none());
        assert_eq!(sights.waiting(), (2, 0), "hung up");
    }

    #[test]
    fn what_waits_outlasts_the_process_and_is_put_on_the_record_by_itself() {
        let dir = tempfile::tempdir().unwrap();
        let (full, record) = (Record { refuses: true, ..Record::default() }, Record::default());
        let sights = Sights::at(dir.path());
        looks(&sights, &full, &viewer(1, Role::DutyOfficer), &shown(7, BOTH), at("08:10:00")).unwrap();
        sights.catch_up(|sights| full.keep(sights)).now_or_never().unwrap().unwrap_err();
        looks(&sights, &full, &viewer(1, Role::DutyOfficer), &shown(8, BOTH), at("08:20:00")).unwrap();
        drop(sights);

        let sights = Sights::at(dir.path());
        assert_eq!(sights.waiting(), (4, 0));
        sights.catch_up(|sights| record.keep(sights)).now_or_never().unwrap().unwrap();
        assert_eq!((record.lines().len(), sights.waiting()), (4, (0, 0)));
        drop(sights);
        assert_eq!(Sights::at(dir.path()).waiting(), (0, 0), "what is on the record waits no longer");
    }

    #[test]
    fn more_than_an_entry_holds_is_noted_in_several() {
        let (sights, lengths) = (Sights::default(), RefCell::new(Vec::new()));
        let list: Vec<_> = (0..3000).flat_map(|movement| shown(movement, BOTH)).collect();
        let note = |sights: Vec<Sight>| {
            lengths.borrow_mut().push(sights.len());
            std::future::ready(Ok::<_, Problem>(()))
        };
        let duty = viewer(1, Role::DutyOfficer);
        sights.note(&duty, &list, at("08:00:00"), note).now_or_never().unwrap().unwrap();
        assert_eq!(*lengths.borrow(), [4000, 2000]);
    }

    #[test]
    fn nothing_new_asks_nothing_of_the_record() {
        let (sights, record) = (Sights::default(), Record::default());
        let duty = viewer(1, Role::DutyOfficer);
        looks(&sights, &record, &duty, &shown(7, BOTH), at("08:00:00")).unwrap();
        let full = Record { refuses: true, ..Record::default() };
        let partner = viewer(1, Role::Partner);
        assert!(
            looks(&sights, &full, &partner, &shown(7, BOTH), at("08:30:00")).is_ok(),
            "it was noted before"
        );
        assert!(looks(&sights, &full, &partner, &[], at("09:30:00")).is_ok(), "nothing is shown");
    }
}
