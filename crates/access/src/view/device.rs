//! Devices that report from the road, and where those of a movement were last.

use conduct::{
    Device, Movement, State,
    alert::Found,
    device::{Served, begins, rides_in},
};
use model::{Fix, Instant, Path, Report, Signal, Span, Word, id::DeviceId};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Sight, Texts, habits::degrees, shapes};
use crate::{Action, Part, Tie, Viewer, may_at_all, part::part_of};

/// A device that may report.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct DeviceView {
    /// Its identifier.
    #[schema(value_type = String, format = "uuid")]
    pub id: DeviceId,
    /// What it reports for, such as `vehicles[SPU-7]`.
    pub serves: String,
    /// `phone`, `tracker` or `tak`.
    #[schema(value_type = shapes::DeviceSort)]
    pub sort: &'static str,
    /// The agency that enrolled it.
    #[schema(value_type = String)]
    pub by: Word,
    /// Since when.
    #[schema(format = DateTime)]
    pub since: String,
    /// Until when, if not until it is revoked.
    #[schema(format = DateTime)]
    pub until: Option<String>,
    /// What a principal agreed to, if that is still kept.
    pub consent: Option<String>,
    /// The language that whoever holds it reads, if that was said: `en`, `ur` or `zh`.
    #[schema(value_type = Option<String>)]
    pub language: Option<Word>,
    /// The time of its latest report, by its own clock; absent if it has not reported since the room knows.
    #[schema(format = DateTime)]
    pub reported_at: Option<String>,
}

/// Where a device was last.
#[derive(Clone, PartialEq, Debug, Serialize, ToSchema)]
pub struct PositionView {
    /// The device.
    #[schema(value_type = String, format = "uuid")]
    pub device: DeviceId,
    /// What it reports for, such as `vehicles[SPU-7]`. A telephone of somebody who rides in a vehicle that an alert is about is, for
    /// whoever was called for help and is not told of that person, that vehicle's.
    pub serves: String,
    /// When it was heard last, by its own clock.
    #[schema(format = DateTime)]
    pub at: String,
    /// When the room had it.
    #[schema(format = DateTime)]
    pub received_at: String,
    /// Where, as `[longitude, latitude]` in degrees; absent if it never knew.
    pub place: Option<[f64; 2]>,
    /// When it was there, if it did not say then where it is; by the earlier of its clock and the room's.
    #[schema(format = DateTime)]
    pub placed_at: Option<String>,
    /// Within how many metres that is likely to be so.
    pub accuracy_m: Option<u32>,
    /// How fast, in kilometres an hour.
    pub speed_kmh: Option<u32>,
    /// Where to, in degrees clockwise from north.
    pub course_degrees: Option<u32>,
    /// The battery's charge, in per cent.
    pub battery_percent: Option<u8>,
    /// Whether it calls for help.
    pub emergency: bool,
}

impl PositionView {
    /// The parts of its movement that positions show, beside those of whom they are of.
    const SHOWS: [Part; 4] = [Part::Number, Part::Schedule, Part::Vehicles, Part::Picture];
}

/// What was heard of a device last.
#[derive(Clone, Copy, Debug)]
pub struct LastHeard {
    /// Its latest report.
    pub report: Report,
    /// When the room had it.
    pub received: Instant,
    /// Where it was last, and when; it may have reported since without a place.
    pub placed: Option<(Fix, Instant)>,
}

/// What was heard of a device last; nothing of one that never reported.
pub type Latest<'l> = dyn Fn(DeviceId) -> Option<LastHeard> + 'l;

/// How long after a vehicle's own last report the telephones in it say where it is to whoever was called for help. Ours: as long as it
/// takes until a map says that nobody knows where it is.
const LOST_AFTER: Span = Span::minutes(15);

