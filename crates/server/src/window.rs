//! The one place through which the room's state is looked at: by a viewer, at a moment, as `access` shows it.
//!
//! Nothing outside this file can reach the state, so no answer can hold what a viewer's parts do not show.

use std::sync::{Arc, Mutex, PoisonError};

use access::{
    Action, Part, Viewer, may,
    view::{
        self, AlertView, AreaView, HappenedView, Line, MovementView, PersonView, RulingView, Sight, Texts,
    },
};
use conduct::{Artefacts as _, Event, Movement, Pinned, State, command::Statement, message::Recipient};
use model::{
    Instant, Word,
    id::{MovementId, PersonId, TextId},
    party::Actor,
};
use ops::recovery::Worlds;
use rulebook::{At, RuleSet};
use store::keys::Keys;
use tokio::sync::{broadcast, watch};
use words::Catalogue;

use crate::{
    problem::Problem,
    readers::Readers,
    routes::{InForce, MessageLine, OwnAddress, RuleLine, SightView, Webhook, message_lines},
};

/// How far back a page may have stopped listening and still be told what it missed.
const MOST_MISSED: u64 = 10_000;
/// The most events of one answer.
const MOST_EVENTS: u64 = 1000;

/// What was committed last.
#[derive(Clone, Debug, Default)]
struct Picture {
    state: State,
    size: u64,
}

/// Looks at one world.
pub(crate) struct Window {
    world: Word,
    pictures: watch::Receiver<Arc<Picture>>,
    readers: Readers,
    keys: Arc<dyn Keys>,
    epoch: u64,
    clock: Arc<dyn Fn() -> Instant + Send + Sync>,
    rules: Mutex<Option<(Pinned, Arc<RuleSet>)>>,
}

/// Hears what is committed and shows it in the window.
pub struct Glazier {
    world: Word,
    pictures: watch::Sender<Arc<Picture>>,
    news: broadcast::Sender<News>,
}

/// What a window is made with.
pub(crate) struct Looking {
    /// The data directory.
    pub dir: std::path::PathBuf,
    /// The keys of its texts.
    pub keys: Arc<dyn Keys>,
    /// The epoch the record is written in.
    pub epoch: u64,
    /// The time.
    pub clock: Arc<dyn Fn() -> Instant + Send + Sync>,
}

/// A window, and the news that come with it.
pub(crate) struct Frame {
    pub window: Window,
    pub news: broadcast::Sender<News>,
}

/// A window on `world` as it was recovered, and whoever keeps it up to date.
pub(crate) fn frame(world: &Word, worlds: &Worlds, size: u64, looking: Looking) -> (Glazier, Frame) {
    let state = worlds.get(world).cloned().unwrap_or_default();
    let (pictures, seen) = watch::channel(Arc::new(Picture { state, size }));
    let (news, _) = broadcast::channel(crate::live::KEPT);
    let Looking { dir, keys, epoch, clock } = looking;
    let (rules, readers) = (Mutex::new(None), Readers::of(dir));
    let window = Window { world: world.clone(), pictures: seen, readers, keys, epoch, clock, rules };
    let glazier = Glazier { world: world.clone(), pictures, news: news.clone() };
    (glazier, Frame { window, news })
}

/// Something was committed about a movement, or about the room as a whole.
#[derive(Clone, Debug)]
pub(crate) struct News {
    /// The entry's number.
    pub n: u64,
    /// What.
    pub event: Arc<Event>,
}

impl News {
    /// The movement, if it is about one.
    pub fn movement(&self) -> Option<MovementId> {
        self.event.what.movement()
    }
}

/// What a page missed, and whether that is all of it.
pub(crate) struct Missed {
    pub news: Vec<News>,
    pub all: bool,
}

/// What a viewer sees of a movement, and which parts that shows.
pub(crate) struct Seen<T> {
    pub view: T,
    pub sights: Vec<(MovementId, Sight)>,
}

impl ops::Audience for Glazier {
    fn committed(&mut self, worlds: &Worlds, events: &[(u64, Word, Event)]) {
        let ours: Vec<_> = events.iter().filter(|(_, world, _)| *world == self.world).collect();
        let (Some((n, ..)), Some(state)) = (ours.last(), worlds.get(&self.world)) else { return };
        self.pictures.send_replace(Arc::new(Picture { state: state.clone(), size: n + 1 }));
        for (n, _, event) in ours {
            let silent = matches!(event.what, conduct::What::Seen { .. });
            if !silent {
                // Without anybody listening there is nobody to tell.
                let _ = self.news.send(News { n: *n, event: Arc::new(event.clone()) });
            }
        }
    }
}

