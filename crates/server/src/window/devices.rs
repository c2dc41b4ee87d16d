//! Looking at devices and at where they were last.

use std::collections::{BTreeSet, HashMap, HashSet};

use access::{
    Action, Part, Viewer,
    view::{
        self, AheadView, ConvoyView, DeviceView, LastHeard, PositionView, SilentView, UnwatchedView,
        WatchView,
    },
};
use conduct::{Event, Movement, Stage, What};
use model::{
    Digest, Instant, Path,
    id::{DeviceId, MovementId},
};

use ops::{
    track::Fresh,
    watching::{self, Board, Standing},
};
use store::tracks::Held;

use super::{Reporters, Seen, Window, look};
use crate::{lookout::Lookout, problem::Problem};

impl Window {
    /// The device with this credential, if it may report now.
    pub fn reporting(&self, credential: &Digest) -> Option<DeviceId> {
        self.picture().state.reporting(credential, self.now()).map(|(id, _)| id)
    }

    /// The devices.
    pub fn devices(&self, viewer: &Viewer, lookout: &Lookout) -> Result<Vec<DeviceView>, Problem> {
        let picture = self.picture();
        self.reading(&picture, |texts| {
            view::devices(&picture.state, viewer, texts, &|id| latest(lookout, id))
        })
    }

    /// Where the devices of everything under way were last.
    pub fn convoys(&self, viewer: &Viewer, lookout: &Lookout, board: &Board) -> Seen<Vec<ConvoyView>> {
        let (picture, now) = (self.picture(), self.now());
        let unheard = |id| board.of(id).map_or_else(Vec::new, |standing| standing.unheard);
        let all = view::convoys(&picture.state, viewer, &|id| latest(lookout, id), &unheard, now);
        let sights = all.iter().map(|(convoy, sight)| (convoy.movement, sight.clone())).collect();
        Seen { view: all.into_iter().map(|(convoy, _)| convoy).collect(), sights }
    }

    /// Where a movement's devices were last.
    pub fn positions(
        &self,
        viewer: &Viewer,
        id: MovementId,
        lookout: &Lookout,
    ) -> Result<Seen<Vec<PositionView>>, Problem> {
        self.may(viewer, Action::ReadPositions, id)?;
        let (picture, now) = (self.picture(), self.now());
        let sight = look(&picture, viewer, id, now)?;
        if !sight.shows(Part::Picture) {
            return Err(Problem::forbidden(Action::ReadPositions));
        }
        let movement = picture.state.movement(id);
        let view = movement.map_or(Vec::new(), |movement| {
            view::positions(&picture.state, movement, &sight, &|id| latest(lookout, id), now)
        });
        let noted = view::sight_of_positions(&sight, &view);
        Ok(Seen { view, sights: vec![(id, noted)] })
    }

    /// How a movement is watched.
    pub fn watch(&self, viewer: &Viewer, id: MovementId, board: &Board) -> Result<Seen<WatchView>, Problem> {
        self.may(viewer, Action::ReadWatch, id)?;
        let (picture, now) = (self.picture(), self.now());
        let sight = look(&picture, viewer, id, now)?;
        let standing = board.of(id);
        let (watched, Standing { unwatched, unheard, silent, is_blind: blind }) =
            (standing.is_some(), standing.unwrap_or_default());
        let unwatched = unwatched
            .iter()
            .map(|one| UnwatchedView { rule: one.rule.to_string(), lacks: one.lacks.to_string() });
        let silent = silent.iter().filter(|(_, until)| *until > now);
        let silent =
            silent.map(|(from, until)| SilentView { from: from.to_string(), until: until.to_string() });
        let deaf = picture.state.movement(id).map_or(&[][..], |movement| &movement.deaf);
        let deaf = deaf
            .iter()
            .map(|deaf| SilentView { from: deaf.from.to_string(), until: deaf.until.to_string() })
            .collect();
        let (unwatched, silent) = (unwatched.collect(), silent.collect());
        let ahead = board.ahead(id, now).filter(|_| sight.shows(Part::Schedule)).unwrap_or_default();
        let seen_at = ahead.as_of.map(|at| at.to_string());
        let said = |at: Option<Instant>| at.map(|at| at.to_string());
        let ahead = ahead.points.into_iter().map(|expected| AheadView {
            point: expected.point,
            planned_at: said(expected.planned),
            expected_at: said(expected.estimate),
        });
        let ahead = ahead.collect();
        let view = WatchView { watched, blind, unwatched, unheard, silent, deaf, seen_at, ahead };
        Ok(Seen { view, sights: vec![(id, sight.only(&WatchView::SHOWS))] })
    }