/// The devices, for whoever may read them.
#[must_use]
pub fn devices(state: &State, viewer: &Viewer, texts: &dyn Texts, latest: &Latest<'_>) -> Vec<DeviceView> {
    let may = may_at_all(viewer.role, Action::ReadDevices);
    let read = |(id, device): (&DeviceId, &std::sync::Arc<Device>)| DeviceView {
        id: *id,
        serves: device.serves.to_string(),
        sort: device.sort.word(),
        by: device.by.clone(),
        since: device.since.to_string(),
        until: device.until.map(|at| at.to_string()),
        consent: device.consent.and_then(|consent| texts.words(consent)),
        language: device.language.clone(),
        reported_at: latest(*id).map(|last| last.report.at.to_string()),
    };
    state.devices.iter().rev().filter(|_| may).map(read).collect()
}

/// Where the devices of a movement were last, of whomever a sight is told that they are of it. What a person's device reported before it
/// was under way is theirs, and not of it; a vehicle is the unit's, and whoever looks for it begins where it was last.
#[must_use]
pub fn positions(
    state: &State,
    movement: &Movement,
    sight: &Sight,
    latest: &Latest<'_>,
    now: Instant,
) -> Vec<PositionView> {
    let looks = Looks { state, movement, sight, latest, now };
    let last = |(id, device): (DeviceId, &std::sync::Arc<Device>)| {
        let last = latest(id)?;
        let serves = looks.shown_as(id, &device.serves, &last.report)?;
        Some(position(id, &serves, last))
    };
    conduct::device::reporting(state, movement).filter_map(last).collect()
}

/// What is noted of somebody who was shown these positions of a movement: that they saw where a principal or one of the detail is, too.
#[must_use]
pub fn sight_of_positions(sight: &Sight, shown: &[PositionView]) -> Sight {
    let mut noted = sight.clone().only(&PositionView::SHOWS);
    let of = |one: &PositionView| one.serves.parse().ok().as_ref().and_then(part_of);
    noted.parts.extend(shown.iter().filter_map(of));
    noted
}

/// Whoever looks at where the devices of a movement are.
struct Looks<'a> {
    state: &'a State,
    movement: &'a Movement,
    sight: &'a Sight,
    latest: &'a Latest<'a>,
    now: Instant,
}

impl Looks<'_> {
    /// As whose a device's last report is shown, if it is.
    fn shown_as(&self, id: DeviceId, serves: &Path, report: &Report) -> Option<Path> {
        let is_a_vehicles = Served::by(serves) == Some(Served::Vehicle);
        if !is_a_vehicles && begins(self.movement).is_none_or(|begins| report.at < begins) {
            return None;
        }
        let calls = report.signal == Some(Signal::Emergency);
        let is_shown = part_of(serves).is_some_and(|part| self.sight.shows(part))
            || self.told_of().any(|found| self.is_about(found, id, serves, calls));
        is_shown.then(|| serves.clone()).or_else(|| self.concerned_vehicle_of(serves, report.at))
    }

    /// What the alerts say that went up to a district officer: whoever is shown one is shown where. Everybody else is shown whomever
    /// their parts show.
    fn told_of(&self) -> impl Iterator<Item = &Found> {
        let is_called = matches!(self.sight.tie, Tie::District { .. });
        let open = self.state.alerts_about(self.movement.id).filter(move |_| is_called);
        let went_up = open.filter(|(id, alert)| !alert.is_of_duress() && self.sight.shows_alert(*id));
        went_up.filter_map(|(_, alert)| alert.found.as_ref())
    }

    /// Whether an alert is about this device, or whom it serves: somebody calls for help, and it calls; or its identifier or their name
    /// is in it. A name is a vehicle's where the order has one of that name: somebody else's of the same name is not meant.
    fn is_about(&self, found: &Found, id: DeviceId, serves: &Path, calls: bool) -> bool {
        let element = found.key.element.as_ref().map(Word::as_str);
        let named_device = element.and_then(|element| element.parse::<DeviceId>().ok());
        let subject = found.key.subject.as_ref().filter(|subject| !self.is_a_vehicle(subject));
        let is_named = named_device.is_none() && subject.is_some() && subject == serves.label();
        (found.is_call() && calls) || named_device == Some(id) || is_named
    }

    fn is_a_vehicle(&self, name: &Word) -> bool {
        let mut served = conduct::device::served(self.state, self.movement);
        served.any(|path| Served::by(&path) == Some(Served::Vehicle) && path.label() == Some(name))
    }

    /// The vehicle that somebody rides in who reported at a moment, if an alert is about it and it does not report itself: the watch
    /// knows by their telephone where it is.
    fn concerned_vehicle_of(&self, serves: &Path, at: Instant) -> Option<Path> {
        let ridden = rides_in(self.state, self.movement, serves, self.now)?;
        let is_concerned = self.told_of().flat_map(Found::concerned).any(|name| ridden.label() == Some(name));
        (is_concerned && !self.reports_itself(&ridden, at)).then_some(ridden)
    }

    fn reports_itself(&self, vehicle: &Path, at: Instant) -> bool {
        let mut its_own = self.state.devices_for(vehicle).filter_map(|(id, _)| (self.latest)(id));
        its_own.any(|last| last.report.at.saturating_add(LOST_AFTER) >= at)
    }
}

