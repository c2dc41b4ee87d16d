//! One submission: checked, decided on what the batch so far would have made true, and written into the draft.
//!
//! Whatever is wrong with a submission is found here and refused alone. Nothing may reach the batch that the
//! store would refuse: it would take everybody else's submissions with it.

use std::collections::BTreeMap;

use conduct::{Act, Command, Event, Inputs, What, World};
use model::{Digest, Instant, Word};
use store::{Artefact, Store};

use crate::{
    Room,
    draft::{Draft, Given},
    journal::LOG_ITSELF,
    jump::TOLERATED,
    repetition::Keyed,
    room::system,
    shelf::RULEBOOK,
    submission::{
        LONGEST_SUBJECT, LONGEST_TEXT, MOST_TEXTS, Recorded, Refusal, RulebookFile, Submission, Task, Text,
    },
    surroundings::Reading,
    watching::WATCH,
};

/// The moment of a decision.
struct Moment {
    /// The time in the submission's world.
    now: Instant,
    /// Whether that world has a clock of its own.
    own_clock: bool,
    clock_is_sound: bool,
}

impl<S: Store> Room<S> {
    /// Answers a submission as if the batch so far had happened.
    pub(crate) fn consider(&mut self, draft: &mut Draft, submission: Submission) {
        let speculated = draft.speculates;
        let given = match self.decide(draft, submission) {
            Ok((recorded, firm)) => Given { answer: Ok(recorded), firm },
            Err(refusal) => Given { answer: Err(refusal), firm: !speculated },
        };
        draft.answers.push(given);
    }

    fn decide(&mut self, draft: &mut Draft, submission: Submission) -> Result<(Recorded, bool), Refusal> {
        let keyed = Keyed::of(&submission)?;
        if let Some(keyed) = &keyed
            && let Some(earlier) = keyed.repeats(self, draft)?
        {
            return Ok(earlier);
        }
        self.check_texts(draft, &submission.texts)?;
        let papers = papers(&submission)?;
        let shelved = self.shelve(&submission)?;
        let reading = self.read_clock();
        let recorded_at = draft.journal.time(reading.wall);
        let moment = moment(&submission, reading, recorded_at);
        let Submission { world, task, texts, .. } = submission;
        let first = draft.journal.size();
        let decided = self.events(draft, &world, task, &moment);
        let pinned = self.shelf.take_fresh();
        let written = decided.and_then(|events| self.write(draft, &world, events, recorded_at));
        let events = match written {
            Ok(events) => events,
            Err(refusal) => {
                shelved.iter().for_each(|book| self.shelf.take_off(&Digest(book.hash.0)));
                return Err(refusal);
            }
        };
        if !events.is_empty() {
            self.take_in(draft, first, &world, &events, pinned);
            draft.texts.extend(texts.iter().map(|text| text.id.to_string()));
            draft.said.extend(texts);
            draft.artefacts.extend(papers.into_iter().map(|paper| (Digest(paper.hash.0), paper)));
            draft.artefacts.extend(shelved.into_iter().map(|book| (Digest(book.hash.0), book)));
        }
        draft.speculates = true;
        let entries = first..draft.journal.size();
        if let Some(keyed) = keyed {
            keyed.remember(draft, &entries, recorded_at);
        }
        Ok((Recorded { world, entries, events, repeated: false }, false))
    }

    /// Tells the real world that time passes if its clock has come to be relied on, or is no longer, since the last
    /// batch: what was cleared by a clock nobody trusts now holds, and what such a clock held is free again.
    pub(crate) fn heed_clock(&mut self, draft: &mut Draft, before: Option<bool>) -> Result<(), Refusal> {
        let recorded_at = draft.journal.time(draft.began.wall);
        let clock_is_sound = is_sound(draft.began, recorded_at);
        draft.clock_is_sound = clock_is_sound;
        let mut real = self.worlds.iter().filter(|(_, state)| state.world == World::Actual);
        let Some(world) =
            real.next().map(|(name, _)| name.clone()).filter(|_| before != Some(clock_is_sound))
        else {
            return Ok(());
        };
        let moment = Moment { now: recorded_at, own_clock: false, clock_is_sound };
        let command = Command { by: system(itself()), act: Act::Advance };
        let events = self.events(draft, &world, Task::Command(command), &moment)?;
        let pinned = self.shelf.take_fresh();
        let first = draft.journal.size();
        let events = self.write(draft, &world, events, recorded_at)?;
        if !events.is_empty() {
            self.take_in(draft, first, &world, &events, pinned);
            draft.speculates = true;
        }
        Ok(())
    }

