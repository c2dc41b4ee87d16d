//! What every handler is given: a window to look through, a door to hand commands in, and who is at the door.

use std::sync::Arc;

use access::{Action, Viewer};
use conduct::{Act, Command};
use login::{LoginError, Roster};
use model::{
    Instant, Word,
    id::{MovementId, PersonId, TextId},
};
use ops::{Recorded, Submission, recovery::Worlds, room::system, submission::Text, texts};
use sha2::{Digest as _, Sha256};
use tokio::sync::{Semaphore, broadcast, watch};
use uuid::Uuid;

use crate::{
    cast::{Cast, Played},
    door::Door,
    problem::Problem,
    reached::Approach,
    sights::Sights,
    window::{self, Frame, Glazier, Looking, News, Seen, Window},
};

/// Who is at the door.
pub type Login = login::Login<store::accounts::SqliteAccounts>;
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
    /// Whose roles can be taken, in a demonstration.
    pub(crate) cast: Option<Cast>,
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
        let Furniture { world, dir, keys, epoch, clock, random, login, approach, cast } = self;
        let sights = Sights::at(&dir);
        let looking = Looking { dir, keys, epoch, clock };
        let (glazier, Frame { window, news }) = window::frame(&world, worlds, size, looking);
        let login = login(Box::new(window.roster()))?;
        let with = move |door| House {
            window,
            door: Door::to(door),
            news,
            closing: watch::Sender::new(false),
            gone: broadcast::Sender::new(GONE),
            approach: Arc::new(approach),
            sights,
            world,
            login,
            doorkeepers: Semaphore::new(DOORKEEPERS),
            random,
            cast: cast.map(Cast::of),
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

/// Somebody's words, on their way to the vault.
pub(crate) struct Words {
    texts: Vec<Text>,
    subject: String,
    seed: Option<Vec<u8>>,
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

    /// Words of a viewer, to be kept with what they do. Repeated under the same key they get the same names, so
    /// that the repetition is the same request.
    pub(crate) fn words_of(&self, viewer: &Viewer, key: &Key) -> Words {
        let seed = key.key.as_ref().map(|key| format!("{}\n{key}", viewer.person).into_bytes());
        Words { texts: Vec::new(), subject: texts::of_person(viewer.person), seed }
    }

    /// Words a viewer writes down that are the data of this subject.
    pub(crate) fn words_about(&self, viewer: &Viewer, key: &Key, subject: &str) -> Words {
        Words { subject: subject.to_owned(), ..self.words_of(viewer, key) }
    }

    /// A fresh identifier for somebody, and words that are theirs: their name is kept under it.
    pub(crate) fn words_of_somebody_new(&self, viewer: &Viewer, key: &Key) -> (Words, PersonId) {
        let mut words = self.words_of(viewer, key);
        let id = match &words.seed {
            None => self.fresh(),
            Some(seed) => PersonId(derived(seed, "person")),
        };
        words.subject = texts::of_person(id);
        (words, id)
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
        if !problem.kind.ends_with("/outdated") {
            return problem;
        }
        let changes = match self.window.changes_since(viewer, movement, revision) {
            Ok(seen) => self.show(viewer, seen).await,
            Err(unreadable) => Err(unreadable),
        };
        // Without the list the refusal still says what to do.
        Problem { changes: changes.unwrap_or_default(), ..problem }
    }

    /// Keeps a text and answers what entries call it.
    pub(crate) fn keep(&self, words: &mut Words, text: &str) -> TextId {
        let id = match &words.seed {
            None => self.fresh(),
            Some(seed) => TextId(derived(seed, &words.texts.len().to_string())),
        };
        words.texts.push(Text { id, subject: words.subject.clone(), text: text.to_owned() });
        id
    }

    /// Keeps texts about somebody who is not the viewer and may not be enrolled: they lie under a key of their own, so
    /// that they outlive the erasure of whoever wrote them down, and are nobody else's.
    pub(crate) fn keep_about_another<const N: usize>(
        &self,
        words: &mut Words,
        texts: [&str; N],
    ) -> [TextId; N] {
        let begins = words.texts.len();
        let ids = texts.map(|text| self.keep(words, text));
        if let Some(first) = ids.first() {
            let subject = format!("officer {first}");
            words.texts.iter_mut().skip(begins).for_each(|text| text.subject.clone_from(&subject));
        }
        ids
    }

    /// Does something to a movement, if this viewer may.
    pub(crate) async fn act_on(
        &self,
        viewer: &Viewer,
        action: Action,
        movement: MovementId,
        request: Request,
    ) -> Result<Recorded, Problem> {
        self.window.may(viewer, action, movement)?;
        self.act(viewer, request).await
    }

    /// Does something in the room; that this viewer's role may was seen before. Answered is what of it the viewer is
    /// shown: that an answer to a notice cleared the movement is not for whoever gave it.
    pub(crate) async fn act(&self, viewer: &Viewer, request: Request) -> Result<Recorded, Problem> {
        let Request { act, key, words, rulebooks } = request;
        let command = Command { by: viewer.actor(), act };
        let submission = Submission {
            key: key.key,
            request: key.request,
            texts: words.map(|words| words.texts).unwrap_or_default(),
            rulebooks,
            ..Submission::of(self.world.clone(), command)
        };
        let mut recorded = self.door.submit(submission).await?;
        recorded.events.retain(|event| self.window.shows(viewer, event));
        Ok(recorded)
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

/// A name that is the same whenever it is asked for under the same key.
fn derived(seed: &[u8], what: &str) -> Uuid {
    let hash = Sha256::new().chain_update(seed).chain_update([0]).chain_update(what).finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// Something to be done, with what belongs to it.
pub(crate) struct Request {
    act: Act,
    key: Key,
    words: Option<Words>,
    rulebooks: Vec<ops::submission::RulebookFile>,
}

impl Request {
    pub fn new(act: Act, key: Key) -> Self {
        Request { act, key, words: None, rulebooks: Vec::new() }
    }

    pub fn with(self, words: Words) -> Self {
        Request { words: Some(words), ..self }
    }

    pub fn adopting(self, rulebooks: Vec<ops::submission::RulebookFile>) -> Self {
        Request { rulebooks, ..self }
    }
}
