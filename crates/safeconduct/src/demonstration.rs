//! A room with something going on: a made-up unit with movements of every kind, each at another point of its way.
//!
//! Everything goes through the commands a real unit would use; what happened "last week" is stated late, and marked as
//! late on the record like any late entry. Nothing here is anybody's: people, plates and papers begin with `demo`.

mod facts;
mod people;
mod story;

use model::{Instant, Span, Word, id::MovementId, party::Actor};
use ops::{Recorded, Room, Submission, submission::Text, texts::of_person};
use store::Store;

pub use people::Cast;

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
pub fn furnish<S: Store>(room: &mut Room<S>, world: &Word, now: Instant) -> anyhow::Result<()> {
    let mut stage = Stage { room, world: world.clone(), now, offset: OFFSET, cast: Cast::default() };
    people::enrol(&mut stage)?;
    story::tell(&mut stage)
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
