//! Alerts of the Common Alerting Protocol (OASIS CAP 1.2; 1.1 and 1.0 are read as well).
//!
//! Agencies write CAP more loosely than the standard has it. What can only be meant one way is read, and said under
//! [`Alert::remarks`]; what an alert cannot do without (who says what, when, to whom, whether it is an exercise) is a
//! fault. A signature is noticed and not verified: an alert is as credible as the way it came.

mod read;
#[cfg(test)]
mod tests;
mod write;

use model::{Instant, Place};

use crate::{
    moment::NotAMoment,
    number::{NotANumber, NotAPlace},
    xml::{Limits, Malformed},
};
pub use read::read;
pub use write::{Unwritable, reference, write};

/// How much of an alert is read. Ours: weather services' largest, with detailed areas, have some hundreds of kilobytes.
pub const LIMITS: Limits = Limits { bytes: 2 << 20, depth: 16, elements: 50_000, attributes: 32 };
/// The most corners of one area. Ours: nobody draws a warning more finely.
pub const MOST_CORNERS: usize = 20_000;

/// A word of a list that the standard closes, with its spelling.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$each:meta])* $variant:ident),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$each])* $variant),* }

        impl $name {
            /// Every one, in the standard's order.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];

            /// As the standard spells it.
            #[must_use]
            pub const fn text(self) -> &'static str {
                match self { $($name::$variant => stringify!($variant)),* }
            }

            /// By its spelling, whatever the case.
            #[must_use]
            pub fn of(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|word| word.text().eq_ignore_ascii_case(text))
            }
        }
    };
}

words! {
    /// Whether it is meant.
    Status {
        /// It is.
        Actual,
        /// For those who take part in an exercise, and nobody else.
        Exercise,
        /// Between systems.
        System,
        /// To be passed over by everybody.
        Test,
        /// Not to be acted upon yet.
        Draft,
    }
}
words! {
    /// What it does to earlier ones.
    MsgType {
        /// It is a new one.
        Alert,
        /// It replaces those it refers to.
        Update,
        /// It takes back those it refers to.
        Cancel,
        /// It acknowledges those it refers to.
        Ack,
        /// It rejects those it refers to.
        Error,
    }
}
words! {
    /// For whom it is.
    Scope {
        /// For everybody.
        Public,
        /// For those whom its restriction names.
        Restricted,
        /// For its addresses.
        Private,
    }
}
words! {
    /// What sort of thing it is about.
    Category {
        /// Of the earth.
        Geo,
        /// Of the weather.
        Met,
        /// Of safety.
        Safety,
        /// Of security: police, military, private.
        Security,
        /// Of rescue.
        Rescue,
        /// Of fire.
        Fire,
        /// Of health.
        Health,
        /// Of the environment.
        Env,
        /// Of transport.
        Transport,
        /// Of utilities.
        Infra,
        /// Chemical, biological, radiological, nuclear or explosive.
        CBRNE,
        /// Of anything else.
        Other,
    }
}
words! {
    /// How soon one has to act.
    Urgency {
        /// At once.
        Immediate,
        /// Within the next hour.
        Expected,
        /// In the near future.
        Future,
        /// No longer.
        Past,
        /// Nobody says.
        Unknown,
    }
}
words! {
    /// How bad it is.
    Severity {
        /// Extraordinary.
        Extreme,
        /// Significant.
        Severe,
        /// Possible.
        Moderate,
        /// Little.
        Minor,
        /// Nobody says.
        Unknown,
    }
}
words! {
    /// How sure it is.
    Certainty {
        /// It has happened or is happening.
        Observed,
        /// More likely than not.
        Likely,
        /// Not likely.
        Possible,
        /// Not expected.
        Unlikely,
        /// Nobody says.
        Unknown,
    }
}

