//! Looking at what happened, from the record, as far as it is shown.

use std::sync::Arc;

use access::{
    Action, Part, Viewer,
    view::{self, HappenedView, Texts as _},
};
use conduct::Event;
use model::{Instant, id::MovementId};

use super::{Alarm, News, Picture, Seen, Vault, Window, is_silent, look};
use crate::{
    problem::Problem,
    routes::{MessageLine, SightView, message_lines},
};

/// How far back a page may have stopped listening and still be told what it missed.
const MOST_MISSED: u64 = 10_000;
/// The most events of one answer.
const MOST_EVENTS: u64 = 1000;

/// What a page missed, and whether that is all of it.
pub(crate) struct Missed {
    pub news: Vec<News>,
    pub all: bool,
}

impl Window {
    /// What happened to a movement from entry `from` on.
    pub fn history(
        &self,
        viewer: &Viewer,
        id: MovementId,
        from: u64,
    ) -> Result<Seen<Vec<HappenedView>>, Problem> {
        let picture = self.picture();
        let sight = look(&picture, viewer, id, self.now())?;
        let view = self.readers.read(|store| {
            let vault = Vault { store, keys: &*self.keys, picture: &picture };
            let happened = ops::history::of(store, id, from, MOST_EVENTS)?;
            let shown =
                |h: &ops::history::Happened| HappenedView::of(h.n, h.recorded_at, &h.event, &sight, &vault);
            Ok::<_, ops::history::HistoryError>(happened.iter().filter_map(shown).collect())
        });
        Ok(Seen { view: view.map_err(Problem::unreadable)?, sights: vec![(id, sight)] })
    }

    /// What others changed in the order since a viewer read it.
    pub fn changes_since(
        &self,
        viewer: &Viewer,
        id: MovementId,
        revision: u32,
    ) -> Result<Seen<Vec<HappenedView>>, Problem> {
        let picture = self.picture();
        let sight = look(&picture, viewer, id, self.now())?;
        let changes = self.readers.read(|store| {
            let vault = Vault { store, keys: &*self.keys, picture: &picture };
            let happened = ops::history::of(store, id, 0, MOST_EVENTS)?;
            let newer =
                happened.iter().filter(|h| makes_revision(&h.event.what).is_some_and(|r| r > revision));
            let shown =
                |h: &ops::history::Happened| HappenedView::of(h.n, h.recorded_at, &h.event, &sight, &vault);
            Ok::<_, ops::history::HistoryError>(newer.filter_map(shown).collect())
        });
        Ok(Seen { view: changes.map_err(Problem::unreadable)?, sights: vec![(id, sight)] })
    }

    /// Whether a viewer is shown that this happened. Whoever opened a movement knows that they did.
    pub fn shows(&self, viewer: &Viewer, event: &Event) -> bool {
        let Some(id) = event.what.movement() else { return true };
        let opened = matches!(event.what, conduct::What::MovementRequested { .. });
        let by_them = event.by.person == Some(viewer.person);
        let shown =
            || look(&self.picture(), viewer, id, self.now()).is_ok_and(|sight| view::happened(event, &sight));
        (opened && by_them) || shown()
    }

    /// Who has seen a movement. For whoever may ask: [`Action::ReadSights`].
    pub fn sights(&self, viewer: &Viewer, id: MovementId) -> Result<Vec<SightView>, Problem> {
        self.may(viewer, Action::ReadSights, id)?;
        let picture = self.picture();
        let seen = self.readers.read(|store| {
            let vault = Vault { store, keys: &*self.keys, picture: &picture };
            let shown = |sight: conduct::Sight| SightView {
                person: sight.person,
                name: picture.state.person(sight.person).and_then(|person| vault.words(person.name)),
                role: sight.role.word(),
                part: sight.part.to_string(),
                hour: sight.hour.to_string(),
            };
            let sights = ops::history::sights(store, id)?;
            Ok::<_, ops::history::HistoryError>(sights.into_iter().map(shown).collect())
        });
        seen.map_err(Problem::unreadable)
    }

    /// Who was to be told of a movement outside the open pages. For whoever may ask: [`Action::ReadMessages`].
    pub fn messages(&self, viewer: &Viewer, id: MovementId) -> Result<Seen<Vec<MessageLine>>, Problem> {
        self.may(viewer, Action::ReadMessages, id)?;
        let picture = self.picture();
        let sight = look(&picture, viewer, id, self.now())?;
        let lines = self.readers.read(|store| {
            let vault = Vault { store, keys: &*self.keys, picture: &picture };
            let name = |person| vault.words(picture.state.people.get(&person)?.name);
            let happened = ops::history::messages(store, id, MOST_EVENTS)?;
            Ok::<_, ops::history::HistoryError>(message_lines(&happened, &name))
        });
        let sights = vec![(id, sight.only(&[Part::Number, Part::Detail]))];
        Ok(Seen { view: lines.map_err(Problem::unreadable)?, sights })
    }