    /// What happened, as part of the batch, with the facts it was decided on.
    fn take_in(
        &self,
        draft: &mut Draft,
        first: u64,
        world: &Word,
        events: &[Event],
        mut pinned: BTreeMap<Digest, Artefact>,
    ) {
        let state = draft.world_mut(&self.worlds, world.clone());
        events.iter().for_each(|event| state.apply(event));
        draft.news.extend((first..).zip(events).map(|(n, event)| (n, world.clone(), event.clone())));
        let referred = events.iter().filter_map(facts_of).filter_map(|facts| pinned.remove_entry(&facts));
        draft.artefacts.extend(referred);
    }

    fn events(
        &self,
        draft: &Draft,
        world: &Word,
        task: Task,
        moment: &Moment,
    ) -> Result<Vec<Event>, Refusal> {
        let state = draft.world(&self.worlds, world);
        match (task, state) {
            (Task::OpenWorld { .. }, Some(_)) => Err(Refusal::WorldExists(world.clone())),
            (Task::OpenWorld { .. }, None) if world == LOG_ITSELF => Err(Refusal::WorldExists(world.clone())),
            (Task::OpenWorld { world: World::Actual, .. }, None) if moment.own_clock => {
                Err(Refusal::NotItsClock)
            }
            (Task::OpenWorld { by, world, offset }, None) => {
                self.no_second_actual(draft, world)?;
                Ok(vec![Event { at: moment.now, by, what: What::WorldOpened { world, offset } }])
            }
            (Task::Command(_), None) => Err(Refusal::NoSuchWorld(world.clone())),
            (Task::Command(_), Some(state)) if moment.own_clock && state.world == World::Actual => {
                Err(Refusal::NotItsClock)
            }
            (Task::Command(command), Some(state)) => {
                let ids = || self.surroundings.borrow_mut().fresh_id(moment.now);
                let Moment { now, clock_is_sound, .. } = *moment;
                let inputs = Inputs { now, clock_is_sound, ids: &ids, artefacts: &self.shelf };
                Ok(conduct::decide(state, command, &inputs)?)
            }
        }
    }

    fn no_second_actual(&self, draft: &Draft, wanted: World) -> Result<(), Refusal> {
        let mut known = self.worlds.iter().chain(&draft.worlds);
        match known.find(|(_, state)| wanted == World::Actual && state.world == World::Actual) {
            Some((name, _)) => Err(Refusal::SecondActual(name.clone())),
            None => Ok(()),
        }
    }

    /// All events, or none of them.
    fn write(
        &self,
        draft: &mut Draft,
        world: &Word,
        events: Vec<Event>,
        at: Instant,
    ) -> Result<Vec<Event>, Refusal> {
        let mark = draft.journal.mark();
        for event in &events {
            let nonce = self.surroundings.borrow_mut().nonce();
            if let Err(error) = draft.journal.write(world, event, at, nonce) {
                draft.journal.back_to(mark);
                return Err(Refusal::Malformed(error.to_string()));
            }
        }
        Ok(events)
    }

