//! What the parties were told and what they answered, as facts.

use model::{Dossier, Instant, Path, Segment, Span, Value, Word, dossier::Unplaceable};

use super::{
    claim,
    departure::Departure,
    items, lists,
    spoken::{
        ACCEPTED, DISTRICTS, HIGHWAY_POLICE, LATE_NOTICE_CHANNEL, LATE_NOTICE_GIVEN, LATE_NOTICE_GIVEN_AT,
        LATE_NOTICE_GIVEN_ON, NO_OBJECTION, NOTICE_CHANNEL, NOTICE_GIVEN, NOTICE_GIVEN_AT, NOTICE_GIVEN_ON,
        RECORD, UNIT_COMMANDANT,
    },
};
use crate::{
    Movement,
    movement::{Answer, Notice, Party},
};

/// Says what is on the record about each party of the permission a run relies on, and of the movement itself.
/// Districts told because a candidate route crosses them say nothing unless the order has them.
pub(super) fn say(
    standing: Option<&Movement>,
    movement: &Movement,
    offset: Span,
    facts: &mut Dossier,
) -> Result<(), Unplaceable> {
    let departure = Departure::of(facts, offset);
    let mut teller = Teller { departure, is_waiting: movement.stage.is_waiting(), offset, facts };
    for (path, party) in standing.into_iter().flat_map(|s| &s.parties) {
        teller.say(path, party, true)?;
    }
    for (path, party) in &movement.parties {
        let told_before = standing.and_then(|s| s.parties.get(path));
        let repeats = told_before.is_some_and(|told| teller.announced(told.early.as_ref()).is_some());
        teller.say(path, party, !repeats)?;
    }
    Ok(())
}

/// Hour and route leave the real room by its own command alone: of whom it has not told them, it knows that.
pub(super) fn say_who_does_not_know_the_hour(
    standing: Option<&Movement>,
    movement: &Movement,
    facts: &mut Dossier,
) -> Result<(), Unplaceable> {
    let districts = items(facts, &DISTRICTS).iter().map(|(label, _)| DISTRICTS.clone().item(label));
    let parties: Vec<Path> = districts.chain([HIGHWAY_POLICE.clone(), UNIT_COMMANDANT.clone()]).collect();
    let knows =
        |holder: &Movement, at: &Path| holder.parties.get(at).is_some_and(|party| party.late.is_some());
    for at in parties {
        if !knows(movement, &at) && !standing.is_some_and(|standing| knows(standing, &at)) {
            let not_told = claim(false.into(), &RECORD, None, Instant::MIN, None);
            facts.say(&at.join(&LATE_NOTICE_GIVEN), not_told)?;
        }
    }
    Ok(())
}

struct Teller<'a> {
    departure: Departure,
    is_waiting: bool,
    offset: Span,
    facts: &'a mut Dossier,
}

impl Teller<'_> {
    /// A notice counts while the departure stays within the days it announced, and an answer counts while its
    /// notice does. Receipt says nothing about acceptance. `newly`: the notice is this one's, and not a
    /// repetition of an earlier one that counts.
    fn say(&mut self, at: &Path, party: &Party, newly: bool) -> Result<(), Unplaceable> {
        if !has(self.facts, at) {
            return Ok(());
        }
        if let Some(notice) = self.announced(party.early.as_ref()) {
            let until = self.until(notice);
            if newly {
                let given = [&*NOTICE_GIVEN, &NOTICE_GIVEN_ON, &NOTICE_GIVEN_AT, &NOTICE_CHANNEL];
                self.say_notice(at, notice, given, until)?;
            }
            let word = match party.answer.as_ref().map(|a| (&a.answer, a.at)) {
                Some((Answer::Accepted { .. }, when)) => Some((true, when)),
                Some((Answer::Objected { .. }, when)) => Some((false, when)),
                Some((Answer::Received, _)) | None => None,
            };
            if let Some((yes, when)) = word {
                self.tell(at, &ACCEPTED, yes.into(), when, until)?;
            }
        }
        if let Some(notice) = self.announced(party.late.as_ref()) {
            let given =
                [&*LATE_NOTICE_GIVEN, &LATE_NOTICE_GIVEN_ON, &LATE_NOTICE_GIVEN_AT, &LATE_NOTICE_CHANNEL];
            self.say_notice(at, notice, given, self.until(notice))?;
        }
        match &party.no_objection {
            Some(c) => self.tell(at, &NO_OBJECTION, c.granted.into(), c.at, c.valid_until),
            None => Ok(()),
        }
    }

    fn announced<'n>(&self, notice: Option<&'n Notice>) -> Option<&'n Notice> {
        notice.filter(|notice| self.departure.lies_within(notice.window))
    }

    /// The end of the last day announced, for who has not departed by then departs unannounced; and never
    /// longer than the day of departure is known.
    fn until(&self, notice: &Notice) -> Option<Instant> {
        let over = notice.window.1.checked_add(1).filter(|_| self.is_waiting);
        over.map(|day| day.begins(self.offset)).into_iter().chain(self.departure.until).min()
    }

    fn say_notice(
        &mut self,
        at: &Path,
        notice: &Notice,
        [given, given_on, given_at, channel]: [&Path; 4],
        until: Option<Instant>,
    ) -> Result<(), Unplaceable> {
        let when = notice.given_at;
        self.tell(at, given, true.into(), when, until)?;
        self.tell(at, given_on, when.day(self.offset).into(), when, until)?;
        self.tell(at, given_at, when.into(), when, until)?;
        self.tell(at, channel, notice.channel.clone().into(), when, until)
    }

    fn tell(
        &mut self,
        party: &Path,
        attribute: &Path,
        value: Value,
        when: Instant,
        until: Option<Instant>,
    ) -> Result<(), Unplaceable> {
        let said = claim(value, &RECORD, Some(name(party)), when, until);
        self.facts.say(&party.clone().join(attribute), said)
    }
}

/// Whether the order has this party. A record is always there; an item of a list when it was named.
fn has(facts: &Dossier, at: &Path) -> bool {
    at.segments().len() == 1 || lists(facts, at)
}

/// The label of a party or person, or its name where there is but one of it.
pub(crate) fn name(at: &Path) -> Word {
    match at.segments().last() {
        Some(Segment::Item(label)) => label.clone(),
        Some(Segment::Attribute(name)) => name.clone(),
        None => Word::clone(&RECORD),
    }
}
