//! A room with something going on: a made-up unit with movements of every kind, each at another point of its way.
//!
//! Everything goes through the commands a real unit would use; what happened "last week" is stated late, and marked as
//! late on the record like any late entry. Nothing here is anybody's: people, plates and papers begin with `demo`.

mod facts;
mod marches;
mod people;
mod roads;
mod story;

use atlas::Sheet;
use model::{Instant, Span, Word, id::MovementId, party::Actor};
use ops::{Recorded, Room, Submission, submission::Text, texts::of_person};
use store::Store;

pub use marches::marches;
pub use people::Cast;
pub use roads::corridor;

use crate::clock;

/// The corridor's clocks stand five hours ahead of UTC.
pub const OFFSET: Span = Span::hours(5);

/// A room that is being furnished.
pub struct Stage<'a, S> {
    room: &'a mut Room<S>,
    world: Word,
    /// The time at which everything is told.
    pub now: Instant,
    /// How far local clocks stand ahead of UTC.
    pub offset: Span,
    /// Who is there.
    pub cast: Cast,
}

/// Tells the story in a room where nothing has happened yet.
///
/// # Errors
/// When the room does not take what the story tells: a defect of the story.
pub fn furnish<S: Store>(
    room: &mut Room<S>,
    world: &Word,
    corridor: &Sheet,
    now: Instant,
) -> anyhow::Result<()> {
    let mut stage = Stage { room, world: world.clone(), now, offset: OFFSET, cast: Cast::default() };
    people::enrol(&mut stage)?;
    story::tell(&mut stage)?;
    roads::tell(&mut stage, corridor)?;
    marches::tell(&mut stage, corridor)
}

impl<S: Store> Stage<'_, S> {
    /// Somebody does something.
    fn does(&mut self, by: &Actor, act: conduct::Act) -> anyhow::Result<Recorded> {
        self.says(by, act, Vec::new())
    }

    /// Somebody does something, in words of theirs.
    fn says(&mut self, by: &Actor, act: conduct::Act, texts: Vec<Text>) -> anyhow::Result<Recorded> {
        let command = conduct::Command { by: by.clone(), act };
        self.submits(Submission { texts, ..Submission::of(self.world.clone(), command) })
    }

    fn submits(&mut self, submission: Submission) -> anyhow::Result<Recorded> {
        let mut answers = self.room.take(vec![submission]).into_iter();
        answers.next().map_or_else(|| anyhow::bail!("the room did not answer"), |answer| Ok(answer?))
    }

    /// Words of somebody's, under a fresh name.
    fn text(&self, whose: &Actor, words: &str) -> Text {
        let subject = whose.person.map_or_else(|| "demonstration".to_owned(), of_person);
        Text { id: clock::fresh_id().into(), subject, text: words.to_owned() }
    }
}

/// The movement an answer is about.
fn movement(recorded: &Recorded) -> anyhow::Result<MovementId> {
    let mut about = recorded.events.iter().filter_map(|event| event.what.movement());
    about.next().ok_or_else(|| anyhow::anyhow!("nothing was recorded about a movement"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test says what it expects; there a panic is the report")]

    use std::sync::Arc;

    use atlas::Atlas;
    use conduct::{Act, Command, Stage as Stands, World};
    use ops::{Surroundings, Task, room::system};
    use store::DataDir;

    use super::*;
    use crate::opened::{DEMONSTRATION, open_room};

    /// Told at this local time of 24 November.
    fn told_at(hour: &str) -> conduct::State {
        let now: Instant = format!("2026-11-24T{hour}:00+05:00").parse().unwrap();
        let (dir, world) = (tempfile::tempdir().unwrap(), DEMONSTRATION.parse::<Word>().unwrap());
        let surroundings =
            Surroundings { clock: Box::new(move || (now, true)), random: Box::new(clock::random) };
        let mut room = open_room(DataDir::open(dir.path()).unwrap(), surroundings).unwrap();
        let atlas = Arc::new(Atlas::of(dir.path()));
        room.lay_out(Arc::<Atlas>::clone(&atlas));
        let by = system(world.clone());
        let task = Task::OpenWorld { by: by.clone(), world: World::Actual, offset: OFFSET };
        let opening = Submission { task, ..Submission::of(world.clone(), Command { by, act: Act::Advance }) };
        room.take(vec![opening]).remove(0).unwrap();
        furnish(&mut room, &world, &corridor(&atlas).unwrap(), now).unwrap();
        room.worlds()[&world].clone()
    }

    #[test]
    fn the_story_is_the_same_at_whatever_hour_it_is_told() {
        let stages = |state: &conduct::State| -> Vec<(String, Stands)> {
            let known = state
                .numbers
                .iter()
                .map(|(number, id)| (number.to_string(), state.known(*id).unwrap().stage()));
            known.collect()
        };
        let in_the_morning = stages(&told_at("09:00"));
        assert!(in_the_morning.len() >= 14, "{in_the_morning:?}");
        for hour in ["00:00", "21:25", "23:59"] {
            assert_eq!(stages(&told_at(hour)), in_the_morning, "{hour}");
        }
    }

    #[test]
    fn a_closure_lies_on_the_way_of_one_journey_and_not_of_the_other() {
        let state = told_at("09:00");
        let touched = |number: &str| !state.movement(state.numbers[number]).unwrap().dangers.is_empty();
        assert!(touched("DEMO-DASU") && !touched("DEMO-SAIDU"));
    }
}