    /// The movements that any of these devices reports of: a vehicle may be on the road for two.
    pub fn moved(&self, reporters: &mut Reporters, devices: &HashSet<DeviceId>) -> BTreeSet<MovementId> {
        reporters.moved(&self.picture().state, devices)
    }

    /// For which movement a device made a report at a moment: of those it may have been made for, the one asked for last. One that
    /// has arrived counts for what was made before it did.
    pub fn made_for(&self) -> impl Fn(DeviceId, Instant) -> Option<MovementId> + use<> {
        let picture = self.picture();
        let state = &picture.state;
        let mut served: HashMap<Path, Vec<(MovementId, Instant, Instant)>> = HashMap::new();
        for movement in state.movements.values() {
            let until = match movement.stage {
                Stage::UnderWay(_) => Instant::MAX,
                Stage::Arrived => movement.arrived.unwrap_or(Instant::MIN),
                _ => continue,
            };
            let from = begins(movement);
            for serves in conduct::device::served(state, movement) {
                served.entry(serves).or_default().push((movement.id, from, until));
            }
        }
        move |device, at| {
            let serves = &picture.state.devices.get(&device)?.serves;
            let of = |(_, from, until): &&(MovementId, Instant, Instant)| (*from..=*until).contains(&at);
            served.get(serves)?.iter().rev().find(of).map(|(id, ..)| *id)
        }
    }

    /// The movements that a case is open about.
    pub fn cases(&self) -> impl PartialEq + Send + use<> {
        self.picture().state.cases.clone()
    }

    /// What is kept beyond its time: what was reported of movements that a case is open about.
    pub fn held(&self) -> Result<Vec<Held>, Problem> {
        let picture = self.picture();
        let mut held = Vec::new();
        for id in &picture.state.cases {
            let happened = self.readers.read(|store| ops::history::of(store, *id, 0, u64::MAX));
            let happened = happened.map_err(Problem::unreadable)?;
            held.extend(held_of(happened.iter().map(|happened| &happened.event)));
        }
        Ok(held)
    }

    /// Whether a viewer may see where a movement's vehicles are.
    pub fn sees_positions(&self, viewer: &Viewer, id: MovementId) -> bool {
        let may = self.may(viewer, Action::ReadPositions, id).is_ok();
        may && look(&self.picture(), viewer, id, self.now()).is_ok_and(|sight| sight.shows(Part::Picture))
    }
}

/// What is reported shortly before departure is of the movement, as it is for the watch.
fn begins(movement: &Movement) -> Instant {
    watching::begins(movement).unwrap_or(Instant::MIN)
}

/// What is held of a movement: all that is anchored for it, and of each device that reported of it everything from its departure to
/// its arrival, for whatever it was anchored.
fn held_of<'e>(happened: impl Iterator<Item = &'e Event> + Clone) -> Vec<Held> {
    let Some(movement) = Movement::of_its_events(happened.clone()) else { return Vec::new() };
    let (from, until) = (begins(&movement), movement.arrived.unwrap_or(Instant::MAX));
    let mut held = Vec::new();
    let mut devices = BTreeSet::new();
    for event in happened {
        let What::TrackSealed { tracks, .. } = &event.what else { continue };
        for track in tracks {
            let device = track.device.0.into_bytes();
            devices.insert(device);
            held.push(Held { device, from: track.from.micros(), until: track.until.micros() });
        }
    }
    let whole = |device| Held { device, from: from.micros(), until: until.micros() };
    held.extend(devices.into_iter().filter(|_| movement.departed.is_some()).map(whole));
    held
}

