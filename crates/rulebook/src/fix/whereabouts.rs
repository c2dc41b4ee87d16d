//! What must be said before anybody knows whether a rule applies: where the movement goes, and on what day.
//!
//! No rule has a remedy for that, for it is the same for all. Where nobody says anything, the movement is taken to
//! lie where the first rule that asks applies: a fix does not begin by saying that the movement is elsewhere. Where
//! something is known it is followed: a movement lies in the country of what lies on its way, and the other way
//! round. Each such step says what it takes for granted.

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
    remedy::{Action, Note},
    verdict::Reason,
};

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
        let movement = place("movement")?;
        if self.known_area(&movement, at)?.is_some() {
            return Ok(());
        }
        let mut country = None;
        for thing in self.on_the_way()? {
            country = country.or(self.known_area(&thing, at)?.and_then(|area| country_of(&area)));
        }
        self.locate(movement, &country.unwrap_or_else(|| area.clone()), at)
    }

    fn on_the_way(&self) -> Result<Vec<Path>, Blocked> {
        let mut things = Vec::new();
        for name in PLACED {
            let list = place(name)?;
            things.extend(labels(&self.facts, &list).iter().map(|label| list.clone().item(label)));
        }
        Ok(things)
    }

    fn areas_on_the_way(&mut self, area: &Word, at: At) -> Result<(), Blocked> {
        let movement = self.known_area(&place("movement")?, at)?;
        // Within a wider area of the movement they may lie where the rule applies.
        let lies_in = movement.filter(|known| !area.is_within(known)).unwrap_or_else(|| area.clone());
        for thing in self.on_the_way()? {
            if self.known_area(&thing, at)?.is_none() {
                self.locate(thing, &lies_in, at)?;
            }
        }
        Ok(())
    }

    fn nothing_else(&mut self, _area: &Word, at: At) -> Result<(), Blocked> {
        for name in PLACED {
            let list = place(name)?;
            let path = list.clone().attribute(&schema::COMPLETE.name.parse().map_err(|_| Blocked)?);
            self.say(Action::CompleteList, list, path, Value::Bool(true), Note::NoOther, at)?;
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
        self.say(Action::VerifyFact, thing, path, Value::Word(area.clone()), Note::TakenToBe, at)
    }

    fn say(
        &mut self,
        action: Action,
        subject: Path,
        path: Path,
        value: Value,
        note: Note,
        at: At,
    ) -> Result<(), Blocked> {
        let attribute = schema::attribute_at(&path).map_err(|_| Blocked)?;
        let derived = self.derived(at)?;
        if let Some(set) = self.setting(&derived, path, value, attribute, None, at)? {
            let said = Step {
                subject: Some(subject),
                sets: vec![set],
                note: Some(note),
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

/// `pk` of `pk/kp/shangla`.
fn country_of(area: &Word) -> Option<Word> {
    area.as_str().split('/').next()?.parse().ok()
}

fn area_of(thing: &Path) -> Result<Path, Blocked> {
    Ok(thing.clone().attribute(&"area".parse().map_err(|_| Blocked)?))
}
