//! What every handler is given: a window to look through, a door to hand commands in, and who is at the door.

use std::sync::Arc;

use access::Viewer;
use conduct::{Act, Command};
use login::{LoginError, Roster};
use model::{
    Instant, Word,
    id::{MovementId, PersonId},
};
use ops::{
    Recorded, Submission,
    recovery::Worlds,
    room::system,
    track::{Admission, Hatch},
    watching::Board,
};
use tokio::sync::{Semaphore, broadcast, watch};
use uuid::Uuid;

use crate::{
    cast::{Cast, Played},
    door::Door,
    listener::Connections,
    lookout::Lookout,
    moved::OnTheRoad,
    problem::{Kind, Problem},
    reached::Approach,
    replays::Replays,
    setup,
    sights::Sights,
    tak::TakClients,
    window::{self, Frame, Glazier, GoneThrough, Looking, News, PastAsked, Seen, Window},
};

/// Who is at the door.
pub type Login = login::Login<store::accounts::SqliteAccounts>;
/// How many times something moved are kept for a line that is slow to hear; a slower one hears of the next.
const MOVES: usize = 64;
/// How many who are gone are remembered for a line that is slow to hear of them; a slower one looks for itself.
const GONE: usize = 256;
/// Passwords looked at, at a time: each takes 19 MiB and a processor for tens of milliseconds.
const DOORKEEPERS: usize = 2;
/// Fills with unpredictable bytes.
pub type Random = dyn Fn(&mut [u8]) + Send + Sync;

/// Everything behind the handlers.
pub struct House {
    pub(crate) window: Window,
    pub(crate) door: Door,
    pub(crate) news: broadcast::Sender<News>,
    /// Which movements moved, or are watched otherwise.
    pub(crate) moves: broadcast::Sender<OnTheRoad>,
    /// Whether the room closes.
    closing: watch::Sender<bool>,
    /// Who may hear no more.
    gone: broadcast::Sender<Gone>,
    pub(crate) approach: Arc<Approach>,
    pub(crate) sights: Sights,
    pub(crate) world: Word,
    pub(crate) login: Login,
    /// How many may ask the doorkeeper at once.
    pub(crate) doorkeepers: Semaphore,
    pub(crate) random: Arc<Random>,
    /// Who looks at pasts.
    pub(crate) replays: Replays<PastAsked, Option<GoneThrough>>,
    /// Where reports from the road are handed in.
    pub(crate) hatch: Hatch,
    /// Where devices were last.
    pub(crate) lookout: Lookout,
    /// How movements are watched.
    pub(crate) board: Board,
    /// Which reports are taken.
    pub(crate) admission: Admission,
    /// TAK clients that it hears.
    pub(crate) tak: TakClients,
    /// Packages of TAK clients that wait to be fetched.
    pub(crate) packages: setup::Waiting,
    /// Whose roles can be taken, in a demonstration.
    pub(crate) cast: Option<Cast>,
    /// Connections to it.
    pub(crate) connections: Arc<Connections>,
}

/// What ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Gone {
    /// The session with this token.
    Session(String),
    /// Every session of theirs.
    Person(PersonId),
}

/// Makes the doorkeeper of a house whose people's roles it can ask.
pub type Doorkeeping = dyn FnOnce(Box<dyn Roster>) -> Result<Login, LoginError>;

