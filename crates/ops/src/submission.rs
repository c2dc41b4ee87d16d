//! What is handed to the room, and what it answers.

use std::ops::Range;

use conduct::{Act, Command, Event, Rejection, World};
use model::{Digest, Instant, Span, Word, id::TextId, party::Actor};
use serde::Serialize;
use store::{AppendError, Hash, StoreError};

/// The longest text kept in the vault, in bytes.
pub const LONGEST_TEXT: usize = 16 * 1024;
/// The longest name of whose data a text is, in bytes.
pub const LONGEST_SUBJECT: usize = 200;
/// The most texts of one submission.
pub const MOST_TEXTS: usize = 64;

/// A command for one world, with what belongs to it.
#[derive(Clone, Debug, Serialize)]
pub struct Submission {
    /// Which world.
    pub world: Word,
    /// What to do there.
    pub task: Task,
    /// The world's time, for exercises and cases, whose clock is their own. The real world has the room's.
    pub at: Option<Instant>,
    /// The same actor's repetition under the same key is answered as the first time and changes nothing, for
    /// [`REMEMBERED_FOR`](crate::repetition::REMEMBERED_FOR).
    pub key: Option<String>,
    /// The request this was made of, as it came, if it came from outside. Made again of the same request it may hold
    /// another moment; what is told by it under the same key is whether the request is the same. Left out, the
    /// submission itself is looked at.
    pub request: Option<Hash>,
    /// Texts that entries refer to; they go to the vault.
    pub texts: Vec<Text>,
    /// Rulebook files the command adopts.
    pub rulebooks: Vec<RulebookFile>,
    /// Orders and areas of the watch that the command names; they are kept with the record.
    pub papers: Vec<std::sync::Arc<[u8]>>,
}

/// What to do.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Task {
    /// Begin a world.
    OpenWorld {
        /// Who.
        by: Actor,
        /// What it is for.
        world: World,
        /// How far its clocks stand ahead of UTC.
        offset: Span,
    },
    /// Decide a command.
    Command(Command),
}

/// A text in somebody's words.
#[derive(Clone, Debug, Serialize)]
pub struct Text {
    /// What entries call it.
    pub id: TextId,
    /// Whose data it is: destroying that subject destroys the text.
    pub subject: String,
    /// The words.
    pub text: String,
}

/// A rulebook as its file.
#[derive(Clone, Debug, Serialize)]
pub struct RulebookFile {
    /// Its name, for faults.
    pub name: String,
    /// Its bytes.
    pub text: String,
}

/// What was recorded for a submission.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recorded {
    /// In which world.
    pub world: Word,
    /// Where its entries stand in the log.
    pub entries: Range<u64>,
    /// What happened.
    pub events: Vec<Event>,
    /// Whether this repeats an earlier answer.
    pub repeated: bool,
}

/// The answer to a submission.
pub type Answer = Result<Recorded, Refusal>;

/// Why nothing was recorded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The command cannot be taken.
    #[error(transparent)]
    Rejected(#[from] Rejection),
    /// No such world.
    #[error("there is no world {0} here: open it first")]
    NoSuchWorld(Word),
    /// The world is there already.
    #[error("the world {0} exists already: choose another name")]
    WorldExists(Word),
    /// There is one real world.
    #[error("the real world is here already, it is {0}: open an exercise, or use that one")]
    SecondActual(Word),
    /// The real world keeps the room's time.
    #[error("only exercises and cases have a clock of their own: leave the time out")]
    NotItsClock,
    /// The key was used for something else.
    #[error("the key {0:?} was used before with another request: use a fresh key for a new request")]
    KeyConflict(String),
    /// A rulebook to adopt is faulty.
    #[error("{0}")]
    FaultyRulebook(String),
    /// What came with the command cannot be kept: a rulebook it does not adopt, a text too long, a key too long.
    #[error("{0}")]
    Malformed(String),
    /// It could not be written. Nothing happened.
    #[error(transparent)]
    NotRecorded(#[from] AppendError),
    /// The store failed, and reading it again showed that nothing was kept.
    #[error("nothing was recorded: {0}. The record is as it was; send it again")]
    NotKept(StoreError),
    /// What is stored could not be read.
    #[error(transparent)]
    Unreadable(#[from] StoreError),
    /// So many wait already. Nothing happened.
    #[error("{0} submissions are waiting already and nothing was recorded: send it again in a moment")]
    DoorFull(usize),
    /// The room takes nothing any more. Nothing happened.
    #[error("the room is closed and nothing was recorded: {0}")]
    Closed(String),
    /// The writer was lost while this was with it.
    #[error(
        "the writer failed before it answered: whether this was recorded is not known. Send it again with its key once the room is open"
    )]
    Unanswered,
}

impl Submission {
    /// A command for a world, with nothing else.
    #[must_use]
    pub fn of(world: Word, command: Command) -> Self {
        let task = Task::Command(command);
        Submission {
            world,
            task,
            at: None,
            key: None,
            request: None,
            texts: Vec::new(),
            rulebooks: Vec::new(),
            papers: Vec::new(),
        }
    }

    /// Whether it says that nothing was heard for a while.
    pub(crate) fn hears_again(&self) -> bool {
        matches!(&self.task, Task::Command(Command { act: Act::HearAgain { .. }, .. }))
    }

    /// Who submits.
    #[must_use]
    pub fn by(&self) -> &Actor {
        match &self.task {
            Task::OpenWorld { by, .. } => by,
            Task::Command(command) => &command.by,
        }
    }
}

impl RulebookFile {
    /// What entries call it.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest(record::Hash::of(self.text.as_bytes()).0)
    }
}