impl Window {
    /// The time in the room.
    pub fn now(&self) -> Instant {
        (self.clock)()
    }

    /// The epoch of the record: a page that heard of entries of another one heard of another history.
    pub fn epoch(&self) -> u64 {
        self.epoch
    }

    /// Whether the data of somebody whose erasure is on the record was destroyed, as far as it ever can be.
    pub fn is_destroyed(&self, person: PersonId) -> Result<bool, Problem> {
        let subject = ops::texts::of_person(person);
        let destroyed = self.keys.destroyed().map_err(Problem::unreadable)?;
        Ok(destroyed.contains(&subject))
    }

    /// How many entries the record has, as far as is shown.
    pub fn size(&self) -> u64 {
        self.pictures.borrow().size
    }

    /// Who has which role now, for whoever watches the door.
    pub fn roster(&self) -> impl login::Roster + use<> {
        let pictures = self.pictures.clone();
        move |person: PersonId| {
            let enrolled = pictures.borrow().state.people.get(&person).map(|enrolled| enrolled.role);
            enrolled.into_iter().collect()
        }
    }

    fn picture(&self) -> Arc<Picture> {
        Arc::clone(&self.pictures.borrow())
    }

    /// Somebody who may act here now.
    pub fn viewer(&self, person: PersonId) -> Option<Viewer> {
        self.picture().state.people.get(&person).map(|enrolled| Viewer::of(person, enrolled))
    }

    /// Whether a viewer may do this to this movement.
    pub fn may(&self, viewer: &Viewer, action: Action, id: MovementId) -> Result<access::Tie, Problem> {
        let picture = self.picture();
        let movement = picture.state.movement(id).ok_or_else(Problem::not_there)?;
        may(&picture.state, viewer, action, movement, self.now())
            .map_err(|denied| Problem::denied(denied, action))
    }

    /// The movements that exist for a viewer, the newest first.
    pub fn lines(&self, viewer: &Viewer) -> Seen<Vec<Line>> {
        let (picture, now) = (self.picture(), self.now());
        let mut seen = Seen { view: Vec::new(), sights: Vec::new() };
        for (movement, sight) in view::movements(&picture.state, viewer, now) {
            seen.view.push(Line::of(&picture.state, movement, &sight, now));
            seen.sights.push((movement.id, sight.only(&Line::SHOWS)));
        }
        seen
    }

    /// One movement, as a viewer sees it.
    pub fn movement(&self, viewer: &Viewer, id: MovementId) -> Result<Seen<MovementView>, Problem> {
        let (picture, now) = (self.picture(), self.now());
        let (movement, sight) = look(&picture, viewer, id, now)?;
        let view =
            self.reading(&picture, |texts| MovementView::of(&picture.state, movement, &sight, now, texts))?;
        Ok(Seen { view, sights: vec![(id, sight)] })
    }

    /// Every rule for one movement now, and the way out, in these words.
    pub fn ruling(
        &self,
        viewer: &Viewer,
        id: MovementId,
        words: &Catalogue,
    ) -> Result<Seen<RulingView>, Problem> {
        let (picture, now) = (self.picture(), self.now());
        let (movement, sight) = look(&picture, viewer, id, now)?;
        if !sight.shows(Part::Ruling) {
            return Err(Problem::forbidden(Action::Clear));
        }
        let rules = self.rules(&picture.state.pinned)?;
        // Which fact is one too many is not said: it may be one that is not shown.
        let facts = conduct::dossier(&picture.state, movement).map_err(|_| Problem::too_much_said())?;
        let (waivers, at) = (movement.waivers(), At { now, offset: picture.state.offset.0 });
        let evaluation = rulebook::evaluate(&rules, &facts, &waivers, at);
        let fixes = (!evaluation.clears()).then(|| rulebook::shortest_fix(&rules, &facts, &waivers, at));
        let view = RulingView::of(&evaluation, fixes.as_ref(), &sight, now, words)
            .ok_or_else(|| Problem::forbidden(Action::Clear))?;
        Ok(Seen { view, sights: vec![(id, sight)] })
    }

    /// What happened to a movement from entry `from` on.
    pub fn history(
        &self,
        viewer: &Viewer,
        id: MovementId,
        from: u64,
    ) -> Result<Seen<Vec<HappenedView>>, Problem> {
        let picture = self.picture();
        let (_, sight) = look(&picture, viewer, id, self.now())?;
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
        let (_, sight) = look(&picture, viewer, id, self.now())?;
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
        let shown = || {
            look(&self.picture(), viewer, id, self.now())
                .is_ok_and(|(_, sight)| view::happened(event, &sight))
        };
        (opened && by_them) || shown()
    }

