//! A room on its own thread, and many at its door.
//!
//! While one batch is being made durable the next gathers: the more is asked at once, the fewer commits it
//! takes. The door is bounded: who finds it full is told so and nothing is queued without limit.
//!
//! The writer also keeps the time: when something falls due that only time brings about, nobody has to ask; and when nobody listened for a
//! while, it says so first. And it
//! tells an [`Audience`] what was committed, after it was and before those who asked are answered: whoever is
//! answered can read what they did.
//!
//! Nobody is left standing. When the room is stopped, what was accepted is answered and the door is shut,
//! however many still hold a hand on it. When the writer comes to grief, everybody waiting is told that.

use std::{
    sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel},
    thread::JoinHandle,
    time::Duration,
};

use conduct::Event;
use model::Word;
use store::Store;

use crate::{
    Room,
    maker::Maker,
    recovery::Worlds,
    schedule::passing,
    submission::{Answer, Refusal, Submission},
    vigil::Vigil,
};

/// The most submissions of one commit.
pub const LARGEST_BATCH: usize = 64;
/// How many submissions wait at the door before it is full.
pub const DOOR: usize = 1024;

/// How long the writer sleeps at most before it looks at the clock: a clock that was set is noticed within it.
pub const LONGEST_SLEEP: Duration = Duration::from_secs(1);

/// Hears what was committed.
pub trait Audience: Send {
    /// These events are durable, each with its entry's number and its world, and `worlds` is what they led to.
    fn committed(&mut self, worlds: &Worlds, events: &[(u64, Word, Event)]);
}

/// An audience that does not listen.
impl Audience for () {
    fn committed(&mut self, _: &Worlds, _: &[(u64, Word, Event)]) {}
}

/// Two who listen.
impl<A: Audience, B: Audience> Audience for (A, B) {
    fn committed(&mut self, worlds: &Worlds, events: &[(u64, Word, Event)]) {
        self.0.committed(worlds, events);
        self.1.committed(worlds, events);
    }
}

/// What is done with an answer.
type Reply = Box<dyn FnOnce(Answer) + Send>;

/// The door to a room. Clone it for every thread that submits.
#[derive(Clone, Debug)]
pub struct Door {
    send: SyncSender<Knock>,
}

/// What comes through the door.
enum Knock {
    Submit(Box<Submission>, Reply),
    /// Nobody after this one.
    Shut,
}

/// A room on its own thread.
#[derive(Debug)]
pub struct Writer<S> {
    door: Door,
    thread: JoinHandle<Room<S>>,
}

impl<S: Store + 'static> Writer<S> {
    /// Puts a room on a thread.
    ///
    /// # Errors
    /// When the operating system gives no thread.
    pub fn start(room: Room<S>) -> std::io::Result<Self> {
        Writer::start_before(room, ())
    }

    /// Puts a room on a thread, before an audience.
    ///
    /// # Errors
    /// When the operating system gives no thread.
    pub fn start_before(room: Room<S>, audience: impl Audience + 'static) -> std::io::Result<Self> {
        let (send, receive) = sync_channel(DOOR);
        let serve = move || serve(room, receive, audience);
        let thread = std::thread::Builder::new().name("writer".into()).spawn(serve)?;
        Ok(Writer { door: Door { send }, thread })
    }

    /// Another hand at the door.
    #[must_use]
    pub fn door(&self) -> Door {
        self.door.clone()
    }

    /// Shuts the door, lets what was accepted be answered, and gives the room back.
    ///
    /// # Errors
    /// When the writer's thread has come to grief.
    pub fn stop(self) -> Result<Room<S>, Refusal> {
        // A writer that came to grief has shut the door already.
        let _ = self.door.send.send(Knock::Shut);
        self.thread.join().map_err(|_| Refusal::Closed("the writer's thread failed".to_owned()))
    }
}

impl Door {
    /// Submits and waits for the durable answer.
    ///
    /// # Errors
    /// What the room answers, or that it is closed or its door full.
    pub fn submit(&self, submission: Submission) -> Answer {
        let (answer, wait) = sync_channel(1);
        // Whoever no longer waits finds the outcome in the record.
        self.hand_in(submission, move |given| drop(answer.send(given)))?;
        wait.recv().unwrap_or(Err(Refusal::Unanswered))
    }

    /// Has the room take up what time brought to a world, and waits until it is durable. Whoever comes late to what they do by the clock,
    /// because the machine slept maybe, asks for it before they do it: then it is on the record that nobody listened.
    ///
    /// # Errors
    /// What the room answers, or that it is closed or its door full.
    pub fn catch_up(&self, world: &Word) -> Answer {
        self.submit(passing(world))
    }

    /// Submits and has the durable answer handed to `reply`, on the writer's thread: it must not wait. If the
    /// writer comes to grief it is dropped uncalled.
    ///
    /// # Errors
    /// That the room is closed or its door full; then `reply` is not called.
    pub fn hand_in(
        &self,
        submission: Submission,
        reply: impl FnOnce(Answer) + Send + 'static,
    ) -> Result<(), Refusal> {
        self.send.try_send(Knock::Submit(Box::new(submission), Box::new(reply))).map_err(
            |error| match error {
                TrySendError::Full(_) => Refusal::DoorFull(DOOR),
                TrySendError::Disconnected(_) => shut(),
            },
        )
    }
}

fn serve<S: Store>(mut room: Room<S>, door: Receiver<Knock>, mut audience: impl Audience) -> Room<S> {
    let mut maker = Maker::default();
    let mut vigil = Vigil::default();
    let mut open = true;
    while open {
        let mut waiting = Vec::new();
        let mut submissions = Vec::new();
        let mut next = match door.recv_timeout(room.sleeps_for(LONGEST_SLEEP)) {
            Ok(first) => Some(first),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => break,
        };
        while let Some(knock) = next {
            match knock {
                Knock::Submit(submission, reply) => {
                    submissions.push(*submission);
                    waiting.push(reply);
                }
                Knock::Shut => open = false,
            }
            next = if open && waiting.len() < LARGEST_BATCH { door.try_recv().ok() } else { None };
        }
        // What time brings comes first: whoever asks at 02:00 is answered with what holds at 02:00. And before time passes it is said
        // that nobody listened, if nobody did.
        let unheard = vigil.looks(room.read_clock(), room.real_world());
        let due = room.due();
        let (unsaid, of_time) = (unheard.len(), unheard.len() + due.len());
        let answers = room.take(unheard.into_iter().chain(due).chain(submissions).collect());
        vigil.heard(answers.get(..unsaid).unwrap_or_default());
        if !room.news().is_empty() {
            audience.committed(room.worlds(), room.news());
        }
        for (answer, reply) in answers.into_iter().skip(of_time).zip(waiting) {
            reply(answer);
        }
        // Nothing is lost if it fails; see there.
        let _ = maker.made().map(|snapshot| room.keep(&snapshot));
        if let Some(sketch) = room.look_after(maker.is_busy()) {
            maker.make(sketch);
        }
    }
    turn_away(&door);
    drop(door);
    // The same.
    let _ = maker.ends().map(|snapshot| room.keep(&snapshot));
    let _ = room.keep_snapshot();
    room
}

/// Who knocked after the door was shut is told so at once.
fn turn_away(door: &Receiver<Knock>) {
    while let Ok(knock) = door.try_recv() {
        if let Knock::Submit(_, reply) = knock {
            reply(Err(shut()));
        }
    }
}

fn shut() -> Refusal {
    Refusal::Closed("it was stopped".to_owned())
}
