//! What an import kept, what it dropped and why, and what it did not understand: everything is counted.

use std::collections::BTreeMap;

/// In which part of the account something stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Part {
    /// It is in the network.
    Kept,
    /// It is not.
    Dropped,
    /// It is in the network, and something stated about it is not understood or not as exact as it was.
    Unread,
}

macro_rules! notes {
    ($($(#[doc = $doc:literal])+ $name:ident = $word:literal in $part:ident,)+) => {
        /// Something that is counted.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
        pub enum Note {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Note {
            /// All of them, in the order they are told.
            pub const ALL: &[Note] = &[$(Note::$name),+];

            /// Its word.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Note::$name => $word),+ }
            }

            /// Where it stands.
            #[must_use]
            pub fn part(self) -> Part {
                match self { $(Note::$name => Part::$part),+ }
            }
        }
    };
}

notes! {
    /// Ways of the extract that became stretches.
    Ways = "ways" in Kept,
    /// Stretches between two junctions.
    Stretches = "stretches" in Kept,
    /// Their length in whole kilometres.
    Kilometres = "kilometres" in Kept,
    /// Junctions and ends.
    Junctions = "junctions" in Kept,
    /// Directed arcs of the graph.
    Arcs = "arcs" in Kept,
    /// Copies of junctions, by which turns are restricted.
    Copies = "copies" in Kept,
    /// Groups of roads that no road joins to the others.
    Islands = "islands" in Kept,
    /// Nodes between two stretches that could be one: they became points of its line.
    Contracted = "contracted" in Kept,
    /// Turn restrictions that forbid something here.
    Restrictions = "restrictions" in Kept,
    /// Of these, those that hold at certain hours or days only and are taken to hold always.
    RestrictionsAlways = "restrictions-always" in Kept,
    /// Ferries.
    Ferries = "ferries" in Kept,
    /// Bridges.
    Bridges = "bridges" in Kept,
    /// Tunnels.
    Tunnels = "tunnels" in Kept,
    /// Ways with a limit of height, width, length or weight.
    Limits = "limits" in Kept,
    /// Ways that are closed in some months.
    ClosedMonths = "closed-months" in Kept,
    /// Barriers that stop everybody.
    BarriersClosed = "barriers-closed" in Kept,
    /// Barriers that stop some, by who they are or how large.
    BarriersPartly = "barriers-partly" in Kept,
    /// Points where a stretch enters another district.
    Boundaries = "boundaries" in Kept,
    /// Named places, for the map.
    Places = "places" in Kept,
    /// Lakes, reservoirs and wide rivers, for the map.
    WaterAreas = "water-areas" in Kept,
    /// Rivers, canals, streams and coasts drawn as lines, for the map.
    WaterLines = "water-lines" in Kept,

    /// Ways for walking, cycling and riding.
    Paths = "paths" in Dropped,
    /// Roads that are not built yet, or not there any more.
    NotBuilt = "not-built" in Dropped,
    /// Ways of a class that is no road for vehicles.
    OtherClass = "other-class" in Dropped,
    /// Squares and other areas.
    Areas = "areas" in Dropped,
    /// Roads closed to every kind of vehicle.
    ClosedToAll = "closed-to-all" in Dropped,
    /// Roads that are impassable.
    Impassable = "impassable" in Dropped,
    /// Ferries of which nobody says that they take vehicles.
    FerriesWithout = "ferries-without" in Dropped,
    /// Nodes that ways name and the extract does not have: the way ends there.
    NodesMissing = "nodes-missing" in Dropped,
    /// Pieces of a way without length.
    NoLength = "no-length" in Dropped,
    /// Stretches of islands too small to keep.
    SmallIslands = "small-islands" in Dropped,
    /// Turn restrictions for other vehicles.
    RestrictionsOthers = "restrictions-others" in Dropped,
    /// Turn restrictions on roads that are not in the network.
    RestrictionsElsewhere = "restrictions-elsewhere" in Dropped,
    /// Turn restrictions that forbid what cannot be driven anyway.
    RestrictionsMoot = "restrictions-moot" in Dropped,
    /// Turn restrictions whose roads do not meet as they say.
    RestrictionsBroken = "restrictions-broken" in Dropped,
    /// Places without a name.
    PlacesUnnamed = "places-unnamed" in Dropped,
    /// Areas of water whose outline is not whole in the extract: what is whole of them is kept.
    WaterBroken = "water-broken" in Dropped,

    /// Access values that are not understood: taken as private.
    AccessUnread = "access-unread" in Unread,
    /// One-ways that are not understood: taken as not stated.
    OneWayUnread = "oneway-unread" in Unread,
    /// Limits of size or weight that are not understood: the stretch says so.
    LimitUnread = "limit-unread" in Unread,
    /// Speed limits that are not understood: taken as not stated.
    SpeedUnread = "speed-unread" in Unread,
    /// Surfaces that are not understood: taken as not stated.
    SurfaceUnread = "surface-unread" in Unread,
    /// Conditions that depend on more than months: kept as stated.
    ConditionUnread = "condition-unread" in Unread,
    /// Roads open in a part of the year, and nobody says in which months.
    SeasonUnread = "season-unread" in Unread,
    /// Ferries whose duration is missing or not understood: taken at 5 km/h.
    FerryUnread = "ferry-unread" in Unread,
    /// Barriers of an unknown kind: taken as closed.
    BarrierUnread = "barrier-unread" in Unread,
    /// Turn restrictions of an unknown kind.
    RestrictionUnread = "restriction-unread" in Unread,
}

/// How often each was noted.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Account(BTreeMap<Note, u64>);

impl Account {
    /// How often.
    #[must_use]
    pub fn count(&self, note: Note) -> u64 {
        self.0.get(&note).copied().unwrap_or(0)
    }

    /// Those of a part that were noted at all.
    pub fn of(&self, part: Part) -> impl Iterator<Item = (Note, u64)> {
        self.0.iter().filter(move |(note, _)| note.part() == part).map(|(&note, &count)| (note, count))
    }

    pub(crate) fn note(&mut self, note: Note) {
        self.add(note, 1);
    }

    pub(crate) fn add(&mut self, note: Note, count: usize) {
        if count > 0 {
            *self.0.entry(note).or_default() += count as u64;
        }
    }

    pub(crate) fn merge(&mut self, other: Account) {
        for (note, count) in other.0 {
            *self.0.entry(note).or_default() += count;
        }
    }

    /// By their words, as a network file keeps them.
    pub(crate) fn by_word(&self) -> BTreeMap<String, u64> {
        self.0.iter().map(|(note, &count)| (note.word().to_owned(), count)).collect()
    }

    /// From their words; what a later version counted is left out.
    pub(crate) fn from_words(words: &BTreeMap<String, u64>) -> Self {
        let known = |word: &String| Note::ALL.iter().find(|note| note.word() == word);
        Account(words.iter().filter_map(|(word, &count)| Some((*known(word)?, count))).collect())
    }
}
