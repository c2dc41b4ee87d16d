//! A march that is made up: where each vehicle of a convoy is at a moment, and what it reports. For demonstrations and
//! exercises, which say that it is made up.
//!
//! What happens on it is data: the same march reports the same at the same time, however often it is asked.

use conduct::{Act, device::DeviceSort};
use model::{Digest, Fix, Instant, Place, Report, Span, Word, id::DeviceId};
use roads::matching::Plane;
use watch::Line;

use crate::clock;

/// How exact the reports say they are, in millimetres: a telephone in a car.
const ACCURACY_MM: u32 = 8_000;
/// How fast whoever strays drives away from the way, and back, in metres a second.
const STRAYING_M_S: i64 = 12;
/// Over so much of the way, before and after, it is looked where it leads, in millimetres.
const AROUND_MM: u64 = 200_000;

/// A convoy on its way.
#[derive(Debug)]
pub struct March {
    /// The way.
    pub line: Line,
    /// When the first vehicle left its beginning.
    pub began: Instant,
    /// How fast it drives, in millimetres a second.
    pub pace_mm_s: u64,
    /// How far apart its vehicles drive, in millimetres.
    pub interval_mm: u64,
    /// What reports for each vehicle, the first in front.
    pub devices: Vec<DeviceId>,
    /// What happens, each at its time since the beginning.
    pub happenings: Vec<Happening>,
}

/// Something that happens on a march, from a time since its beginning until another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happening {
    /// Since when.
    pub from: Span,
    /// Until when.
    pub until: Span,
    /// To whom: the number of a vehicle, or all.
    pub vehicle: Option<usize>,
    /// What.
    pub what: What,
}

/// What happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// It stands.
    Halt,
    /// It drives at half its pace.
    Slow,
    /// It drives off the way, so many metres to the left, and back.
    Stray(i32),
    /// It has no network: what it reports meanwhile comes all at once afterwards.
    Silence,
}

/// What is done that something reports for a vehicle: a tracker of its own.
pub fn enrolment(vehicle: &Word) -> anyhow::Result<(DeviceId, Act)> {
    let device = clock::fresh_id().into();
    // Nobody has what this is the hash of: it reports from within.
    let mut credential = [0; 32];
    clock::random(&mut credential);
    let act = Act::EnrolDevice {
        device,
        serves: format!("vehicles[{vehicle}]").parse()?,
        sort: DeviceSort::Tracker,
        credential: Digest(credential),
        until: None,
        consent: None,
        language: None,
    };
    Ok((device, act))
}

impl March {
    /// What is received after a moment and until another one: each vehicle's report of each `every`, and what it kept.
    pub fn received(&self, after: Instant, until: Instant, every: Span) -> Vec<(DeviceId, Report)> {
        let mut all = Vec::new();
        for (vehicle, device) in self.devices.iter().enumerate() {
            let mut at = self.began;
            while at <= until && !self.has_arrived(vehicle, at) {
                let comes = self.comes(vehicle, at);
                if comes > after && comes <= until {
                    all.push((*device, self.report(vehicle, at)));
                }
                at = at.saturating_add(every);
            }
        }
        all.sort_by_key(|(_, report)| report.at);
        all
    }

    /// Where a vehicle is on its way.
    pub fn place(&self, vehicle: usize, at: Instant) -> Place {
        self.line.place_at(self.along(vehicle, at))
    }

    fn report(&self, vehicle: usize, at: Instant) -> Report {
        let along = self.along(vehicle, at);
        let place = self.line.place_at(along);
        let off = self.during(vehicle, at).find_map(|happening| match happening.what {
            What::Stray(metres) => {
                let since = at.since(self.began.saturating_add(happening.from)).0;
                let until = self.began.saturating_add(happening.until).since(at).0;
                Some(i64::from(metres).min(since.min(until) * STRAYING_M_S / 1_000_000))
            }
            _ => None,
        });
        let strayed = off.and_then(|metres| self.beside(along, metres));
        let before = self.along(vehicle, at.saturating_add(Span(-1_000_000)));
        let fix = Fix {
            place: strayed.unwrap_or(place),
            accuracy_mm: Some(ACCURACY_MM),
            speed_mm_s: u32::try_from(along.saturating_sub(before)).ok(),
            course_mdeg: None,
            height_mm: None,
            battery_percent: None,
        };
        Report { at, fix: Some(fix), signal: None }
    }

    /// A place so many metres to the left of the way.
    fn beside(&self, along: u64, metres: i64) -> Option<Place> {
        let at = |along| self.line.place_at(along);
        let here = at(along);
        let plane = Plane::at(here);
        let of = |place: Place| plane.of([place.lat_e7(), place.lon_e7()]);
        let (from, to) = (of(at(along.saturating_sub(AROUND_MM))), of(at(along + AROUND_MM)));
        let [east, north] = [to[0] - from[0], to[1] - from[1]];
        let length = (north * north + east * east).isqrt().max(1);
        let aside = |part: i64| metres * 1000 * part / length;
        let e7 = |millimetres: i64, axis: usize| {
            let degrees = plane.degrees(u32::try_from(millimetres.unsigned_abs()).unwrap_or(u32::MAX));
            degrees[axis] * millimetres.signum()
        };
        let (lat, lon) = (e7(aside(east), 0), e7(aside(-north), 1));
        Place::from_e7(i64::from(here.lat_e7()) + lat, i64::from(here.lon_e7()) + lon).ok()
    }

