//! A network as rows: what every source (a schematic, later a survey) is brought into before it is packed.
//!
//! All checks that make a network sound live here once, so that no source can bypass them.

use model::{Place, Span, Word};

use crate::Season;

/// The longest a stretch may take. Anything beyond is a mistake in a speed or a length.
pub(crate) const LONGEST_DRIVE: Span = Span(30 * 86_400 * 1_000_000);

/// A network before it is packed.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What people call the network.
    pub name: String,
    /// How far clocks on these roads stand ahead of UTC; seasons are local.
    pub utc_offset: Span,
    /// How far from a junction a point may lie and still count as at it, in millimetres.
    pub reach_mm: u64,
    /// Junctions; labels are unique.
    pub junctions: Vec<Junction>,
    /// Stretches of road between them.
    pub stretches: Vec<Stretch>,
}

/// A place where stretches meet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Junction {
    /// Short identifier, unique in its network.
    pub label: Word,
    /// What people call it.
    pub name: String,
    /// Where it is.
    pub place: Place,
    /// The district it lies in, as an area (`pk/kp/shangla`).
    pub district: Word,
}

/// A piece of road from one junction to the next.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stretch {
    /// The road it belongs to.
    pub road: Word,
    /// Label of the junction it starts at.
    pub from: Word,
    /// Label of the junction it ends at.
    pub to: Word,
    /// Length in millimetres, above 0.
    pub length_mm: u64,
    /// Time to drive it, above 0.
    pub duration: Span,
    /// Whether it may be driven from `to` to `from` as well.
    pub both_ways: bool,
    /// When it is open.
    pub season: Season,
    /// Where it enters another district, in the order driven from `from` to `to`. Empty: if its ends lie in
    /// two districts, it enters the second in the middle.
    pub boundaries: Vec<Boundary>,
}

/// Where a stretch enters another district.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Boundary {
    /// Thousandths of the stretch's length from its start, 1 to 999.
    pub at_permille: u16,
    /// The district entered.
    pub into: Word,
}

/// The row of a draft that is at fault.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// The draft as a whole.
    Whole,
    /// A junction, by its position in [`Draft::junctions`].
    Junction(usize),
    /// A stretch, by its position in [`Draft::stretches`].
    Stretch(usize),
}

/// Why a draft is not a network.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{fault}")]
pub struct Defect {
    /// The row at fault.
    pub part: Part,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A network of nothing.
    #[error("the network has no places: name at least one")]
    Empty,
    /// More rows than an index can count.
    #[error("the network has more than {} places or stretches: split it", u32::MAX)]
    TooLarge,
    /// Two junctions of one label.
    #[error("place `{0}` is there twice: give each place its own label")]
    DuplicateJunction(Word),
    /// A stretch of the same road between the same ends.
    #[error("{road} leads from `{from}` to `{to}` twice: keep one of the two")]
    DuplicateStretch {
        /// The road.
        road: Word,
        /// Its start.
        from: Word,
        /// Its end.
        to: Word,
    },
    /// A stretch to a place nobody described.
    #[error("no place is labelled `{0}`: describe it, or correct the label")]
    UnknownJunction(Word),
    /// A stretch back to its own start.
    #[error("{road} leads from `{at}` to `{at}`: a stretch joins two different places")]
    Loop {
        /// The road.
        road: Word,
        /// Its start and end.
        at: Word,
    },
    /// No length.
    #[error("{road} from `{from}` to `{to}` has no length: are the two places the same point?")]
    NoLength {
        /// The road.
        road: Word,
        /// Its start.
        from: Word,
        /// Its end.
        to: Word,
    },
    /// A drive of no time, or of more than 30 days.
    #[error("{road} from `{from}` to `{to}` would take {}: correct its speed or its length", if .takes.0 > 0 { takes.to_string() } else { "no time".to_owned() })]
    ImpossibleDrive {
        /// The road.
        road: Word,
        /// Its start.
        from: Word,
        /// Its end.
        to: Word,
        /// The time it would take.
        takes: Span,
    },
    /// Boundaries out of order or beyond the ends.
    #[error("boundaries stand in the order driven, at 1 to 999 thousandths of the stretch: {0} does not")]
    BoundaryOutOfOrder(u16),
    /// A boundary that leads nowhere new.
    #[error("the stretch is already in `{0}` where it is said to enter it")]
    BoundaryWithinDistrict(Word),
    /// Boundaries that end in another district than the stretch.
    #[error("the last boundary enters `{entered}`, but the stretch ends at `{to}` in `{district}`")]
    BoundaryEndsElsewhere {
        /// The district the last boundary enters.
        entered: Word,
        /// The junction the stretch ends at.
        to: Word,
        /// That junction's district.
        district: Word,
    },
}
