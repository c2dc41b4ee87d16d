//! What must be said before anybody knows whether a rule applies: where the movement goes, and on what day.
//!
//! No rule has a remedy for that, for it is the same for all. The strict reading is taken: where nobody says
//! anything the movement lies where the rule applies, so that no fix ever gets around a rule by saying that the
//! movement is elsewhere. Only a district or site on the way is taken to lie where the movement is known to be.

use model::{Path, Value, Word, party::Role, schema};

use super::{
    Step,
    amend::labels,
    draft::{Blocked, Draft},
};
use crate::{
    At, Rule,
    applies::{PLACED, Whereabouts},
    expression::Truth,
    remedy::Action,
    verdict::Reason,
};

const TAKEN_TO_BE: &str = "taken to be there: if it is elsewhere, say so, and ask again";
const NO_OTHER: &str = "the movement touches no other";

impl Draft {
    /// Says what is missing to know whether `rule` applies: the movement's area, then the areas of what lies on
    /// the way, then that nothing else does; and a day of departure.
    pub(super) fn place(&mut self, rule: &Rule, at: At) -> Result<(), Blocked> {
        if let Some(Reason::MaybeNotInForce { .. }) = self.doubt(rule, at)? {
            self.wait.until(&[Value::Day(at.today())], Role::Sponsor);
        }
        let Some(area) = &rule.area else { return Ok(()) };
        for ask in [Draft::area_of_movement, Draft::areas_on_the_way, Draft::nothing_else] {
            if self.doubt(rule, at)?.is_none() {
                return Ok(());
            }
            ask(self, area, at)?;
        }
        Ok(())
    }

    /// Why nobody knows whether `rule` applies.
    fn doubt(&self, rule: &Rule, at: At) -> Result<Option<Reason>, Blocked> {
        self.work.judge(1)?;
        let derived = self.derived(at)?;
        let doubt = Whereabouts::read(&derived, at).applies(rule).doubt;
        Ok(doubt.filter(|(truth, _)| *truth == Truth::Unknown).map(|(_, reason)| reason))
    }

    fn area_of_movement(&mut self, area: &Word, at: At) -> Result<(), Blocked> {
        if self.known_area(&place("movement")?, at)?.is_some() {
            return Ok(());
        }
        self.locate(place("movement")?, area, at)
    }

    fn areas_on_the_way(&mut self, area: &Word, at: At) -> Result<(), Blocked> {
        let movement = self.known_area(&place("movement")?, at)?;
        // Within a wider area of the movement they may lie where the rule applies.
        let lies_in = movement.filter(|known| !area.is_within(known)).unwrap_or_else(|| area.clone());
        for name in PLACED {
            let list = place(name)?;
            let items = labels(&self.facts, &list).into_iter().map(|label| list.clone().item(&label));
            for item in items.collect::<Vec<_>>() {
                if self.known_area(&item, at)?.is_none() {
                    self.locate(item, &lies_in, at)?;
                }
            }
        }
        Ok(())
    }

    fn nothing_else(&mut self, _area: &Word, at: At) -> Result<(), Blocked> {
        for name in PLACED {
            let list = place(name)?;
            let path = list.clone().attribute(&schema::COMPLETE.name.parse().map_err(|_| Blocked)?);
            self.say(Action::CompleteList, list, path, Value::Bool(true), NO_OTHER, at)?;
        }
        Ok(())
    }

    fn known_area(&self, thing: &Path, at: At) -> Result<Option<Word>, Blocked> {
        let path = area_of(thing)?;
        let derived = self.derived(at)?;
        match model::claim::resolve(derived.claims(&path), at.now).fact {
            model::Fact::Known(claim) => match &claim.value {
                Value::Word(area) => Ok(Some(area.clone())),
                _ => Ok(None),
            },
            _ => Ok(None),
        }
    }

    fn locate(&mut self, thing: Path, area: &Word, at: At) -> Result<(), Blocked> {
        let path = area_of(&thing)?;
        self.say(Action::VerifyFact, thing, path, Value::Word(area.clone()), TAKEN_TO_BE, at)
    }

    fn say(
        &mut self,
        action: Action,
        subject: Path,
        path: Path,
        value: Value,
        note: &str,
        at: At,
    ) -> Result<(), Blocked> {
        let attribute = schema::attribute_at(&path).map_err(|_| Blocked)?;
        let derived = self.derived(at)?;
        if let Some(set) = self.setting(&derived, path, value, attribute, None, at)? {
            let said = Step {
                subject: Some(subject),
                sets: vec![set],
                note: Some(note.to_owned()),
                ..Step::blank(action, Role::Sponsor)
            };
            self.add(said)?;
        }
        Ok(())
    }
}

fn place(name: &str) -> Result<Path, Blocked> {
    Ok(Path::root().attribute(&name.parse().map_err(|_| Blocked)?))
}

fn area_of(thing: &Path) -> Result<Path, Blocked> {
    Ok(thing.clone().attribute(&"area".parse().map_err(|_| Blocked)?))
}
