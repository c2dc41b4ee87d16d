//! Who is to be told on a day that is driven: people made up for their duties, so that one can follow who would have been told, of
//! what, and when. They are of that world alone, and what is told there goes to them and nowhere else.
//!
//! Whom the day left without notice is there all the same, without an address: nobody could have reached them.

use std::collections::BTreeMap;

use anyhow::Context as _;
use conduct::{Act, message::Recipient};
use model::{
    Dossier, Fact, Instant, Path, Value, Word,
    claim::resolve,
    id::{PersonId, TextId},
    party::{Actor, Role},
};
use ops::{submission::Text, texts::of_person};
use words::Catalogue;

use super::day::actor;
use crate::clock;

/// One of them.
pub(super) struct Player {
    pub person: PersonId,
    /// What they are called, which says that they are made up.
    pub name: String,
    role: Role,
    label: Option<Word>,
    areas: Vec<Word>,
    has_address: bool,
}

/// Everybody who has a duty by these facts.
pub(super) fn of(facts: &Dossier, now: Instant, words: &Catalogue) -> Vec<Player> {
    let known = |at: &Path| match resolve(facts.claims(at), now).fact {
        Fact::Known(claim) => Some(claim.value.clone()),
        _ => None,
    };
    let of_item = |list: &str, label: &Word, attribute: &str| {
        known(&format!("{list}[{label}].{attribute}").parse().ok()?)
    };
    let player = |role: Role, label: Option<&Word>, areas: Vec<Word>, has_address| {
        let duty = words.say(&format!("role-{}", role.word()));
        let is = if label.is_some() { "of" } else { "alone" };
        let of = label.map(ToString::to_string).unwrap_or_default();
        let about = [("duty", duty.into()), ("is", is.into()), ("of", of.into())];
        let name = words.say_with("replay-day-person", about);
        let label = label.filter(|_| role == Role::Commander).cloned();
        Player { person: PersonId(clock::fresh_id()), name, role, label, areas, has_address }
    };
    let mut all = vec![
        player(Role::DutyOfficer, None, Vec::new(), true),
        player(Role::Authority, None, Vec::new(), true),
    ];
    for (label, _) in facts.items("commanders") {
        all.push(player(Role::Commander, Some(label), Vec::new(), true));
    }
    for (label, _) in facts.items("districts") {
        let Some(Value::Word(area)) = of_item("districts", label, "area") else { continue };
        let was_told = of_item("districts", label, "notice.given") == Some(Value::Bool(true));
        all.push(player(Role::DistrictOfficer, Some(label), vec![area], was_told));
    }
    all
}

impl Player {
    /// What makes them part of a world: by whom, what, and the texts it names.
    pub fn enters(&self) -> anyhow::Result<Vec<(Actor, Act, Vec<Text>)>> {
        let agency = actor(self.role).agency;
        let text = |text: &str| Text {
            id: TextId(clock::fresh_id()),
            subject: of_person(self.person),
            text: text.to_owned(),
        };
        let name = text(&self.name);
        let enrolled = Act::EnrolPerson {
            person: self.person,
            role: self.role,
            agency: agency.clone(),
            label: self.label.clone(),
            areas: self.areas.clone(),
            name: name.id,
        };
        let mut acts = vec![(actor(Role::Administrator), enrolled, vec![name])];
        if self.has_address {
            // Of no mail system anywhere (RFC 2606).
            let address = text("nobody@exercise.invalid");
            let language = "en".parse().context("`en` is a word")?;
            let of = Recipient::Person(self.person);
            let act = Act::SetAddress { of, address: address.id, secret: None, language };
            let by = Actor { person: Some(self.person), role: self.role, agency };
            acts.push((by, act, vec![address]));
        }
        Ok(acts)
    }
}

/// By which names they are called.
pub(super) fn names(players: &[Player]) -> BTreeMap<PersonId, String> {
    players.iter().map(|player| (player.person, player.name.clone())).collect()
}