fn latest(lookout: &Lookout, device: DeviceId) -> Option<LastHeard> {
    let Fresh { received, report, .. } = lookout.latest(device)?.fresh;
    Some(LastHeard { report, received, placed: lookout.last_place(device) })
}

#[cfg(test)]
mod tests {
    use access::view::shapes::{WatchLacks, WatchRule};
    use conduct::{device::Sealed, movement::Kind};
    use model::{
        Dossier, Word,
        party::{Actor, Role},
    };
    use ops::track::expiry::Expiry;
    use store::tracks::{Stretch, Tracks as _, conformance::pack, memory::MemoryTracks};
    use strum::IntoEnumIterator as _;
    use uuid::Uuid;
    use watch::{Lacks, Rule};

    use super::*;

    fn at(minute: i64) -> Instant {
        Instant::from_micros(1_790_000_000_000_000 + minute * 60_000_000).unwrap()
    }

    fn stretch(device: u8, first: u64, minute: i64) -> Stretch {
        let (from, until) = (at(minute).micros(), at(minute + 1).micros());
        Stretch { device: [device; 16], from, until, first, count: 1, body: vec![1] }
    }

    /// It departs at ten, and arrives at sixty. Of device 1 a minute is anchored for it.
    fn a_movement() -> Vec<Event> {
        let (movement, agency): (_, Word) = (MovementId(Uuid::nil()), "spu".parse().unwrap());
        let by = Actor { person: None, role: Role::DutyOfficer, agency };
        let device = DeviceId(Uuid::from_bytes([1; 16]));
        let root = Digest([0; 32]);
        let sealed = Sealed { device, from: at(20), until: at(21), first: 1, count: 1, root };
        let (number, kind, plan) = ("ROAD-1".parse().unwrap(), Kind::Observed, Dossier::default());
        let seen = Dossier::default();
        [
            (0, What::MovementRequested { movement, number, kind, plan }),
            (10, What::DepartureObserved { movement, seen_at: at(10), seen }),
            (22, What::TrackSealed { movement: Some(movement), tracks: vec![sealed] }),
            (61, What::Arrived { movement, arrived_at: at(60) }),
        ]
        .into_iter()
        .map(|(minute, what)| Event { at: at(minute), by: by.clone(), what })
        .collect()
    }

    #[test]
    fn what_a_case_holds_outlasts_its_time_to_the_last_minute_of_the_way_and_nothing_else_does() {
        let tracks = MemoryTracks::default();
        // The last minute of the way was anchored when it had arrived, and so for no movement.
        let all = [stretch(1, 1, 20), stretch(1, 2, 59), stretch(1, 3, 90), stretch(2, 1, 20)];
        pack(&tracks, &all, 0);
        let happened = a_movement();
        let held = held_of(happened.iter());
        let gone = |held: &[Held]| {
            let mut expiry = Expiry::of(at(60 * 24 * 31), held.to_vec());
            while expiry.goes_on(&tracks).unwrap() {}
            expiry.gone()
        };
        assert_eq!(gone(&held), 2);
        let left = tracks.stretches(&[1; 16], i64::MIN, i64::MAX).unwrap();
        assert_eq!(left.iter().map(|one| one.first).collect::<Vec<_>>(), [1, 2]);
        assert_eq!(gone(&[]), 2, "without a case it is let go of");
    }

    #[test]
    fn every_word_of_the_watch_is_listed() {
        let rules: Vec<String> = Rule::iter().map(|rule| rule.to_string()).collect();
        assert_eq!(WatchRule::WORDS, rules);
        let lacks: Vec<String> = Lacks::iter().map(|lacks| lacks.to_string()).collect();
        assert_eq!(WatchLacks::WORDS, lacks);
    }
}
