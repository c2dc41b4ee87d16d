//! Looking at the past of a movement.

use access::{Action, Part, Viewer};
use conduct::{Event, Networks as _};
use model::{
    Digest,
    id::{DeviceId, MovementId},
};
use ops::{
    history,
    watching::past::{self, Archive, NotGoneThrough},
};
use record::Hash;
use store::ReadStore as _;

use super::{Seen, Window, look};
use crate::{problem::Problem, routes::PastView};

/// The parts of its movement that its past shows.
const SHOWS: [Part; 4] = [Part::Number, Part::Schedule, Part::Vehicles, Part::Picture];

impl Window {
    /// The past of a movement, gone through again.
    pub fn past(&self, viewer: &Viewer, id: MovementId) -> Result<Seen<PastView>, Problem> {
        self.may(viewer, Action::ReadPast, id)?;
        let (picture, now) = (self.picture(), self.now());
        let sight = look(&picture, viewer, id, now)?.only(&SHOWS);
        let happened = self.readers.read(|store| history::with_its_alerts(store, &self.world, id));
        let happened = happened.map_err(Problem::unreadable)?;
        let happened: Vec<Event> = happened.into_iter().map(|happened| happened.event).collect();
        let grounds = |network: &Digest| self.atlas.ground(network);
        let papers = |digest: &Digest| {
            let read = self.readers.read(|store| store.artefact(&Hash(digest.0)));
            read.ok().flatten().map(|paper| paper.bytes)
        };
        let archive = Archive { grounds: &grounds, papers: &papers, tracks: &*self.tracks };
        let reporting: Vec<DeviceId> = picture.state.movement(id).map_or_else(Vec::new, |movement| {
            conduct::device::reporting(&picture.state, movement).map(|(device, _)| device).collect()
        });
        let serves = |device| picture.state.devices.get(&device).map(|device| device.serves.to_string());
        let view = match past::again(&happened, &reporting, archive, now) {
            Ok(past) => PastView::of(past, &serves),
            Err(NotGoneThrough::NeverDeparted) => PastView::never_departed(),
            Err(NotGoneThrough::NotThere) => return Err(Problem::not_there()),
            Err(NotGoneThrough::TooMuch(_)) => {
                return Err(Problem::busy(|words| words.say("problem-past-too-long")));
            }
            Err(unreadable @ NotGoneThrough::Store(_)) => return Err(Problem::unreadable(unreadable)),
        };
        Ok(Seen { view, sights: vec![(id, sight)] })
    }
}
