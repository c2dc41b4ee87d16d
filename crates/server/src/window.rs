//! The one place through which the room's state is looked at: by a viewer, at a moment, as `access` shows it.
//!
//! Nothing outside this module can reach the state, so no answer can hold what a viewer's parts do not show.

mod alarm;
mod alerts;
mod devices;
mod draws;
mod duress;
mod handovers;
mod happened;
mod movements;
mod past;
mod reporters;
mod room;
mod searches;
mod voice;
mod ways;

use std::sync::{Arc, Mutex, PoisonError};

use access::{
    Action, Viewer, may,
    view::{self, Sight, Texts},
};
use conduct::{Artefacts as _, Event, Movement, Pinned, State, What};
use model::{
    Instant, Span, Word,
    id::{MovementId, PersonId, TextId},
    party::Actor,
};
use ops::recovery::Worlds;
use rulebook::RuleSet;
use store::{keys::Keys, tracks::Tracks};
use tokio::sync::{broadcast, watch};

pub use self::reporters::Reporters;
pub(crate) use self::{
    happened::Missed,
    movements::Wanted,
    past::{GoneThrough, PastAsked},
};
use crate::{problem::Problem, readers::Readers};

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
    atlas: Arc<atlas::Atlas>,
    tracks: Arc<dyn Tracks>,
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
    /// The road networks at hand.
    pub atlas: Arc<atlas::Atlas>,
    /// What was reported from the road.
    pub tracks: Arc<dyn Tracks>,
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
    let Looking { dir, keys, epoch, clock, atlas, tracks } = looking;
    let (rules, readers) = (Mutex::new(None), Readers::of(dir));
    let window =
        Window { world: world.clone(), pictures: seen, readers, keys, epoch, clock, atlas, tracks, rules };
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
    /// The alert that it is about, if it is about one.
    pub alarm: Option<Arc<Alarm>>,
}

impl News {
    /// The movement, if it is about one.
    pub fn movement(&self) -> Option<MovementId> {
        self.event.what.movement().or(self.alarm.as_ref().map(|alarm| alarm.movement))
    }
}

/// Whether no page looks otherwise after something: that somebody looked, and that what devices reported was anchored.
fn is_silent(what: &What) -> bool {
    matches!(what, What::Seen { .. } | What::TrackSealed { .. })
}

pub(crate) use alarm::Alarm;
pub(crate) use voice::Heard;

/// What a viewer sees of a movement, and which parts that shows.
pub(crate) struct Seen<T> {
    pub view: T,
    pub sights: Vec<(MovementId, Sight)>,
}

impl ops::Audience for Glazier {
    fn committed(&mut self, worlds: &Worlds, events: &[(u64, Word, Event)]) {
        let ours: Vec<_> = events.iter().filter(|(_, world, _)| *world == self.world).collect();
        let (Some((n, ..)), Some(state)) = (ours.last(), worlds.get(&self.world)) else { return };
        let before = self.pictures.send_replace(Arc::new(Picture { state: state.clone(), size: n + 1 }));
        for (n, _, event) in ours.into_iter().filter(|(.., event)| !is_silent(&event.what)) {
            let alarm = Alarm::about(&event.what).and_then(|id| Alarm::known([&before.state, state], id));
            // Without anybody listening there is nobody to tell.
            let _ =
                self.news.send(News { n: *n, event: Arc::new(event.clone()), alarm: alarm.map(Arc::new) });
        }
    }
}

impl Window {
    /// The time in the room.
    pub fn now(&self) -> Instant {
        (self.clock)()
    }

    /// How far the room's own clock stands ahead of UTC: radios and orders speak by it.
    pub fn ahead(&self) -> Span {
        self.picture().state.offset.0
    }

    /// The epoch of the record: a page that heard of entries of another one heard of another history.
    pub fn epoch(&self) -> u64 {
        self.epoch
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
        let movement = picture.state.known(id).ok_or_else(Problem::not_there)?;
        may(&picture.state, viewer, action, movement, self.now())
            .map_err(|denied| Problem::denied(denied, action))
    }

    /// A movement with its order. One whose file was closed is made again from its entries.
    fn whole(&self, picture: &Picture, id: MovementId) -> Result<Arc<Movement>, Problem> {
        if let Some(movement) = picture.state.movement(id) {
            return Ok(Arc::clone(movement));
        }
        let happened = self.readers.read(|store| ops::history::of(store, id, 0, u64::MAX));
        let happened = happened.map_err(Problem::unreadable)?;
        let movement = Movement::of_its_events(happened.iter().map(|happened| &happened.event));
        movement.map(Arc::new).ok_or_else(Problem::not_there)
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

/// What a movement that exists for a viewer shows them.
fn look(picture: &Picture, viewer: &Viewer, id: MovementId, now: Instant) -> Result<Sight, Problem> {
    let movement = picture.state.known(id).ok_or_else(Problem::not_there)?;
    view::sight(&picture.state, viewer, movement, now).ok_or_else(Problem::not_there)
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