/// A device that does not know where it is has not left the place where it was last: that is shown, and since when.
fn position(id: DeviceId, serves: &Path, last: LastHeard) -> PositionView {
    let LastHeard { report, received, placed } = last;
    let (fix, before) = (report.fix, placed.filter(|_| report.fix.is_none()));
    PositionView {
        device: id,
        serves: serves.to_string(),
        at: report.at.to_string(),
        received_at: received.to_string(),
        place: fix.or(before.map(|(fix, _)| fix)).map(|fix| degrees(fix.place)),
        placed_at: before.map(|(_, at)| at.to_string()),
        accuracy_m: fix.and_then(|fix| fix.accuracy_mm).map(|mm| mm.div_ceil(1000)),
        speed_kmh: fix.and_then(|fix| fix.speed_mm_s).map(kilometres_an_hour),
        course_degrees: fix.and_then(|fix| fix.course_mdeg).map(|course| course / 1000),
        battery_percent: fix.and_then(|fix| fix.battery_percent),
        emergency: report.signal == Some(Signal::Emergency),
    }
}

/// From millimetres a second, to the nearest: 3.6 km/h are a metre a second.
fn kilometres_an_hour(mm_s: u32) -> u32 {
    u32::try_from((u64::from(mm_s) * 36 + 5_000) / 10_000).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use model::Place;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_speed_is_told_to_the_nearest_kilometre_an_hour() {
        assert_eq!([0, 138, 139, 1000, 27_778].map(kilometres_an_hour), [0, 0, 1, 4, 100]);
    }

    #[test]
    fn whoever_was_heard_and_did_not_say_where_is_shown_where_they_were_last_and_since_when() {
        let received: Instant = "2026-12-11T06:00:00Z".parse().unwrap();
        let car: Path = "vehicles[car]".parse().unwrap();
        let place = Place::from_e7(349_300_000, 728_800_000).unwrap();
        let (speed_mm_s, course_mdeg, height_mm) = (Some(1000), None, None);
        let fix = Fix { place, accuracy_mm: None, speed_mm_s, course_mdeg, height_mm, battery_percent: None };
        let before = received.saturating_add(Span::minutes(-20));
        let seen = |fix, placed| {
            let report = Report { at: received, fix, signal: None };
            let seen = position(DeviceId(Uuid::nil()), &car, LastHeard { report, received, placed });
            (seen.place, seen.placed_at, seen.speed_kmh)
        };
        let there = Some([72.88, 34.93]);
        assert_eq!(seen(Some(fix), Some((fix, received))), (there, None, Some(4)));
        assert_eq!(seen(None, Some((fix, before))), (there, Some(before.to_string()), None));
        assert_eq!(seen(None, None), (None, None, None));
    }
}
