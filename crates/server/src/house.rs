//! What every handler is given: a window to look through, a door to hand commands in, and who is at the door.

use std::sync::Arc;

use access::Viewer;
use conduct::{Act, Command};
use login::{LoginError, Roster};
use model::{
    Instant, Word,
    id::{MovementId, PersonId},
    party::Role,
};
use ops::{Submission, recovery::Worlds, room::system};
use tokio::sync::{Semaphore, broadcast, watch};
use uuid::Uuid;

use crate::{
    door::Door,
    problem::{Kind, Problem},
    sights::Sights,
    window::{self, Frame, Glazier, News, Seen, Window},
};

/// Who is at the door.
pub type Login = login::Login<store::accounts::SqliteAccounts>;
/// Passwords looked at, at a time: each takes 19 MiB and a processor for tens of milliseconds.
const DOORKEEPERS: usize = 2;
/// Fills with unpredictable bytes.
pub type Random = dyn Fn(&mut [u8]) + Send + Sync;

/// Everything behind the handlers.
pub struct House {
    pub(crate) window: Window,
    pub(crate) door: Door,
    pub(crate) news: broadcast::Sender<News>,
    /// Whether the room closes.
    closing: watch::Sender<bool>,
    pub(crate) sights: Sights,
    pub(crate) world: Word,
    pub(crate) login: Login,
    /// How many may ask the doorkeeper at once.
    pub(crate) doorkeepers: Semaphore,
    pub(crate) random: Arc<Random>,
    /// Whose roles can be taken, in a demonstration.
    pub(crate) cast: Option<Vec<Played>>,
}

/// Makes the doorkeeper of a house whose people's roles it can ask.
pub type Doorkeeping = dyn FnOnce(Box<dyn Roster>) -> Result<Login, LoginError>;

/// What a house is furnished with, before its writer has begun.
pub struct Furniture {
    /// The world it shows.
    pub world: Word,
    /// The data directory.
    pub dir: std::path::PathBuf,
    /// The time.
    pub clock: Arc<dyn Fn() -> Instant + Send + Sync>,
    /// Fills with unpredictable bytes.
    pub random: Arc<Random>,
    /// Makes the doorkeeper, who asks the room for people's roles.
    pub login: Box<Doorkeeping>,
    /// Whose roles can be taken, in a demonstration; `None` in a real room.
    pub cast: Option<Vec<Played>>,
}

impl Furniture {
    /// The house of a recovered room; its writer is started before the audience that comes with it, and its door is
    /// then handed in.
    ///
    /// # Errors
    /// When the doorkeeper cannot be.
    pub fn house(
        self,
        worlds: &Worlds,
        size: u64,
    ) -> Result<(Glazier, impl FnOnce(ops::Door) -> House + use<>), LoginError> {
        let Furniture { world, dir, clock, random, login, cast } = self;
        let (glazier, Frame { window, news }) = window::frame(&world, worlds, size, dir, clock);
        let login = login(Box::new(window.roster()))?;
        let with = move |door| House {
            window,
            door: Door(door),
            news,
            closing: watch::Sender::new(false),
            sights: Sights::default(),
            world,
            login,
            doorkeepers: Semaphore::new(DOORKEEPERS),
            random,
            cast,
        };
        Ok((glazier, with))
    }
}

/// A made-up person of a demonstration.
#[derive(Clone)]
pub struct Played {
    /// Who.
    pub person: PersonId,
    /// The name.
    pub name: String,
    /// The role.
    pub role: Role,
}

/// A request's idempotency key, if it has one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Key {
    /// The key.
    pub key: Option<String>,
    /// The request it stands for, as it came: what is made of it may hold the moment it is made.
    pub request: Option<store::Hash>,
}

impl House {
    /// Ends the lines of those who follow what changes: they would stay open for ever, and closing would wait for them.
    pub fn ends_lines(&self) {
        self.closing.send_replace(true);
    }

    /// Ready when the room closes.
    pub(crate) fn closing(&self) -> impl Future<Output = ()> + Send + use<> {
        let mut closing = self.closing.subscribe();
        async move {
            // A house that is gone is closed.
            let _ = closing.wait_for(|closing| *closing).await;
        }
    }

    /// The time in the room.
    pub fn now(&self) -> Instant {
        self.window.now()
    }

    /// A fresh identifier.
    pub(crate) fn fresh<Id: From<Uuid>>(&self) -> Id {
        let mut bytes = [0; 10];
        (self.random)(&mut bytes);
        let millis = u64::try_from(self.now().micros() / 1000).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid().into()
    }

    /// A link by which somebody enrolled makes their own way in.
    pub(crate) async fn invite(self: &Arc<Self>, person: PersonId) -> Result<String, Problem> {
        let now = self.now();
        let secret = self.knock(move |login| login.invite(person, now)).await?;
        Ok(format!("/enrol#{}", secret.expose()))
    }

    /// Ends whatever somebody could still do with an old session or password.
    pub(crate) async fn forget(self: &Arc<Self>, person: PersonId) -> Result<(), Problem> {
        self.knock(move |login| login.forget(person)).await.map(|_| ())
    }

    /// A problem with what others changed since, as far as this viewer is shown it.
    pub(crate) async fn with_changes(
        &self,
        problem: Problem,
        viewer: &Viewer,
        movement: MovementId,
        revision: u32,
    ) -> Problem {
        if problem.kind != Kind::Outdated {
            return problem;
        }
        let changes = match self.window.changes_since(viewer, movement, revision) {
            Ok(seen) => self.show(viewer, seen).await,
            Err(unreadable) => Err(unreadable),
        };
        // Without the list the refusal still says what to do.
        Problem { changes: changes.unwrap_or_default(), ..problem }
    }

    /// Shows something, once it is noted that it was seen.
    pub(crate) async fn show<T>(&self, viewer: &Viewer, seen: Seen<T>) -> Result<T, Problem> {
        let note = |sights| {
            let command = Command { by: system(self.world.clone()), act: Act::NoteSights { sights } };
            self.door.submit(Submission::of(self.world.clone(), command))
        };
        self.sights.note(viewer, &seen.sights, self.now(), note).await?;
        Ok(seen.view)
    }
}