/// What a house is furnished with, before its writer has begun.
pub struct Furniture {
    /// The world it shows.
    pub world: Word,
    /// The data directory.
    pub dir: std::path::PathBuf,
    /// The keys of the texts in it.
    pub keys: Arc<dyn store::keys::Keys>,
    /// The epoch its record is written in.
    pub epoch: u64,
    /// The time.
    pub clock: Arc<dyn Fn() -> Instant + Send + Sync>,
    /// Fills with unpredictable bytes.
    pub random: Arc<Random>,
    /// Makes the doorkeeper, who asks the room for people's roles.
    pub login: Box<Doorkeeping>,
    /// Where reports from the road are handed in.
    pub hatch: Hatch,
    /// What was reported from the road.
    pub tracks: Arc<dyn store::tracks::Tracks>,
    /// Where devices were last, which the intake tells.
    pub lookout: Lookout,
    /// How movements are watched, which the watch says.
    pub board: Board,
    /// Which reports are taken, and how long they are kept.
    pub admission: Admission,
    /// TAK clients that it hears.
    pub tak: TakClients,
    /// The road networks at hand.
    pub atlas: Arc<atlas::Atlas>,
    /// How it is reached.
    pub approach: Approach,
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
        let Furniture {
            world,
            dir,
            keys,
            epoch,
            clock,
            random,
            login,
            atlas,
            approach,
            cast,
            hatch,
            tracks,
            lookout,
            board,
            admission,
            tak,
        } = self;
        let sights = Sights::at(&dir);
        let looking = Looking { dir, keys, epoch, clock, atlas, tracks };
        let (glazier, Frame { window, news }) = window::frame(&world, worlds, size, looking);
        let login = login(Box::new(window.roster()))?;
        let with = move |door| House {
            window,
            door: Door::to(door),
            news,
            moves: broadcast::Sender::new(MOVES),
            closing: watch::Sender::new(false),
            gone: broadcast::Sender::new(GONE),
            approach: Arc::new(approach),
            sights,
            world,
            login,
            doorkeepers: Semaphore::new(DOORKEEPERS),
            replays: Replays::default(),
            random,
            hatch,
            lookout,
            board,
            admission,
            tak,
            packages: setup::Waiting::default(),
            cast: cast.map(Cast::of),
            connections: Arc::default(),
        };
        Ok((glazier, with))
    }
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

    /// What is counted of connections to it, for whoever takes them.
    pub fn connections(&self) -> Arc<Connections> {
        Arc::clone(&self.connections)
    }

    /// Ready when the room closes.
    pub(crate) fn closing(&self) -> impl Future<Output = ()> + Send + use<> {
        let mut closing = self.closing.subscribe();
        async move {
            // A house that is gone is closed.
            let _ = closing.wait_for(|closing| *closing).await;
        }
    }

    /// Ends the lines of whoever signed out or is let in no longer.
    pub(crate) fn hears_no_more(&self, gone: Gone) {
        // Without open lines there is nobody to tell.
        let _ = self.gone.send(gone);
    }

    /// Whether this token is of a session of theirs now. Who cannot be looked up hears no more; the page asks again
    /// by itself.
    pub(crate) fn is_session_of(&self, person: PersonId, token: &str) -> bool {
        let session = self.login.who(token, self.now()).ok().flatten();
        session.is_some_and(|session| session.person == person)
    }

    /// Who may hear no more, from now on.
    pub(crate) fn gone(&self) -> broadcast::Receiver<Gone> {
        self.gone.subscribe()
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
        self.hears_no_more(Gone::Person(person));
        Ok(format!("/enrol#{}", secret.expose()))
    }

    /// Ends whatever somebody could still do with an old session or password.
    pub(crate) async fn forget(self: &Arc<Self>, person: PersonId) -> Result<(), Problem> {
        self.knock(move |login| login.forget(person)).await?;
        self.hears_no_more(Gone::Person(person));
        Ok(())
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
        let record = |sights| self.record_sights(sights);
        self.sights.note(viewer, &seen.sights, self.now(), record).await?;
        Ok(seen.view)
    }

    /// Puts on the record what was seen while it could not be written, if it can be now.
    pub async fn catch_up(&self) {
        let (waiting, _) = self.sights.waiting();
        if waiting > 0 && self.sights.catch_up(|sights| self.record_sights(sights)).await.is_ok() {
            tracing::info!(waiting, "who saw what while the record could not be written is now on it");
        }
    }

    async fn record_sights(&self, sights: Vec<conduct::Sight>) -> Result<Recorded, Problem> {
        let command = Command { by: system(self.world.clone()), act: Act::NoteSights { sights } };
        self.door.submit(Submission::of(self.world.clone(), command)).await
    }
}
