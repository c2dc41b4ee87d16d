//! Commands that cannot be taken. A rejection changes nothing and says what to do, in the words of the catalogue.

mod in_words;

use model::{Instant, Path, Word, dossier::Unplaceable, party::Role, schema::Misplaced};

use crate::movement::Stage;

/// Why a command was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rejection {
    /// No such movement here.
    NoSuchMovement(String),
    /// The number is taken.
    NumberTaken(Word),
    /// Somebody else changed it meanwhile.
    Outdated {
        /// The revision the sender saw.
        seen: u32,
        /// The revision now.
        current: u32,
    },
    /// Not possible at this point of the movement.
    OutOfPlace {
        /// The movement.
        number: Word,
        /// Where it stands.
        stage: Stage,
        /// What would be possible: a message.
        hint: &'static str,
    },
    /// An order that is not of the schema's shape.
    Misshapen,
    /// Nothing of that name can be dropped from the order.
    NotInOrder(Path),
    /// A fact that is not about one thing.
    NotOneThing(Path),
    /// A claim that does not fit the schema.
    Unplaceable(Unplaceable),
    /// A claim only a command of its own can make.
    Reserved {
        /// The fact.
        path: Path,
        /// The command: a message.
        instead: &'static str,
    },
    /// A claim in the name of the room itself.
    ReservedOrigin(Word),
    /// Somebody else's word about the plan or an act, settled.
    NothingToSettle(Path),
    /// A finding that is not theirs to settle.
    NotTheirsToSettle {
        /// The fact.
        path: Path,
        /// Whose finding.
        settled: Word,
        /// The role given.
        given: Role,
    },
    /// A finding that is taken back in somebody else's name.
    NotTheirWord {
        /// The fact.
        path: Path,
        /// Whose finding.
        origin: Word,
        /// The role given.
        given: Role,
    },
    /// The actor's role does not allow it.
    NotAllowed {
        /// The role given.
        given: Role,
        /// Who can: a message.
        needed: &'static str,
    },
    /// Somebody who is not told of movements.
    NoSuchParty(Path),
    /// An answer without its question, or a late notice to somebody who has not accepted.
    NoticeOrder {
        /// The party.
        party: Path,
        /// What is missing: a message.
        problem: &'static str,
    },
    /// A run that relies on another day's vehicles or people.
    RunWithout {
        /// The list that is missing.
        list: &'static str,
    },
    /// A stated time that has not come yet.
    FromTheFuture(Instant),
    /// An expiry or a period that makes no sense: a message that says why.
    BadPeriod(&'static str),
    /// No such rule among those adopted.
    NoSuchRule(Word),
    /// The artefacts to adopt are not there.
    NoSuchRulebook,
    /// A person who cannot be enrolled or dismissed like this: a message that says why.
    Person(&'static str),
    /// An address that cannot be set like this: a message that says why.
    Address(&'static str),
    /// Rules are switched off and nobody says why.
    SwitchedOffWithoutReason(Vec<Word>),
    /// A way of no stretches, of too many, or one that breaks off at this one.
    NoWay(usize),
    /// A way over a road that these vehicles may not or cannot drive then.
    WayRefuses(String),
    /// A way that is closed somewhere in every month.
    NeverOpen,
    /// A district of the network whose name is no area.
    NoArea(String),
    /// No road network is in force, or its file is not at hand.
    NoNetwork,
    /// A draw that cannot be made like this: a message that says why.
    Draw(&'static str),
    /// A danger that cannot be reported like this: a message that says why.
    Danger(&'static str),
    /// An alert that is not theirs to take: a message that says why.
    Alert(&'static str),
    /// A watch that cannot change hands like this: a message that says why.
    Shift(&'static str),
    /// A list of what is open that is not what is open now.
    ShiftDiffers {
        /// Open and not on it, by name.
        missing: Vec<String>,
        /// On it and no longer open.
        gone: Vec<String>,
    },
    /// A device that cannot be enrolled like this: a message that says why.
    Device(&'static str),
    /// A search of somebody's tracks that cannot be done like this: a message that says why.
    Search(&'static str),
    /// A report by voice that cannot be taken like this: a message that says why.
    Voice(&'static str),
    /// Something about duress that cannot be done like this: a message that says why.
    Duress(&'static str),
    /// No such alert, waiver, stand-fast or person: the message that names what it is.
    NoSuch(&'static str),
}

impl std::error::Error for Rejection {}

impl From<Unplaceable> for Rejection {
    fn from(unplaceable: Unplaceable) -> Self {
        Rejection::Unplaceable(unplaceable)
    }
}

impl From<Misplaced> for Rejection {
    fn from(misplaced: Misplaced) -> Self {
        Rejection::Unplaceable(misplaced.into())
    }
}
