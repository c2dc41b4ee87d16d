//! Something done in the room: by whom, under which key, in what words. What every handler that changes something is
//! given, and hands in.

use std::{mem, sync::Arc};

use access::{Action, Tie, Viewer};
use axum::{
    Json,
    extract::{FromRequestParts, RawPathParams},
    http::request::Parts,
};
use conduct::{Act, Command, command::Statement};
use model::{
    Dossier, Path, Word,
    id::{DeviceId, MovementId, PersonId, TextId},
};
use ops::{
    Recorded, Submission,
    submission::{RulebookFile, Text},
    texts,
};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::{
    caller::Caller,
    house::{House, Key},
    path::Id,
    problem::Problem,
    routes::Done,
    said::{self, Said},
};

/// Somebody who does something in the room. That their role may was seen at the gate.
pub(crate) struct Doing {
    pub house: Arc<House>,
    pub viewer: Arc<Viewer>,
    key: Key,
    /// Their words, on their way to the vault, and whose they are.
    texts: Vec<Text>,
    subject: String,
    rulebooks: Vec<RulebookFile>,
}

/// Somebody who does something to a movement. That it exists for them and that they may was seen before the body was
/// looked at: what is wrong with a body tells nobody what there is.
pub(crate) struct OnMovement {
    pub movement: MovementId,
    pub tie: Tie,
    pub by: Doing,
}

impl FromRequestParts<Arc<House>> for Doing {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, house: &Arc<House>) -> Result<Self, Problem> {
        let Caller(viewer) = Caller::from_request_parts(parts, house).await?;
        let key = Key::from_request_parts(parts, house).await?;
        let subject = texts::of_person(viewer.person);
        let house = Arc::clone(house);
        Ok(Doing { house, viewer, key, texts: Vec::new(), subject, rulebooks: Vec::new() })
    }
}

impl FromRequestParts<Arc<House>> for OnMovement {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, house: &Arc<House>) -> Result<Self, Problem> {
        let named =
            RawPathParams::from_request_parts(parts, house).await.map_err(|_| Problem::not_there())?;
        let id = named.iter().find(|(name, _)| *name == "id").ok_or_else(Problem::not_there)?.1;
        let movement: MovementId = Id { id: id.to_owned() }.parse()?;
        let action = *parts.extensions.get::<Action>().ok_or_else(Problem::not_signed_in)?;
        let Caller(viewer) = Caller::from_request_parts(parts, house).await?;
        let tie = house.window.may(&viewer, action, movement)?;
        Ok(OnMovement { movement, tie, by: Doing::from_request_parts(parts, house).await? })
    }
}

impl Doing {
    /// Keeps a text and answers what entries call it. Repeated under the same key it gets the same name, so that the
    /// repetition is the same request.
    pub fn keep(&mut self, text: &str) -> TextId {
        let id = self.named(&self.texts.len().to_string());
        self.texts.push(Text { id, subject: self.subject.clone(), text: text.to_owned() });
        id
    }

    /// Keeps texts about somebody who is not the speaker and may not be enrolled: they lie under a key of their own, so
    /// that they outlive the erasure of whoever wrote them down, and are nobody else's.
    pub fn keep_about_another<const N: usize>(&mut self, texts: [&str; N]) -> [TextId; N] {
        let begins = self.texts.len();
        let ids = texts.map(|text| self.keep(text));
        if let Some(first) = ids.first() {
            let subject = texts::of_somebody(*first);
            self.texts.iter_mut().skip(begins).for_each(|text| text.subject.clone_from(&subject));
        }
        ids
    }

    /// Keeps texts about whom orders name so: their data if they act here, and otherwise as texts about somebody are.
    pub fn keep_about<const N: usize>(&mut self, of: &Path, texts: [&str; N]) -> [TextId; N] {
        let Some(person) = self.house.window.ordered_as(of) else { return self.keep_about_another(texts) };
        let own = mem::replace(&mut self.subject, texts::of_person(person));
        let ids = texts.map(|text| self.keep(text));
        self.subject = own;
        ids
    }

    /// Words kept after that are the data of this agency.
    pub fn about_agency(&mut self, agency: &Word) {
        self.subject = texts::of_agency(agency);
    }

    /// An identifier for somebody new. Words kept after that are theirs: their name.
    pub fn somebody_new(&mut self) -> PersonId {
        let id = self.named("person");
        self.subject = texts::of_person(id);
        id
    }

    /// An identifier and a credential for a new device: 256 random bits, of which only the hash goes any further.
    pub fn device_new(&self) -> (DeviceId, String) {
        let mut bytes = [0; 32];
        (self.house.random)(&mut bytes);
        let token = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        (self.named("device"), token)
    }

    /// An identifier for a new search.
    pub fn search_new(&self) -> model::id::SearchId {
        self.named("search")
    }

    /// Forgets the key a request came with: what is kept to know a repetition by would be a hash of a body with a PIN in
    /// it, and whoever has that tries them all. Done twice it does no harm.
    pub fn once(mut self) -> Self {
        self.key = Key::default();
        self
    }

    /// Something else that they do, with no words and under no key.
    pub fn apart(&self) -> Self {
        let (house, viewer, subject) =
            (Arc::clone(&self.house), Arc::clone(&self.viewer), self.subject.clone());
        Doing { house, viewer, key: Key::default(), texts: Vec::new(), subject, rulebooks: Vec::new() }
    }

    /// Hands rulebooks in with what is done.
    pub fn adopting(mut self, rulebooks: Vec<RulebookFile>) -> Self {
        self.rulebooks = rulebooks;
        self
    }

    /// Facts as statements.
    pub fn statements(&self, said: &[Said]) -> Result<Vec<Statement>, Problem> {
        said::statements(said, &self.viewer.agency, self.house.now())
    }

    /// Facts as an order.
    pub fn order(&self, said: &[Said]) -> Result<Dossier, Problem> {
        said::order(said, &self.viewer.agency, self.house.now())
    }

    /// Does it. Answered is what of it the viewer is shown: that an answer to a notice cleared the movement is not
    /// for whoever gave it.
    pub async fn does(self, act: Act) -> Result<Json<Done>, Problem> {
        let Doing { house, viewer, key, texts, subject: _, rulebooks } = self;
        let submission = Submission {
            key: key.key,
            request: key.request,
            texts,
            rulebooks,
            ..Submission::of(house.world.clone(), Command { by: viewer.actor(), act })
        };
        let mut recorded: Recorded = house.door.submit(submission).await?;
        recorded.events.retain(|event| house.window.shows(&viewer, event));
        Ok(Json(recorded.into()))
    }

    fn named<Id: From<Uuid>>(&self, what: &str) -> Id {
        match &self.key.key {
            None => self.house.fresh(),
            Some(key) => derived(&format!("{}\n{key}", self.viewer.person), what).into(),
        }
    }
}

/// A name that is the same whenever it is asked for under the same key.
fn derived(seed: &str, what: &str) -> Uuid {
    let hash = Sha256::new().chain_update(seed).chain_update([0]).chain_update(what).finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}
