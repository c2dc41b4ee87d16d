//! Looking at the past of a movement.

use std::collections::{BTreeMap, BTreeSet};

use access::{Action, Part, Viewer};
use conduct::{Event, Networks as _, What, device::Served, search::Search};
use model::{
    Digest, Path,
    id::{DeviceId, MovementId, SearchId},
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
    /// What each of its devices reports for, or did.
    pub serves: BTreeMap<DeviceId, Path>,
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
            Ok(past) => {
                let serves = self.served_by(&picture, past.devices.keys().copied())?;
                Ok(Some(GoneThrough { past, spots, serves }))
            }
            Err(NotGoneThrough::NeverDeparted) => Ok(None),
            Err(NotGoneThrough::NotThere) => Err(Problem::not_there()),
            Err(unreadable @ NotGoneThrough::Store(_)) => Err(Problem::unreadable(unreadable)),
        }
    }

    /// The searches by which a viewer may see where people of a movement were: what they asked for in its case and somebody else
    /// approved, while that can be read. Each is put on the record as read before what it shows is shown.
    pub fn past_searches(&self, viewer: &Viewer, id: MovementId, past: &GoneThrough) -> Vec<SearchId> {
        let (picture, now) = (self.picture(), self.now());
        let is_theirs = |search: &Search| search.movement == id && search.by.person == Some(viewer.person);
        let is_read =
            |search: &Search| search.is_readable(now) && past.serves.values().any(|one| *one == search.of);
        let searches = picture.state.searches.iter().filter(|_| picture.state.cases.contains(&id));
        let read = searches.filter(|(_, search)| is_theirs(search) && is_read(search));
        read.map(|(search, _)| *search).collect()
    }

    /// The past of a movement that was gone through, as a viewer sees it who has put it on the record that they read these searches.
    /// Where vehicles were is the unit's own; where somebody's own device was is told by a search.
    pub fn past(
        &self,
        viewer: &Viewer,
        id: MovementId,
        gone_through: Option<&GoneThrough>,
        searches: &[SearchId],
    ) -> Result<Seen<PastView>, Problem> {
        self.may(viewer, Action::ReadPast, id)?;
        let picture = self.picture();
        let sight = look(&picture, viewer, id, self.now())?.only(&SHOWS);
        let read: Vec<&Search> =
            searches.iter().filter_map(|id| picture.state.searches.get(id)).map(AsRef::as_ref).collect();
        let view = gone_through.map_or_else(PastView::never_departed, |past| {
            let is_shown = |device, at| {
                // Of what nobody knows whose it is, nobody knows that it is no person's.
                past.serves.get(&device).is_some_and(|serves| {
                    let is_found =
                        |search: &&Search| search.of == *serves && (search.from..=search.until).contains(&at);
                    Served::by(serves) == Some(Served::Vehicle) || read.iter().any(is_found)
                })
            };
            PastView::of(past, &past.spots.only(is_shown))
        });
        Ok(Seen { view, sights: vec![(id, sight)] })
    }

    /// What devices report for, or did: a device that was revoked is not in the state any more.
    fn served_by(
        &self,
        picture: &Picture,
        devices: impl Iterator<Item = DeviceId>,
    ) -> Result<BTreeMap<DeviceId, Path>, Problem> {
        let known = |device: &DeviceId| picture.state.devices.get(device).map(|known| known.serves.clone());
        let (known, unknown): (Vec<_>, Vec<_>) =
            devices.map(|device| (device, known(&device))).partition(|(_, serves)| serves.is_some());
        let mut serves: BTreeMap<DeviceId, Path> =
            known.into_iter().filter_map(|(device, serves)| Some((device, serves?))).collect();
        if unknown.is_empty() {
            return Ok(serves);
        }
        let unknown: BTreeSet<DeviceId> = unknown.into_iter().map(|(device, _)| device).collect();
        let happened = self.readers.read(|store| history::of_devices(store, picture.size, &self.world));
        for event in happened.map_err(Problem::unreadable)? {
            if let What::DeviceEnrolled { device, serves: path, .. } = event.what
                && unknown.contains(&device)
            {
                serves.insert(device, path);
            }
        }
        Ok(serves)
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
