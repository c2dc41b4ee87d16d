//! Looking at the room as a whole: areas, people, rules.

use access::{
    Viewer,
    view::{self, AreaView, PersonView},
};
use conduct::message::Recipient;
use model::id::PersonId;
use words::Catalogue;

use super::Window;
use crate::{
    problem::Problem,
    routes::{InForce, OwnAddress, RuleLine, Webhook},
};

impl Window {
    /// Whether the data of somebody whose erasure is on the record was destroyed, as far as it ever can be.
    pub fn is_destroyed(&self, person: PersonId) -> Result<bool, Problem> {
        let subject = ops::texts::of_person(person);
        let destroyed = self.keys.destroyed().map_err(Problem::unreadable)?;
        Ok(destroyed.contains(&subject))
    }

    /// Where messages for a viewer go.
    pub fn own_address(&self, viewer: &Viewer) -> Result<OwnAddress, Problem> {
        let picture = self.picture();
        let known = picture.state.addresses.get(&Recipient::Person(viewer.person));
        let Some(known) = known else { return Ok(OwnAddress { mail: None, language: None, since: None }) };
        let mail = self.reading(&picture, |texts| texts.words(known.address))?;
        Ok(OwnAddress { mail, language: Some(known.language.clone()), since: Some(known.since.to_string()) })
    }

    /// The agencies whose systems are told. For whoever may ask: [`Action::KeepWebhooks`].
    pub fn webhooks(&self) -> Result<Vec<Webhook>, Problem> {
        let picture = self.picture();
        self.reading(&picture, |texts| {
            let webhook = |(of, known): (&Recipient, &conduct::message::Address)| match of {
                Recipient::Agency(agency) => Some(Webhook {
                    agency: agency.clone(),
                    url: texts.words(known.address),
                    since: known.since.to_string(),
                }),
                Recipient::Person(_) => None,
            };
            picture.state.addresses.iter().filter_map(webhook).collect()
        })
    }

    /// The areas and their levels.
    pub fn areas(&self, viewer: &Viewer) -> Vec<AreaView> {
        view::areas(&self.picture().state, viewer)
    }

    /// The people a viewer may know of, themselves among them.
    pub fn people(&self, viewer: &Viewer) -> Result<Vec<PersonView>, Problem> {
        let picture = self.picture();
        self.reading(&picture, |texts| view::people(&picture.state, viewer, texts))
    }

    /// The rules in force, in these words.
    pub fn in_force(&self, words: &Catalogue) -> Result<InForce, Problem> {
        let picture = self.picture();
        let pinned = &picture.state.pinned;
        let rules = self.rules(pinned)?;
        let line = |rule: &std::sync::Arc<rulebook::Rule>| RuleLine {
            id: rule.id.clone(),
            title: rule.title(words.language()).to_owned(),
            refuses: rule.effect.refuses(),
            waivable_by: rule.effect.waivable_by().map(model::party::Role::word),
            owner: rule.owner.word(),
        };
        Ok(InForce {
            rulebooks: pinned.rulebooks.iter().map(ToString::to_string).collect(),
            rules: rules.rules().map(line).collect(),
            switched_off: pinned.switched_off.clone(),
        })
    }

    /// The latest checkpoint.
    pub fn checkpoint(&self) -> Result<Vec<u8>, Problem> {
        let latest = self.readers.read(store::ReadStore::latest_checkpoint).map_err(Problem::unreadable)?;
        latest.map(|checkpoint| checkpoint.note).ok_or_else(Problem::not_there)
    }
}
