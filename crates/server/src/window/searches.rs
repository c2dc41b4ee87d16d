//! Looking at searches of one person's tracks, and at what one found.

use std::collections::BTreeMap;

use access::{
    Viewer,
    view::{self, SearchView},
};
use conduct::{
    What,
    device::{DeviceSort, counts_from},
};
use model::{
    Instant, Path, Place, Span,
    id::{DeviceId, SearchId},
};
use ops::track::recalled;

use super::Window;
use crate::{
    problem::Problem,
    routes::{SearchTrack, SearchedDevice},
    spots::Spots,
};

/// A device, and when it served somebody.
type Served = BTreeMap<DeviceId, (DeviceSort, Instant, Instant)>;

impl Window {
    /// The searches a viewer may know of.
    pub fn searches(&self, viewer: &Viewer) -> Result<Vec<SearchView>, Problem> {
        let (picture, now) = (self.picture(), self.now());
        self.reading(&picture, |texts| view::searches(&picture.state, viewer, texts, now))
    }

    /// What an approved search found. That its asker reads it is on the record by now.
    pub fn search_track(&self, search: SearchId, retention: Span) -> Result<SearchTrack, Problem> {
        let picture = self.picture();
        let search = picture.state.searches.get(&search).ok_or_else(Problem::not_there)?;
        let (from, until) = (search.from, search.until);
        let devices = self.serving(&search.of)?;
        let mut spots = Spots::default();
        for (device, (_, since, over)) in &devices {
            let (from, until) = (from.max(*since), until.min(*over));
            let kept =
                recalled::reports(&*self.tracks, &[*device], from, until).map_err(Problem::unreadable)?;
            let mut numbers: BTreeMap<u64, (Instant, Place)> = BTreeMap::new();
            let placed = |kept: &ops::track::Kept| Some((kept.fresh.report.at, kept.fresh.report.fix?.place));
            numbers.extend(kept.iter().filter_map(|kept| Some((kept.number, placed(kept)?))));
            numbers.into_values().for_each(|(at, place)| spots.add(*device, at, place));
        }
        let (shown, every_s) = spots.shown(from);
        let tracks = shown.into_iter().filter_map(|(device, (at_s, places))| {
            let sort = devices.get(&device)?.0.word();
            Some(SearchedDevice { device, sort, at_s, places })
        });
        let kept_since = self.now().saturating_add(Span(-retention.0)).to_string();
        Ok(SearchTrack { kept_since, from: from.to_string(), every_s, tracks: tracks.collect() })
    }

    /// Every device that ever served somebody, from the record: one that was revoked since is searched too.
    fn serving(&self, of: &Path) -> Result<Served, Problem> {
        let size = self.size();
        let happened = self.readers.read(|store| ops::history::of_devices(store, size, &self.world));
        let mut devices = Served::new();
        for event in happened.map_err(Problem::unreadable)? {
            match event.what {
                What::DeviceEnrolled { device, serves, sort, until, .. } if serves == *of => {
                    let served = (sort, counts_from(event.at), until.unwrap_or(Instant::MAX));
                    devices.insert(device, served);
                }
                What::DeviceRevoked { device, .. } => {
                    if let Some((_, _, until)) = devices.get_mut(&device) {
                        *until = (*until).min(event.at);
                    }
                }
                _ => {}
            }
        }
        Ok(devices)
    }
}
