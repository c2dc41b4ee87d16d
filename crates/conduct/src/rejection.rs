//! Commands that cannot be taken. A rejection changes nothing and says what to do.

use model::{Instant, Path, Word, dossier::Unplaceable, party::Role, schema::Misplaced};

/// Why a command was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// No such movement here.
    #[error("there is no movement {0} here: check its number")]
    NoSuchMovement(String),
    /// The number is taken.
    #[error("the movement number {0} is taken: choose another, or amend that movement")]
    NumberTaken(Word),
    /// Somebody else changed it meanwhile.
    #[error(
        "the order has changed since you read it (you saw revision {seen}, it is now {current}): read it again and repeat your change"
    )]
    Outdated {
        /// The revision the sender saw.
        seen: u32,
        /// The revision now.
        current: u32,
    },
    /// Not possible at this point of the movement.
    #[error("{number} is {stage}: {hint}")]
    OutOfPlace {
        /// The movement.
        number: Word,
        /// Where it stands.
        stage: &'static str,
        /// What would be possible.
        hint: &'static str,
    },
    /// An order that is not of the schema's shape.
    #[error(
        "the order is not of the shape the schema gives it: name each item of a list once, and leave out what nobody said anything about"
    )]
    Misshapen,
    /// Nothing of that name can be dropped from the order.
    #[error(
        "the order has no `{0}` to drop: name an item of one of its own lists, such as vehicles[SPU-7]; evidence is never dropped"
    )]
    NotInOrder(Path),
    /// A fact that is not about one thing.
    #[error(
        "`{0}` is not about one thing: register facts about an item of a list, such as vehicles[SPU-7].plate"
    )]
    NotOneThing(Path),
    /// A claim that does not fit the schema.
    #[error(transparent)]
    Unplaceable(#[from] Unplaceable),
    /// A claim only a command of its own can make.
    #[error("`{path}` is not stated but done: use {instead}")]
    Reserved {
        /// The fact.
        path: Path,
        /// The command.
        instead: &'static str,
    },
    /// A claim in the name of the room itself.
    #[error(
        "nobody speaks as `{0}`: what the room itself does or concludes stands under it, name who says this"
    )]
    ReservedOrigin(Word),
    /// Somebody else's word about the plan or an act, settled.
    #[error(
        "`{0}` was not found but planned or done: nobody settles it, whoever said it replaces their own word by a later one"
    )]
    NothingToSettle(Path),
    /// A finding that is not theirs to settle.
    #[error(
        "a {given:?} cannot settle what `{settled}` found about `{path}`: it takes an authority, an investigator, or `{settled}` itself"
    )]
    NotTheirsToSettle {
        /// The fact.
        path: Path,
        /// Whose finding.
        settled: Word,
        /// The role given.
        given: Role,
    },
    /// A finding that is taken back in somebody else's name.
    #[error(
        "a {given:?} cannot take back what `{origin}` found about `{path}`: it takes `{origin}` itself, or a duty officer, authority or investigator who writes its word down"
    )]
    NotTheirWord {
        /// The fact.
        path: Path,
        /// Whose finding.
        origin: Word,
        /// The role given.
        given: Role,
    },
    /// The actor's role does not allow it.
    #[error("a {given:?} cannot do this: it takes {needed}")]
    NotAllowed {
        /// The role given.
        given: Role,
        /// Who can.
        needed: &'static str,
    },
    /// Somebody who is not told of movements.
    #[error("`{0}` is nobody to be told: name a party, such as districts[shangla] or highway_police")]
    NoSuchParty(Path),
    /// An answer without its question, or a late notice to somebody who has not accepted.
    #[error("`{party}` {problem}")]
    NoticeOrder {
        /// The party.
        party: Path,
        /// What is missing.
        problem: &'static str,
    },
    /// A run that relies on another day's vehicles or people.
    #[error(
        "a run names its own {list}: a standing movement is proved again each day against that day's vehicles and people"
    )]
    RunWithout {
        /// The list that is missing.
        list: &'static str,
    },
    /// A stated time that has not come yet.
    #[error("{0} has not come yet: state when it happened, or leave the time out")]
    FromTheFuture(Instant),
    /// An expiry or a period that makes no sense.
    #[error("{0}")]
    BadPeriod(&'static str),
    /// No such rule among those adopted.
    #[error("no adopted rulebook has a rule {0}: see `rules explain`")]
    NoSuchRule(Word),
    /// The artefacts to adopt are not there.
    #[error("the rulebooks to adopt are not here or do not compose: check them with `rules check`")]
    NoSuchRulebook,
    /// A person who cannot be enrolled or dismissed like this.
    #[error("{0}")]
    Person(&'static str),
    /// An address that cannot be set like this.
    #[error("{0}")]
    Address(&'static str),
    /// Rules are switched off and nobody says why.
    #[error(
        "{} would be switched off without a reason: say why, it is an exception somebody answers for",
        .0.iter().map(Word::as_str).collect::<Vec<_>>().join(", ")
    )]
    SwitchedOffWithoutReason(Vec<Word>),
    /// No such alert, waiver or stand-fast.
    #[error("there is no such {0} here")]
    NoSuch(&'static str),
}

impl From<Misplaced> for Rejection {
    fn from(misplaced: Misplaced) -> Self {
        Rejection::Unplaceable(misplaced.into())
    }
}
