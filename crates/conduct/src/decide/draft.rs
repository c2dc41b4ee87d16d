//! A decision in the making: the state as it would be, and the events that make it so.

use std::{collections::BTreeSet, sync::Arc};

use model::{
    Instant, Word,
    id::MovementId,
    party::{Actor, Role},
};
use uuid::Uuid;

use super::telling;
use crate::{Event, Inputs, Known, Movement, Rejection, Stage, State, What};

pub(super) struct Draft<'a> {
    pub state: State,
    pub by: Actor,
    pub inputs: &'a Inputs<'a>,
    pub now: Instant,
    touched: BTreeSet<MovementId>,
    events: Vec<Event>,
}

impl<'a> Draft<'a> {
    /// Time never runs backwards within a world, whatever clock is handed in.
    pub fn new(state: &State, by: Actor, inputs: &'a Inputs<'a>) -> Self {
        let now = state.clock.map_or(inputs.now, |clock| clock.max(inputs.now));
        Draft { state: state.clone(), by, inputs, now, touched: BTreeSet::new(), events: Vec::new() }
    }

    /// Has something happen; whoever is concerned is then to be told, also outside the open pages.
    pub fn emit(&mut self, what: What) {
        let before = telling::Before::of(&self.state, &what);
        self.happens(what);
        let told = self.events.last().and_then(|event| {
            telling::messages(&self.state, &before, event, &mut || (self.inputs.ids)().into())
        });
        if let Some(due) = told {
            self.happens(due);
        }
    }

    fn happens(&mut self, what: What) {
        let event = Event { at: self.now, by: self.by.clone(), what };
        self.state.apply(&event);
        self.events.push(event);
    }

    pub fn into_events(self) -> Vec<Event> {
        self.events
    }

    /// Marks a movement whose facts, waivers or rules have changed.
    pub fn touch(&mut self, movement: MovementId) {
        self.touched.insert(movement);
    }

    pub fn touch_all_open(&mut self) {
        self.touched.extend(self.state.open.iter().copied());
    }

    pub fn take_touched(&mut self) -> BTreeSet<MovementId> {
        std::mem::take(&mut self.touched)
    }

    pub fn fresh<Id: From<Uuid>>(&self) -> Id {
        (self.inputs.ids)().into()
    }

    /// A movement, whether or not its file is closed.
    pub fn known(&self, id: MovementId) -> Result<Known<'_>, Rejection> {
        self.state.known(id).ok_or_else(|| Rejection::NoSuchMovement(id.to_string()))
    }

    /// A movement whose file is not closed.
    pub fn movement(&self, id: MovementId, hint: &'static str) -> Result<Arc<Movement>, Rejection> {
        match self.state.movement(id) {
            Some(movement) => Ok(Arc::clone(movement)),
            None => {
                let (number, stage) = (self.known(id)?.number().clone(), Stage::Closed);
                Err(Rejection::OutOfPlace { number, stage, hint })
            }
        }
    }

    /// A movement that is still open to what `hint` names.
    pub fn open(&self, id: MovementId, hint: &'static str) -> Result<Arc<Movement>, Rejection> {
        let movement = self.movement(id, hint)?;
        if movement.stage.is_open() { Ok(movement) } else { Err(out_of_place(&movement, hint)) }
    }

    /// A movement that has not departed.
    pub fn waiting(&self, id: MovementId, hint: &'static str) -> Result<Arc<Movement>, Rejection> {
        let movement = self.movement(id, hint)?;
        if movement.stage.is_waiting() { Ok(movement) } else { Err(out_of_place(&movement, hint)) }
    }

    pub fn free_number(&self, number: &Word) -> Result<(), Rejection> {
        match self.state.numbers.contains_key(number) {
            true => Err(Rejection::NumberTaken(number.clone())),
            false => Ok(()),
        }
    }

    /// A stated time, or now if none is stated.
    pub fn stated(&self, at: Option<Instant>) -> Result<Instant, Rejection> {
        match at {
            Some(at) if at > self.now => Err(Rejection::FromTheFuture(at)),
            Some(at) => Ok(at),
            None => Ok(self.now),
        }
    }

    pub fn requires(&self, roles: &[Role], needed: &'static str) -> Result<(), Rejection> {
        match roles.contains(&self.by.role) {
            true => Ok(()),
            false => Err(Rejection::NotAllowed { given: self.by.role, needed }),
        }
    }
}

pub(super) fn out_of_place(movement: &Movement, hint: &'static str) -> Rejection {
    Rejection::OutOfPlace { number: movement.number.clone(), stage: movement.stage, hint }
}