    /// A text never replaces another: an entry would come to say something else. Nor is anything kept of somebody
    /// who was erased.
    fn check_texts(&self, draft: &Draft, texts: &[Text]) -> Result<(), Refusal> {
        let malformed = |what: String| Err(Refusal::Malformed(what));
        if texts.len() > MOST_TEXTS {
            return malformed(format!(
                "{} texts are more than {MOST_TEXTS}: send several commands",
                texts.len()
            ));
        }
        for (i, Text { id, subject, text }) in texts.iter().enumerate() {
            if text.len() > LONGEST_TEXT {
                let length = text.len();
                return malformed(format!(
                    "a text of {length} bytes is longer than {LONGEST_TEXT}: shorten it"
                ));
            }
            if subject.is_empty() || subject.len() > LONGEST_SUBJECT {
                return malformed(format!("say in 1 to {LONGEST_SUBJECT} bytes whose data the text {id} is"));
            }
            if self.erased.contains(subject) || draft.erases(subject) {
                return malformed(format!("the data of {subject} was erased: nothing more is kept of them"));
            }
            let earlier = texts.iter().take(i).any(|other| other.id == *id);
            let here = earlier || draft.texts.contains(&id.to_string());
            if here || self.store().vault(&id.to_string())?.is_some() {
                return malformed(format!(
                    "there is a text {id} already: give a new text a fresh identifier"
                ));
            }
        }
        Ok(())
    }

    /// Puts rulebooks that come with a submission on the shelf; answers those that were not there before.
    fn shelve(&mut self, submission: &Submission) -> Result<Vec<Artefact>, Refusal> {
        let mut fresh: Vec<Artefact> = Vec::new();
        for file in &submission.rulebooks {
            match self.shelve_one(&submission.task, file) {
                Ok(book) => fresh.extend(book),
                Err(refusal) => {
                    fresh.iter().for_each(|book| self.shelf.take_off(&Digest(book.hash.0)));
                    return Err(refusal);
                }
            }
        }
        Ok(fresh)
    }

    fn shelve_one(&mut self, task: &Task, file: &RulebookFile) -> Result<Option<Artefact>, Refusal> {
        let digest = file.digest();
        let adopts = match task {
            Task::Command(command) => matches!(&command.act,
                Act::AdoptRulebooks { pinned, .. } if pinned.rulebooks.contains(&digest)),
            Task::OpenWorld { .. } => false,
        };
        if !adopts {
            let name = &file.name;
            return Err(Refusal::Malformed(format!(
                "the rulebook {name} came along but is not adopted: name its digest {digest}, or leave it out"
            )));
        }
        if self.shelf.has(&digest) {
            return Ok(None);
        }
        self.shelf.put(&file.name, &file.text).map_err(Refusal::FaultyRulebook)?;
        Ok(Some(Artefact::new(RULEBOOK, file.text.clone().into_bytes())))
    }
}

/// What comes along for the watch, if the command names it.
fn papers(submission: &Submission) -> Result<Vec<Artefact>, Refusal> {
    let named = match &submission.task {
        Task::Command(Command { act: Act::SetWatch { order, areas, .. }, .. }) => vec![*order, *areas],
        _ => Vec::new(),
    };
    let papers = submission.papers.iter().map(|bytes| Artefact::new(WATCH, bytes.to_vec()));
    let is_named = |paper: &Artefact| named.contains(&Digest(paper.hash.0));
    let unnamed =
        || Refusal::Malformed("a paper of the watch came along that the command does not name".into());
    papers.map(|paper| if is_named(&paper) { Ok(paper) } else { Err(unnamed()) }).collect()
}

/// A world with a clock of its own is as sound as whoever set it.
fn moment(submission: &Submission, reading: Reading, recorded_at: Instant) -> Moment {
    let own_clock = submission.at.is_some();
    Moment {
        now: submission.at.unwrap_or(recorded_at),
        own_clock,
        clock_is_sound: own_clock || is_sound(reading, recorded_at),
    }
}

/// In the real world a clock is not believed either while it stands behind the record: the time is then the last
/// entry's, and nobody knows the true one.
fn is_sound(reading: Reading, recorded_at: Instant) -> bool {
    reading.synchronised && recorded_at.since(reading.wall) <= TOLERATED
}

/// The agency the room itself acts for.
fn itself() -> Word {
    "room".parse().unwrap_or_else(|_| unreachable!("`room` is a word"))
}

/// The facts an event was decided on.
fn facts_of(event: &Event) -> Option<Digest> {
    match &event.what {
        What::ClearanceEvaluated(evaluated)
        | What::DepartureAuthorised(evaluated)
        | What::DepartureRefused(evaluated) => Some(evaluated.facts),
        _ => None,
    }
}
