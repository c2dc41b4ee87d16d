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
        let track = self.track();
        let fix = Fix {
            place: self.point.place,
            accuracy_mm: self.point.circular_mm,
            speed_mm_s: track.and_then(|track| track.speed_mm_s),
            course_mdeg: track.and_then(|track| track.course_mdeg),
            height_mm: self.point.height_mm,
            battery_percent: self.battery_percent(),
        };
        Some(Report { at: self.time, fix: Some(fix), signal })
    }

    fn is_of_a_device(&self) -> bool {
        let of_itself = ["takv", "track"].iter().any(|name| self.detail.child(name).is_some());
        self.is("a") && (of_itself || self.how == "m" || self.how.starts_with("m-"))
    }
}
