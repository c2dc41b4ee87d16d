//! Looking at devices and at where they were last.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use access::{
    Action, Viewer,
    view::{self, DeviceView, PositionView, UnwatchedView, WatchView},
};
use conduct::{Device, Stage, What};
use model::{
    Digest, Instant, Path, Report,
    id::{DeviceId, MovementId},
};

use ops::watching::{Board, Standing};
use store::tracks::Held;

use super::{Seen, Window, look};
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
        let movement = picture.state.movement(id);
        let view = movement.map_or(Vec::new(), |movement| {
            view::positions(&picture.state, movement, &|id| latest(lookout, id))
        });
        Ok(Seen { view, sights: vec![(id, sight.only(&PositionView::SHOWS))] })
    }

    /// How a movement is watched.
    pub fn watch(&self, viewer: &Viewer, id: MovementId, board: &Board) -> Result<Seen<WatchView>, Problem> {
        self.may(viewer, Action::ReadPositions, id)?;
        let (picture, now) = (self.picture(), self.now());
        let sight = look(&picture, viewer, id, now)?;
        let standing = board.of(id);
        let (watched, Standing { unwatched, is_blind: blind }) =
            (standing.is_some(), standing.unwrap_or_default());
        let unwatched = unwatched
            .iter()
            .map(|one| UnwatchedView { rule: one.rule.to_string(), lacks: one.lacks.to_string() });
        let view = WatchView { watched, blind, unwatched: unwatched.collect() };
        Ok(Seen { view, sights: vec![(id, sight.only(&WatchView::SHOWS))] })
    }

    /// Of which movements each device reports, the one asked for last at the end: a vehicle may be on the road for two.
    pub fn reported(&self) -> BTreeMap<DeviceId, Vec<MovementId>> {
        let picture = self.picture();
        let state = &picture.state;
        let mut served: HashMap<Path, Vec<MovementId>> = HashMap::new();
        for movement in state.open.iter().filter_map(|id| state.movement(*id)) {
            if matches!(movement.stage, Stage::UnderWay(_)) {
                for serves in conduct::device::served(state, movement) {
                    served.entry(serves).or_default().push(movement.id);
                }
            }
        }
        let of = |(id, device): (&DeviceId, &Arc<Device>)| Some((*id, served.get(&device.serves)?.clone()));
        state.devices.iter().filter_map(of).collect()
    }

    /// What is kept beyond its time: the tracks of movements that a case is open about, as they were anchored.
    pub fn held(&self) -> Result<Vec<Held>, Problem> {
        let picture = self.picture();
        let mut held = Vec::new();
        for id in &picture.state.cases {
            let happened = self.readers.read(|store| ops::history::of(store, *id, 0, u64::MAX));
            for happened in happened.map_err(Problem::unreadable)? {
                if let What::TrackSealed { tracks, .. } = happened.event.what {
                    held.extend(tracks.iter().map(|track| Held {
                        device: track.device.0.into_bytes(),
                        from: track.from.micros(),
                        until: track.until.micros(),
                    }));
                }
            }
        }
        Ok(held)
    }

    /// Whether a viewer may see where a movement's vehicles are.
    pub fn sees_positions(&self, viewer: &Viewer, id: MovementId) -> bool {
        self.may(viewer, Action::ReadPositions, id).is_ok()
    }
}

fn latest(lookout: &Lookout, device: DeviceId) -> Option<(Report, Instant)> {
    lookout.latest(device).map(|kept| (kept.fresh.report, kept.fresh.received))
}

#[cfg(test)]
mod tests {
    use access::view::shapes::{WatchLacks, WatchRule};
    use strum::IntoEnumIterator;
    use watch::{Lacks, Rule};

    #[test]
    fn every_word_of_the_watch_is_listed() {
        let rules: Vec<String> = Rule::iter().map(|rule| rule.to_string()).collect();
        assert_eq!(WatchRule::WORDS, rules);
        let lacks: Vec<String> = Lacks::iter().map(|lacks| lacks.to_string()).collect();
        assert_eq!(WatchLacks::WORDS, lacks);
    }
}
