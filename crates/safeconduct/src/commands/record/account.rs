//! Entries in words: when, who, what. Who is a role and an agency, never a name.

use std::collections::BTreeMap;

use conduct::{What, World};
use model::{
    Instant, Span,
    id::{AlertId, MovementId},
    party::Actor,
};
use ops::journal::{self, Entry};
use record::EntryView;
use serde::Serialize;
use words::Catalogue;

use super::telling::{self, Telling};

/// What one entry says.
#[derive(Debug, Serialize)]
pub(super) struct Line {
    /// Its place in the log.
    pub n: u64,
    #[serde(rename = "type")]
    pub kind: String,
    pub v: u32,
    /// When it was recorded, in microseconds since 1970-01-01T00:00:00Z.
    pub recorded_at: i64,
    /// The moment it is stated for, in the same.
    pub at: Option<i64>,
    /// The world it belongs to.
    pub world: String,
    /// Whether that world is a case or an exercise; `None` where the entry that opened it is not here.
    pub exercise: Option<bool>,
    /// In what role it was done.
    pub role: Option<String>,
    /// For which agency.
    pub agency: Option<String>,
    /// The movement it is about.
    pub movement: Option<MovementId>,
    /// What happened.
    pub words: String,
    /// How far the world's local clocks stand ahead of UTC.
    #[serde(skip)]
    offset: Span,
}

/// What earlier entries said that later ones are read with, and in which words all are told.
pub(super) struct Account {
    words: &'static Catalogue,
    worlds: BTreeMap<String, (World, Span)>,
    numbers: BTreeMap<MovementId, String>,
    /// The movement an alert is about.
    alerts: BTreeMap<AlertId, MovementId>,
}

impl Account {
    pub fn new(words: &'static Catalogue) -> Self {
        Account { words, worlds: BTreeMap::new(), numbers: BTreeMap::new(), alerts: BTreeMap::new() }
    }

    /// The next entry in words. One that cannot be read is shown as such: it may be of a newer version.
    pub fn line(&mut self, bytes: &[u8]) -> Line {
        let words = self.words;
        let view = match EntryView::parse(bytes) {
            Ok(view) => view,
            Err(error) => return Line::unreadable(telling::no_entry(&error.to_string(), words)),
        };
        let mut line = Line {
            n: view.n,
            kind: view.kind.to_string(),
            v: view.v,
            recorded_at: view.recorded_at,
            at: None,
            world: view.world.to_string(),
            exercise: None,
            role: None,
            agency: None,
            movement: None,
            words: String::new(),
            offset: Span(0),
        };
        match journal::read(bytes) {
            Ok((Entry::InWorld(world, event), _)) => {
                self.learn(world.as_str(), &event.what);
                let Actor { role, agency, .. } = &event.by;
                line.role = Some(words.role(*role));
                line.agency = Some(agency.to_string());
                line.at = Some(event.at.micros());
                line.movement = event.what.movement().or_else(|| self.movement_of_alert(&event.what));
                if let Some((kind, offset)) = self.worlds.get(world.as_str()) {
                    line.exercise = Some(*kind == World::Exercise);
                    line.offset = *offset;
                }
                let nobody = BTreeMap::new();
                let telling = Telling { words, offset: line.offset, numbers: &self.numbers, people: &nobody };
                line.words = telling.event(&event.what);
            }
            Ok((Entry::EpochOpened(_, opened), _)) => line.words = telling::epoch_opened(&opened, words),
            Ok((Entry::KeyRotated(rotated), _)) => line.words = telling::key_rotated(&rotated, words),
            Ok((Entry::ClockJumped(jumped), _)) => line.words = telling::clock_jumped(&jumped, words),
            Err(error) => line.words = telling::not_readable(&line.kind, line.v, &error, words),
        }
        line
    }

    /// Whether a line is about the movement with this number or identifier.
    pub fn is_about(&self, line: &Line, wanted: &str) -> bool {
        let is_called = |id: &MovementId| self.numbers.get(id).is_some_and(|number| number == wanted);
        line.movement.is_some_and(|id| is_called(&id) || id.to_string() == wanted)
    }

    fn learn(&mut self, world: &str, what: &What) {
        match what {
            What::WorldOpened { world: kind, offset } => {
                self.worlds.insert(world.to_owned(), (*kind, *offset));
            }
            What::MovementRequested { movement, number, .. } => {
                self.numbers.insert(*movement, number.to_string());
            }
            What::AlertRaised { alert, movement, .. } => {
                self.alerts.insert(*alert, *movement);
            }
            _ => {}
        }
    }

    fn movement_of_alert(&self, what: &What) -> Option<MovementId> {
        match what {
            What::AlertAcknowledged { alert, .. } | What::AlertClosed { alert, .. } => {
                self.alerts.get(alert).copied()
            }
            _ => None,
        }
    }
}

impl Line {
    fn unreadable(words: String) -> Line {
        Line {
            n: 0,
            kind: String::new(),
            v: 0,
            recorded_at: 0,
            at: None,
            world: String::new(),
            exercise: None,
            role: None,
            agency: None,
            movement: None,
            words,
            offset: Span(0),
        }
    }

    /// Its place, when, who, and what.
    pub fn told(&self, words: &Catalogue) -> String {
        let moment = |micros: i64| Instant::from_micros(micros).map(|at| telling::moment(at, self.offset));
        let recorded = moment(self.recorded_at).unwrap_or_else(|_| self.recorded_at.to_string());
        let when = match self.at.map(moment) {
            Some(Ok(at)) if at != recorded => {
                words.say_with("entry-recorded-later", [("at", at.into()), ("recorded", recorded.into())])
            }
            _ => recorded,
        };
        let place = if self.exercise == Some(true) { "entry-place-exercise" } else { "entry-place" };
        let place = words.say_with(place, [("n", self.n.into())]);
        let what = self.words.as_str();
        match (&self.role, &self.agency) {
            (Some(role), Some(agency)) => {
                let who = [("role", role.as_str().into()), ("agency", agency.as_str().into())];
                let who = words.say_with("entry-by", who);
                let about = [
                    ("place", place.into()),
                    ("when", when.into()),
                    ("who", who.into()),
                    ("what", what.into()),
                ];
                words.say_with("entry-line-by", about)
            }
            _ => {
                let about = [("place", place.into()), ("when", when.into()), ("what", what.into())];
                words.say_with("entry-line", about)
            }
        }
    }
}
