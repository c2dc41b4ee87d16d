//! Entries in words: when, who, what. Who is a role and an agency, never a name.

use std::{collections::BTreeMap, fmt};

use conduct::{What, World};
use model::{
    Instant, Span,
    id::{AlertId, MovementId},
    party::Actor,
};
use ops::journal::{self, Entry};
use record::EntryView;
use serde::Serialize;

use super::words;

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

/// What earlier entries said that later ones are read with.
#[derive(Default)]
pub(super) struct Account {
    worlds: BTreeMap<String, (World, Span)>,
    numbers: BTreeMap<MovementId, String>,
    /// The movement an alert is about.
    alerts: BTreeMap<AlertId, MovementId>,
}

impl Account {
    /// The next entry in words. One that cannot be read is shown as such: it may be of a newer version.
    pub fn line(&mut self, bytes: &[u8]) -> Line {
        let view = match EntryView::parse(bytes) {
            Ok(view) => view,
            Err(error) => return Line::unreadable(&error.to_string()),
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
                line.role = Some(words::role(*role));
                line.agency = Some(agency.to_string());
                line.at = Some(event.at.micros());
                line.movement = event.what.movement().or_else(|| self.movement_of_alert(&event.what));
                if let Some((kind, offset)) = self.worlds.get(world.as_str()) {
                    line.exercise = Some(*kind == World::Exercise);
                    line.offset = *offset;
                }
                line.words = words::event(&event.what, line.offset, |id| self.number(id));
            }
            Ok((Entry::EpochOpened(_, opened), _)) => line.words = words::epoch_opened(&opened),
            Ok((Entry::KeyRotated(rotated), _)) => line.words = words::key_rotated(&rotated),
            Ok((Entry::ClockJumped(jumped), _)) => line.words = words::clock_jumped(&jumped),
            Err(error) => line.words = words::not_readable(&line.kind, line.v, &error),
        }
        line
    }

    /// Whether a line is about the movement with this number or identifier.
    pub fn is_about(&self, line: &Line, wanted: &str) -> bool {
        line.movement.is_some_and(|id| self.number(id) == wanted || id.to_string() == wanted)
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
            What::AlertAcknowledged { alert } | What::AlertClosed { alert, .. } => {
                self.alerts.get(alert).copied()
            }
            _ => None,
        }
    }

    /// The number people use, or the identifier where the entry that gave the number is not here.
    fn number(&self, id: MovementId) -> String {
        self.numbers.get(&id).cloned().unwrap_or_else(|| id.to_string())
    }
}

impl Line {
    fn unreadable(reason: &str) -> Line {
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
            words: words::no_entry(reason),
            offset: Span(0),
        }
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let moment = |micros: i64| Instant::from_micros(micros).map(|at| words::moment(at, self.offset));
        let recorded = moment(self.recorded_at).unwrap_or_else(|_| self.recorded_at.to_string());
        let when = match self.at.map(moment) {
            Some(Ok(at)) if at != recorded => words::stated_and_recorded(&at, &recorded),
            _ => recorded,
        };
        let place = words::place(self.n, self.exercise == Some(true));
        match self.role.as_deref().zip(self.agency.as_deref()) {
            Some((role, agency)) => {
                write!(f, "{place}  {when}  {}: {}", words::who(role, agency), self.words)
            }
            None => write!(f, "{place}  {when}  {}", self.words),
        }
    }
}
