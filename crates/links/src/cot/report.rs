//! What an event says of the device that sent it, as the model has it.

use model::{Fix, Report, Signal};

use super::Event;

impl Event {
    /// The position of a device, by itself, or its call for help; `None` for everything else: what people draw on the map,
    /// what they write, what clients tell each other.
    ///
    /// A position is an atom (`a-…`) that a machine made (`m-…`) or that says how it moves or with which software it
    /// was sent: an atom without any of it is something that somebody put on the map.
    #[must_use]
    pub fn report(&self) -> Option<Report> {
        let signal =
            self.emergency().map(|it| if it.over { Signal::EmergencyOver } else { Signal::Emergency });
        if signal.is_none() && !self.is_of_a_device() {
            return None;
        }
        Some(Report { at: self.time, fix: self.fix(), signal })
    }

    /// Where it is; `None` of a device that has no fix. As an event has to have a point, clients that know none send latitude and
    /// longitude 0 with an unknown error (taky's own tests hold such a one).
    fn fix(&self) -> Option<Fix> {
        let (point, track) = (&self.point, self.track());
        if (point.place.lat_e7(), point.place.lon_e7(), point.circular_mm) == (0, 0, None) {
            return None;
        }
        Some(Fix {
            place: point.place,
            accuracy_mm: point.circular_mm,
            speed_mm_s: track.and_then(|track| track.speed_mm_s),
            course_mdeg: track.and_then(|track| track.course_mdeg),
            height_mm: point.height_mm,
            battery_percent: self.battery_percent(),
        })
    }

    fn is_of_a_device(&self) -> bool {
        let of_itself = ["takv", "track"].iter().any(|name| self.detail.child(name).is_some());
        self.is("a") && (of_itself || self.how == "m" || self.how.starts_with("m-"))
    }
}
