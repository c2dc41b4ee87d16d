//! What a receiver said for one time of day.

use model::{Day, Fix, Place, Report, Span};

use super::sentence::Sentence;

/// A time of day that is so much earlier than the last is of the next day. Half a day: a receiver that is only set right
/// moves by less.
const HALF_A_DAY: i64 = 43_200_000_000;

/// A place without a day.
pub(super) struct Undated;

#[derive(Debug, Default)]
pub(super) struct Epoch {
    /// The time of day that sentences are gathered for, in microseconds.
    of_day: Option<i64>,
    /// The day, as told by this time's sentences.
    told: Option<Day>,
    place: Option<Place>,
    speed_mm_s: Option<u32>,
    course_mdeg: Option<u32>,
    height_mm: Option<i32>,
    /// The last day told, and the time of day then.
    last: Option<(Day, i64)>,
}

impl Epoch {
    pub(super) fn is_at(&self, of_day: i64) -> bool {
        self.of_day == Some(of_day)
    }

    pub(super) fn begin(&mut self, of_day: i64) {
        *self = Epoch { of_day: Some(of_day), last: self.last, ..Epoch::default() };
    }

    pub(super) fn add(&mut self, said: &Sentence) {
        // With a day comes the sentence that has speed and course; its place is taken, the other's is the same.
        self.place = if said.day.is_some() { said.place } else { self.place.or(said.place) };
        self.told = self.told.or(said.day);
        self.speed_mm_s = self.speed_mm_s.or(said.speed_mm_s);
        self.course_mdeg = self.course_mdeg.or(said.course_mdeg);
        self.height_mm = self.height_mm.or(said.height_mm);
    }

    /// The report of this time; `None` when nothing was gathered.
    pub(super) fn ended(&mut self) -> Option<Result<Report, Undated>> {
        let (of_day, place) = (self.of_day.take()?, self.place.take()?);
        let Some(day) = self.told.or_else(|| self.following(of_day)) else { return Some(Err(Undated)) };
        self.last = Some((day, of_day));
        let fix = Fix {
            place,
            accuracy_mm: None,
            speed_mm_s: self.speed_mm_s,
            course_mdeg: self.course_mdeg,
            height_mm: self.height_mm,
            battery_percent: None,
        };
        let at = day.begins(Span::ZERO).saturating_add(Span(of_day));
        Some(Ok(Report { at, fix: Some(fix), signal: None }))
    }

    fn following(&self, of_day: i64) -> Option<Day> {
        let (day, last) = self.last?;
        if last - of_day > HALF_A_DAY { day.checked_add(1) } else { Some(day) }
    }
}
