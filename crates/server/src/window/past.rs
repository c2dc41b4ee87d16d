//! Looking at the past of a movement.

use access::{Action, Part, Viewer};
use conduct::{Event, Networks as _, What};
use model::{
    Digest,
    id::{DeviceId, MovementId},
};
use ops::{
    history::{self, Happened},
    watching::past::{self, Archive, NotGoneThrough, Past},
};
use record::Hash;
use store::ReadStore as _;

use super::{Picture, Seen, Window, look};
use crate::{problem::Problem, routes::PastView, spots::Spots};

/// The parts of its movement that its past shows.
const SHOWS: [Part; 4] = [Part::Number, Part::Schedule, Part::Vehicles, Part::Picture];

/// The past of which movement, and the last that happened to it: nothing else is asked for while that is the same. What was reported
/// since somebody began to go through it is not in what is shown to whoever asks while they do.
pub(crate) type PastAsked = (MovementId, u64);

/// A movement gone through again, for whoever may see what of it.
#[derive(Debug)]
pub(crate) struct GoneThrough {
    pub past: Past,
    pub spots: Spots,
}

impl Window {
    /// What somebody asks for who wants to see a movement's past.
    pub fn past_asked(&self, viewer: &Viewer, id: MovementId) -> Result<PastAsked, Problem> {
        self.may(viewer, Action::ReadPast, id)?;
        let is_of_it = |one: &&Happened| !matches!(one.event.what, What::Seen { .. });
        let last = self.happened_to(id)?.iter().rfind(is_of_it).map_or(0, |last| last.n);
        Ok((id, last))
    }

    /// Goes through a movement again; `None` if it never departed. For whoever may see it.
    pub fn goes_through(&self, id: MovementId) -> Result<Option<GoneThrough>, Problem> {
        let picture = self.picture();
        let happened: Vec<Event> = self.happened_to(id)?.into_iter().map(|happened| happened.event).collect();
        let grounds = |network: &Digest| self.atlas.ground(network);
        let papers = |digest: &Digest| {
            let read = self.readers.read(|store| store.artefact(&Hash(digest.0)));
            read.ok().flatten().map(|paper| paper.bytes)
        };
        let archive = Archive { grounds: &grounds, papers: &papers, tracks: &*self.tracks };
        let mut spots = Spots::default();
        let reporting = reporting(&picture, id);
        let past = past::again(&happened, &reporting, archive, self.now(), &mut |kept| {
            if let Some(fix) = kept.fresh.report.fix {
                spots.add(kept.fresh.device, kept.fresh.report.at, fix.place);
            }
        });
        match past {
            Ok(past) => Ok(Some(GoneThrough { past, spots })),
            Err(NotGoneThrough::NeverDeparted) => Ok(None),
            Err(NotGoneThrough::NotThere) => Err(Problem::not_there()),
            Err(unreadable @ NotGoneThrough::Store(_)) => Err(Problem::unreadable(unreadable)),
        }
    }

    /// The past of a movement that was gone through, as a viewer sees it.
    pub fn past(
        &self,
        viewer: &Viewer,
        id: MovementId,
        gone_through: Option<&GoneThrough>,
    ) -> Result<Seen<PastView>, Problem> {
        self.may(viewer, Action::ReadPast, id)?;
        let picture = self.picture();
        let sight = look(&picture, viewer, id, self.now())?.only(&SHOWS);
        let serves = |device| picture.state.devices.get(&device).map(|device| device.serves.to_string());
        let view = gone_through
            .map_or_else(PastView::never_departed, |gone_through| PastView::of(gone_through, &serves));
        Ok(Seen { view, sights: vec![(id, sight)] })
    }

    fn happened_to(&self, id: MovementId) -> Result<Vec<Happened>, Problem> {
        let happened = self.readers.read(|store| history::with_its_alerts(store, &self.world, id));
        happened.map_err(Problem::unreadable)
    }
}

/// Whatever reports for it now, if it is on the road.
fn reporting(picture: &Picture, id: MovementId) -> Vec<DeviceId> {
    let movement = picture.state.movement(id);
    let reporting = movement.map(|movement| conduct::device::reporting(&picture.state, movement));
    reporting.into_iter().flatten().map(|(device, _)| device).collect()
}