    /// Whether the movement of this number is one that does not exist for a viewer.
    pub fn hides(&self, viewer: &Viewer, number: &Word) -> bool {
        let picture = self.picture();
        let id = picture.state.numbers.get(number.as_str());
        id.is_some_and(|id| look(&picture, viewer, *id, self.now()).is_err())
    }

    /// Whether a viewer may say this about a movement. What others found and is not shown to them, they would learn
    /// by speaking in their name: a word that contradicts an earlier one is refused.
    pub fn may_say(&self, viewer: &Viewer, id: MovementId, statements: &[Statement]) -> Result<(), Problem> {
        let picture = self.picture();
        let (_, sight) = look(&picture, viewer, id, self.now())?;
        let own = |said: &Statement| *said.claim.source.origin() == viewer.agency;
        match statements.iter().position(|said| !own(said) && !sight.shows_fact(&said.path)) {
            None => Ok(()),
            Some(i) => {
                let problem = Problem::malformed(|words| words.say("problem-in-your-own-name"));
                Err(problem.at(format!("facts[{i}]")))
            }
        }
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
        let (_, sight) = look(&picture, viewer, id, self.now())?;
        let lines = self.readers.read(|store| {
            let vault = Vault { store, keys: &*self.keys, picture: &picture };
            let name = |person| vault.words(picture.state.people.get(&person)?.name);
            let happened = ops::history::messages(store, id, MOST_EVENTS)?;
            Ok::<_, ops::history::HistoryError>(message_lines(&happened, &name))
        });
        let sights = vec![(id, sight.only(&[Part::Number, Part::Detail]))];
        Ok(Seen { view: lines.map_err(Problem::unreadable)?, sights })
    }

    /// Where messages for a viewer go.
    pub fn own_address(&self, viewer: &Viewer) -> Result<OwnAddress, Problem> {
        let picture = self.picture();
        let known = picture.state.addresses.get(&Recipient::Person(viewer.person));
        let Some(known) = known else { return Ok(OwnAddress { mail: None, language: None, since: None }) };
        let mail = self.reading(&picture, |texts| texts.words(known.address))?;
        Ok(OwnAddress { mail, language: Some(known.language.clone()), since: Some(known.since.to_string()) })
    }

    /// The agencies whose systems are told. For whoever may ask: [`Action::KeepWebhooks`].
    pub fn webhooks(&self) -> Result<Vec<Webhook>, Problem> {
        let picture = self.picture();
        self.reading(&picture, |texts| {
            let webhook = |(of, known): (&Recipient, &conduct::message::Address)| match of {
                Recipient::Agency(agency) => Some(Webhook {
                    agency: agency.clone(),
                    url: texts.words(known.address),
                    since: known.since.to_string(),
                }),
                Recipient::Person(_) => None,
            };
            picture.state.addresses.iter().filter_map(webhook).collect()
        })
    }

    /// The areas and their levels.
    pub fn areas(&self, viewer: &Viewer) -> Vec<AreaView> {
        view::areas(&self.picture().state, viewer)
    }

    /// The open alerts.
    pub fn alerts(&self, viewer: &Viewer) -> Seen<Vec<AlertView>> {
        let (picture, now) = (self.picture(), self.now());
        let alerts = view::alerts(&picture.state, viewer);
        let sight = |id| Some((id, look(&picture, viewer, id, now).ok()?.1.only(&AlertView::SHOWS)));
        let sights = alerts.iter().filter_map(|alert| sight(alert.movement)).collect();
        Seen { view: alerts, sights }
    }

    /// The people a viewer may know of, themselves among them.
    pub fn people(&self, viewer: &Viewer) -> Result<Vec<PersonView>, Problem> {
        let picture = self.picture();
        self.reading(&picture, |texts| view::people(&picture.state, viewer, texts))
    }

    /// The rules in force, in these words.
    pub fn in_force(&self, words: &Catalogue) -> Result<InForce, Problem> {
        let picture = self.picture();
        let pinned = &picture.state.pinned;
        let rules = self.rules(pinned)?;
        let line = |rule: &std::sync::Arc<rulebook::Rule>| RuleLine {
            id: rule.id.clone(),
            title: rule.title(words.language()).to_owned(),
            refuses: rule.effect.refuses(),
            waivable_by: rule.effect.waivable_by().map(model::party::Role::word),
            owner: rule.owner.word(),
        };
        Ok(InForce {
            rulebooks: pinned.rulebooks.iter().map(ToString::to_string).collect(),
            rules: rules.rules().map(line).collect(),
            switched_off: pinned.switched_off.clone(),
        })
    }