    /// When a report made at a moment comes in.
    fn comes(&self, vehicle: usize, at: Instant) -> Instant {
        let silent = self.during(vehicle, at).find(|happening| happening.what == What::Silence);
        silent.map_or(at, |silence| self.began.saturating_add(silence.until))
    }

    fn during(&self, vehicle: usize, at: Instant) -> impl Iterator<Item = &Happening> {
        let now = at.since(self.began);
        self.of(vehicle).filter(move |happening| happening.from <= now && now < happening.until)
    }

    fn of(&self, vehicle: usize) -> impl Iterator<Item = &Happening> {
        self.happenings.iter().filter(move |happening| happening.vehicle.is_none_or(|one| one == vehicle))
    }

    fn has_arrived(&self, vehicle: usize, at: Instant) -> bool {
        self.along(vehicle, at) >= self.line.length_mm()
    }

    /// How far along the way a vehicle is. Who follows stands at the beginning until there is room.
    fn along(&self, vehicle: usize, at: Instant) -> u64 {
        let now = at.since(self.began).0.max(0);
        let lost = |happening: &Happening| {
            let lasted = (happening.until.0.min(now) - happening.from.0).max(0);
            match happening.what {
                What::Halt => lasted,
                What::Slow => lasted / 2,
                What::Stray(_) | What::Silence => 0,
            }
        };
        let driven = (now - self.of(vehicle).map(lost).sum::<i64>()).max(0).unsigned_abs();
        let driven = u128::from(driven) * u128::from(self.pace_mm_s) / 1_000_000;
        let behind = self.interval_mm.saturating_mul(vehicle as u64);
        u64::try_from(driven).unwrap_or(u64::MAX).saturating_sub(behind).min(self.line.length_mm())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEN_SECONDS: Span = Span(10_000_000);

    fn march(happenings: Vec<Happening>) -> March {
        let line: Vec<Place> = ["34.93,72.88", "35.04,72.93"].map(|place| place.parse().unwrap()).into();
        March {
            line: Line::new(&line).unwrap(),
            began: "2026-12-11T06:00:00+05:00".parse().unwrap(),
            pace_mm_s: 10_000,
            interval_mm: 100_000,
            devices: (1..=2).map(|n| DeviceId(uuid::Uuid::from_u128(n))).collect(),
            happenings,
        }
    }

    fn minutes(n: i32) -> Span {
        Span::minutes(n)
    }

    #[test]
    fn vehicles_follow_each_other_at_their_interval_and_stand_while_they_halt() {
        let halt = Happening { from: minutes(2), until: minutes(4), vehicle: None, what: What::Halt };
        let march = march(vec![halt]);
        let along = |vehicle, minute| march.along(vehicle, march.began.saturating_add(minutes(minute)));
        assert_eq!((along(0, 1), along(1, 1)), (600_000, 500_000));
        assert_eq!((along(0, 2), along(0, 4), along(0, 5)), (1_200_000, 1_200_000, 1_800_000));
        assert_eq!(along(0, 600), march.line.length_mm());
    }

    #[test]
    fn whoever_strays_is_so_far_off_wherever_the_way_leads_and_comes_back() {
        for to in ["35.04,72.93", "34.93,73.00", "34.80,72.95", "34.85,72.70"] {
            let stray =
                Happening { from: minutes(2), until: minutes(8), vehicle: None, what: What::Stray(900) };
            let line: Vec<Place> = ["34.93,72.88", to].map(|place| place.parse().unwrap()).into();
            let march = March { line: Line::new(&line).unwrap(), ..march(vec![stray]) };
            let off = |minute| {
                let at = march.began.saturating_add(minutes(minute));
                march.line.nearest(march.report(0, at).fix.unwrap().place, 0).unwrap().1 / 1000
            };
            assert!((880..920).contains(&off(5)), "{to}: {}", off(5));
            assert_eq!((off(1), off(9)), (0, 0), "{to}");
        }
    }

    #[test]
    fn what_has_no_network_is_received_afterwards_and_nothing_is_received_twice() {
        let silence =
            Happening { from: minutes(1), until: minutes(3), vehicle: Some(1), what: What::Silence };
        let march = march(vec![silence]);
        let mut received = Vec::new();
        for minute in 0..6 {
            let at = |minute| march.began.saturating_add(minutes(minute));
            received.push(march.received(at(minute), at(minute + 1), TEN_SECONDS).len());
        }
        // Two vehicles, six a minute; the silent one's twelve come in the third minute, with the one that ends it.
        assert_eq!(received, [11, 6, 19, 12, 12, 12]);
        let at_once = march.received(march.began, march.began.saturating_add(minutes(6)), TEN_SECONDS);
        assert_eq!(at_once.len(), received.iter().sum::<usize>());
    }
}