/// An alert. Texts are as they came, empty when there were none; lists in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    /// Its identifier, unique with its sender.
    pub identifier: String,
    /// Who sends it.
    pub sender: String,
    /// When it was sent.
    pub sent: Instant,
    /// Whether it is meant.
    pub status: Status,
    /// What it does to earlier ones.
    pub msg_type: MsgType,
    /// For whom it is.
    pub scope: Scope,
    /// Where the sender has it from.
    pub source: String,
    /// For whom it is, when its scope is restricted.
    pub restriction: String,
    /// For whom it is, when its scope is private.
    pub addresses: String,
    /// Codes for its handling.
    pub codes: Vec<String>,
    /// A note, for tests and cancellations.
    pub note: String,
    /// Which it refers to, `sender,identifier,sent` each.
    pub references: String,
    /// Which incidents it is about.
    pub incidents: String,
    /// What it says, once for each language or event.
    pub infos: Vec<Info>,
    /// There was a signature. It was not verified.
    pub signed: bool,
    /// What was not as the standard has it and could be read all the same.
    pub remarks: Vec<String>,
}

/// What an alert says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Info {
    /// In which language; empty for English.
    pub language: String,
    /// What sorts of thing it is about.
    pub categories: Vec<Category>,
    /// What it is, in a few words.
    pub event: String,
    /// What to do: `Shelter`, `Evacuate` and so on.
    pub responses: Vec<String>,
    /// How soon one has to act.
    pub urgency: Urgency,
    /// How bad it is.
    pub severity: Severity,
    /// How sure it is.
    pub certainty: Certainty,
    /// Whom it is meant for.
    pub audience: String,
    /// Codes of what it is, name and value.
    pub event_codes: Vec<(String, String)>,
    /// From when it holds.
    pub effective: Option<Instant>,
    /// When it is expected to begin.
    pub onset: Option<Instant>,
    /// Until when it holds.
    pub expires: Option<Instant>,
    /// Who sends it, for people.
    pub sender_name: String,
    /// A line.
    pub headline: String,
    /// The whole.
    pub description: String,
    /// What to do.
    pub instruction: String,
    /// Where more is to be read.
    pub web: String,
    /// Whom to ask.
    pub contact: String,
    /// Whatever else, name and value.
    pub parameters: Vec<(String, String)>,
    /// Files with it, by their addresses.
    pub resources: Vec<Resource>,
    /// Where.
    pub areas: Vec<Area>,
}

/// A file with an alert.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Resource {
    /// What it is.
    pub description: String,
    /// Of which type it is.
    pub mime_type: String,
    /// Where it is.
    pub uri: String,
    /// Its SHA-1, in hexadecimal digits.
    pub digest: String,
}

/// Where an alert holds: within all of it together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Area {
    /// In words.
    pub description: String,
    /// Rings of corners; the first is repeated at the end.
    pub polygons: Vec<Vec<Place>>,
    /// Circles.
    pub circles: Vec<Circle>,
    /// Codes of places, name and value.
    pub geocodes: Vec<(String, String)>,
    /// From which height, in feet above the sea, as it came.
    pub altitude: String,
    /// To which height.
    pub ceiling: String,
}

/// A circle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Circle {
    /// Its centre.
    pub centre: Place,
    /// Its radius, in millimetres (kilometres in CAP).
    pub radius_mm: u64,
}

/// Why something is no alert. The path says where: `info 1: area 2`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAnAlert {
    /// Not XML within the limits.
    #[error("no CAP alert: {0}")]
    Malformed(#[from] Malformed),
    /// The root is another element.
    #[error("no CAP alert: the element is `{0}`, not `alert`")]
    Another(String),
    /// Another version of the protocol, or another protocol.
    #[error("no CAP alert: `{0}` is not the namespace of CAP 1.0, 1.1 or 1.2")]
    Namespace(String),
    /// Something that each alert has is missing or empty.
    #[error("{0}`{1}` is missing or empty")]
    Missing(String, &'static str),
    /// A word that the standard does not have there.
    #[error("{0}`{1}` is `{2}`: the standard has {3}")]
    Word(String, &'static str, String, String),
    /// A time is none.
    #[error("{0}`{1}`: {2}")]
    Time(String, &'static str, NotAMoment),
    /// A corner or centre is no place.
    #[error("{0}`{1}`: {2}")]
    Place(String, &'static str, NotAPlace),
    /// A radius is no number.
    #[error("{0}`{1}`: {2}")]
    Number(String, &'static str, NotANumber),
    /// An area is not written as one.
    #[error("{0}`{1}`: `{2}` is not written as latitude,longitude")]
    Shape(String, &'static str, String),
    /// More corners than are read.
    #[error("{0}`polygon`: more than 20000 corners")]
    TooManyCorners(String),
}