    /// What happened after entry `last`, from the record.
    pub(crate) fn missed(&self, last: u64) -> Result<Missed, Problem> {
        let size = self.size();
        let from = last.saturating_add(1);
        if from > size || size - from > MOST_MISSED {
            // A page that heard of entries there never were comes from before a restore.
            return Ok(Missed { news: Vec::new(), all: false });
        }
        let news = self.readers.read(|store| {
            let mut news = Vec::new();
            for (n, event) in ops::history::after(store, from, size, &self.world)? {
                if is_silent(&event.what) {
                    continue;
                }
                let alarm = match Alarm::about(&event.what) {
                    Some(id) => Alarm::of_its_course(id, &ops::history::of_alert(store, &self.world, id)?),
                    None => None,
                };
                news.push(News { n, event: Arc::new(event), alarm: alarm.map(Arc::new) });
            }
            Ok::<_, ops::history::HistoryError>(news)
        });
        Ok(Missed { news: news.map_err(Problem::unreadable)?, all: true })
    }

    /// Whether a viewer's page may look otherwise after what was committed: whoever is not shown it is not told that
    /// it happened, and whoever was dismissed is told nothing.
    pub(crate) fn concerns(&self, viewer: &Viewer, news: &News) -> bool {
        let picture = self.picture();
        if !picture.state.people.contains_key(&viewer.person) {
            return false;
        }
        let (now, alarm) = (self.now(), news.alarm.as_deref());
        let is_of_duress = news.event.what.is_of_duress() || alarm.is_some_and(|alarm| alarm.is_of_duress);
        if let (Some(id), true) = (news.movement(), is_of_duress) {
            return knows_of_duress(&picture, viewer, id, now);
        }
        // Nor need whoever is told of an alert on its way up have to do with the movement, before that or afterwards.
        if let conduct::What::AlertEscalated { to, .. } = &news.event.what
            && to.contains(&viewer.person)
        {
            return true;
        }
        if let Some(alarm) = alarm {
            return alarm.called.contains(&viewer.person)
                || look(&picture, viewer, alarm.movement, now)
                    .is_ok_and(|sight| sight.shows_alert(alarm.id));
        }
        if let Some(silence) = silence(&picture.state, &news.event.what)
            && view::movements(&picture.state, viewer, self.now()).any(|(movement, sight)| {
                sight.shows(Part::Detail) && conduct::silence::lies_over(&picture.state, silence, movement)
            })
        {
            return true;
        }
        match news.movement() {
            None => matches!(viewer.role, model::party::Role::DutyOfficer | model::party::Role::Authority),
            Some(id) => look(&picture, viewer, id, now).is_ok_and(|sight| view::changes(&news.event, &sight)),
        }
    }
}

/// Whom the duty officers called may know of duress without having to do with the movement otherwise. Whoever else may know of it, once
/// it is over, is one who has.
fn knows_of_duress(picture: &Picture, viewer: &Viewer, id: MovementId, now: Instant) -> bool {
    picture.state.movement(id).is_some_and(|movement| {
        let is_called = movement.responders.contains(&viewer.person);
        conduct::duress::knows(movement, viewer.person, viewer.role)
            && (is_called || look(picture, viewer, id, now).is_ok())
    })
}

/// The silence over an area that was planned for, or whose calls were looked at: those in it call by its hours.
fn silence<'a>(state: &'a conduct::State, what: &'a conduct::What) -> Option<&'a conduct::silence::Silence> {
    match what {
        conduct::What::SilenceAnnounced { planned, .. } => Some(planned),
        conduct::What::VoiceCallsChecked { silence, movement: None, .. } => {
            state.silences.get(silence).map(|silent| &silent.silence)
        }
        _ => None,
    }
    .filter(|silence| silence.movement().is_none())
}

/// The revision of the order that an event made.
fn makes_revision(what: &conduct::What) -> Option<u32> {
    match what {
        conduct::What::OrderAmended { revision, .. }
        | conduct::What::RoutePlanned { revision, .. }
        | conduct::What::GateChecked { revision, .. } => Some(*revision),
        _ => None,
    }
}