    /// The latest checkpoint.
    pub fn checkpoint(&self) -> Result<Vec<u8>, Problem> {
        let latest = self.readers.read(store::ReadStore::latest_checkpoint).map_err(Problem::unreadable)?;
        latest.map(|checkpoint| checkpoint.note).ok_or_else(Problem::not_there)
    }

    /// A movement's entries with their proofs.
    pub fn extract(&self, viewer: &Viewer, id: MovementId) -> Result<Seen<Vec<u8>>, Problem> {
        let picture = self.picture();
        let (_, sight) = look(&picture, viewer, id, self.now())?;
        let bundle = self
            .readers
            .read(|store| ops::extract::movement(store, &id.to_string(), ops::extract::Extent::default()));
        let bytes = bundle.map_err(Problem::unreadable)?.to_json().map_err(Problem::unreadable)?;
        Ok(Seen { view: bytes, sights: vec![(id, sight)] })
    }

    /// What happened after entry `last`, from the record.
    pub(crate) fn missed(&self, last: u64) -> Result<Missed, Problem> {
        let size = self.size();
        let from = last.saturating_add(1);
        if from > size || size - from > MOST_MISSED {
            // A page that heard of entries there never were comes from before a restore.
            return Ok(Missed { news: Vec::new(), all: false });
        }
        let entries = self.readers.read(|store| ops::history::after(store, from, size, &self.world));
        let news = |(n, event): (u64, Event)| News { n, event: Arc::new(event) };
        Ok(Missed { news: entries.map_err(Problem::unreadable)?.into_iter().map(news).collect(), all: true })
    }

    /// Whether a viewer's page may look otherwise after what was committed: whoever is not shown it is not told that
    /// it happened, and whoever was dismissed is told nothing.
    pub(crate) fn concerns(&self, viewer: &Viewer, news: &News) -> bool {
        let picture = self.picture();
        if !picture.state.people.contains_key(&viewer.person) {
            return false;
        }
        match news.movement() {
            None => matches!(viewer.role, model::party::Role::DutyOfficer | model::party::Role::Authority),
            Some(id) => look(&picture, viewer, id, self.now())
                .is_ok_and(|(_, sight)| view::changes(&news.event, &sight)),
        }
    }

    fn rules(&self, pinned: &Pinned) -> Result<Arc<RuleSet>, Problem> {
        let mut kept = self.rules.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, rules)) = kept.as_ref().filter(|(known, _)| known == pinned) {
            return Ok(Arc::clone(rules));
        }
        let shelf = self.readers.read(ops::recovery::shelf).map_err(Problem::unreadable)?;
        let rules =
            shelf.rules(pinned).ok_or_else(|| Problem::busy(|words| words.say("problem-no-rulebook")))?;
        *kept = Some((pinned.clone(), Arc::clone(&rules)));
        Ok(rules)
    }

    /// Lends the vault to whoever makes a view.
    fn reading<T>(&self, picture: &Picture, make: impl FnOnce(&dyn Texts) -> T) -> Result<T, Problem> {
        self.readers
            .read(|store| Ok::<T, store::StoreError>(make(&Vault { store, keys: &*self.keys, picture })))
            .map_err(Problem::unreadable)
    }
}

/// A movement that exists for a viewer.
fn look<'a>(
    picture: &'a Picture,
    viewer: &Viewer,
    id: MovementId,
    now: Instant,
) -> Result<(&'a Movement, Sight), Problem> {
    let movement = picture.state.movement(id).ok_or_else(Problem::not_there)?;
    let sight = view::sight(&picture.state, viewer, movement, now).ok_or_else(Problem::not_there)?;
    Ok((movement, sight))
}

/// The revision of the order that an event made.
fn makes_revision(what: &conduct::What) -> Option<u32> {
    match what {
        conduct::What::OrderAmended { revision, .. } | conduct::What::GateChecked { revision, .. } => {
            Some(*revision)
        }
        _ => None,
    }
}

struct Vault<'a> {
    store: &'a store::SqliteReader,
    keys: &'a dyn Keys,
    picture: &'a Picture,
}

impl Texts for Vault<'_> {
    fn words(&self, id: TextId) -> Option<String> {
        ops::texts::words(self.store, self.keys, id)
    }

    /// Whoever was dismissed is still named for what they did, until they are erased.
    fn name(&self, actor: &Actor) -> Option<String> {
        self.words(self.picture.state.person(actor.person?)?.name)
    }
}
