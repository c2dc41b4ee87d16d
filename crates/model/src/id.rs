//! Typed identifiers: UUIDv7, minted outside and handed in. An identifier is never a capability: knowing
//! one opens nothing.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! identifiers {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                text.parse().map($name)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                $name(id)
            }
        }
    )+};
}

identifiers! {
    /// One movement.
    MovementId,
    /// One waiver.
    WaiverId,
    /// One alert in the ledger.
    AlertId,
    /// A danger reported on the roads.
    DangerId,
    /// A text kept in the vault: a name, a telephone number, a reason in somebody's words.
    TextId,
    /// A person who acts, or whose data the vault keeps.
    PersonId,
    /// A device that reports from the road.
    DeviceId,
    /// A silence that is planned for.
    SilenceId,
    /// A message to somebody outside the open pages. It stays the same however often it is sent.
    MessageId,
    /// A search of one person's tracks.
    SearchId,
}
