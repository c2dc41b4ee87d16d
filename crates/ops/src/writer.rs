//! A room on its own thread, and many at its door.
//!
//! While one batch is being made durable the next gathers: the more is asked at once, the fewer commits it
//! takes. The door is bounded: who finds it full is told so and nothing is queued without limit.
//!
//! Nobody is left standing. When the room is stopped, what was accepted is answered and the door is shut,
//! however many still hold a hand on it. When the writer comes to grief, everybody waiting is told that.

use std::{
    sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel},
    thread::JoinHandle,
};

use store::Store;

use crate::{
    Room,
    submission::{Answer, Refusal, Submission},
};

/// The most submissions of one commit.
pub const LARGEST_BATCH: usize = 64;
/// How many submissions wait at the door before it is full.
pub const DOOR: usize = 1024;

/// The door to a room. Clone it for every thread that submits.
#[derive(Clone, Debug)]
pub struct Door {
    send: SyncSender<Knock>,
}

/// What comes through the door.
#[derive(Debug)]
enum Knock {
    Submit(Box<Submission>, SyncSender<Answer>),
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
        let (send, receive) = sync_channel(DOOR);
        let thread = std::thread::Builder::new().name("writer".into()).spawn(move || serve(room, receive))?;
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
        match self.send.try_send(Knock::Submit(Box::new(submission), answer)) {
            Ok(()) => wait.recv().unwrap_or(Err(Refusal::Unanswered)),
            Err(TrySendError::Full(_)) => Err(Refusal::DoorFull(DOOR)),
            Err(TrySendError::Disconnected(_)) => Err(shut()),
        }
    }
}

fn serve<S: Store>(mut room: Room<S>, door: Receiver<Knock>) -> Room<S> {
    let mut open = true;
    while open {
        let Ok(first) = door.recv() else { break };
        let mut waiting = Vec::new();
        let mut submissions = Vec::new();
        let mut next = Some(first);
        while let Some(knock) = next {
            match knock {
                Knock::Submit(submission, answer) => {
                    submissions.push(*submission);
                    waiting.push(answer);
                }
                Knock::Shut => open = false,
            }
            next = if open && waiting.len() < LARGEST_BATCH { door.try_recv().ok() } else { None };
        }
        for (answer, wait) in room.take(submissions).into_iter().zip(waiting) {
            // Whoever no longer waits finds the outcome in the record.
            let _ = wait.send(answer);
        }
        // Nothing is lost if it fails; see there.
        let _ = room.look_after();
    }
    turn_away(&door);
    drop(door);
    // The same.
    let _ = room.keep_snapshot();
    room
}

/// Who knocked after the door was shut is told so at once.
fn turn_away(door: &Receiver<Knock>) {
    while let Ok(knock) = door.try_recv() {
        if let Knock::Submit(_, answer) = knock {
            let _ = answer.send(Err(shut()));
        }
    }
}

fn shut() -> Refusal {
    Refusal::Closed("it was stopped".to_owned())
}
