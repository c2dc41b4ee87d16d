//! The cast of a demonstration: made-up people whose role anybody at the machine may take, and several at once.

use std::{collections::HashMap, net::IpAddr};

use login::{LoginError, Secret, SignedIn};
use model::{Instant, id::PersonId, party::Role};
use tokio::sync::{Mutex, MutexGuard};

use crate::house::Login;

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

/// A name and a password drawn at this start, which nobody is told.
#[derive(Clone)]
pub(crate) struct WayIn {
    name: String,
    password: String,
}

/// Everybody who can be played, and how those who were played come in.
pub(crate) struct Cast {
    pub people: Vec<Played>,
    ways_in: Mutex<HashMap<PersonId, WayIn>>,
}

impl Cast {
    pub fn of(people: Vec<Played>) -> Cast {
        Cast { people, ways_in: Mutex::default() }
    }

    /// The one of this name.
    pub fn named(&self, name: &str) -> Option<&Played> {
        self.people.iter().find(|played| played.name == name)
    }

    /// How those who were played come in. To be held until somebody is in: of two who come first, one makes the way.
    pub async fn ways_in(&self) -> MutexGuard<'_, HashMap<PersonId, WayIn>> {
        self.ways_in.lock().await
    }
}

impl Played {
    /// A session of theirs, beside those they have. The way in is made where there is none, or no longer.
    pub(crate) fn enter(
        &self,
        login: &Login,
        known: Option<WayIn>,
        drawn: [u8; 16],
        from: IpAddr,
        now: Instant,
    ) -> Result<(Secret, WayIn), LoginError> {
        if let Some(way) = known {
            match login.sign_in(&way.name, &way.password, from, now) {
                Ok(SignedIn::Session(session)) => return Ok((session, way)),
                Ok(SignedIn::SecondFactor(_)) | Err(LoginError::Wrong) => {}
                Err(error) => return Err(error),
            }
        }
        let password = drawn.map(|byte| format!("{byte:02x}")).concat();
        let name = format!("{}-{}", self.role.word(), &password[..8]);
        let invitation = login.invite(self.person, now)?;
        login.redeem(invitation.expose(), &name, &password, now)?;
        let session = login.finish_without_factor(invitation.expose(), now)?;
        Ok((session, WayIn { name, password }))
    }
}
