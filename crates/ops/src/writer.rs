//! A room on its own thread, and many at its door.
//!
//! While one batch is being made durable the next gathers: the more is asked at once, the fewer commits it
//! takes. The door is bounded: who finds it full is told so and nothing is queued without limit.

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
#[derive(Clone)]
pub struct Door {
    send: SyncSender<(Submission, SyncSender<Answer>)>,
}

/// A room on its own thread.
pub struct Writer<S> {
    door: Option<Door>,
    thread: JoinHandle<Room<S>>,
}

impl<S: Store + 'static> Writer<S> {
    /// Puts a room on a thread.
    ///
    /// # Errors
    /// When the operating system gives no thread.
    pub fn start(room: Room<S>) -> std::io::Result<Self> {
        let (send, receive) = sync_channel(DOOR);
        let thread =
            std::thread::Builder::new().name("writer".into()).spawn(move || serve(room, &receive))?;
        Ok(Writer { door: Some(Door { send }), thread })
    }

    /// Another hand at the door.
    #[must_use]
    pub fn door(&self) -> Option<Door> {
        self.door.clone()
    }

    /// Closes the door, lets what was accepted be answered, and gives the room back.
    ///
    /// # Errors
    /// When the writer's thread has come to grief.
    pub fn stop(mut self) -> Result<Room<S>, Refusal> {
        self.door = None;
        self.thread.join().map_err(|_| Refusal::Closed("the writer's thread failed".to_owned()))
    }
}

impl Door {
    /// Submits and waits for the durable answer.
    ///
    /// # Errors
    /// What the room answers, or that it is closed or its door full.
    pub fn submit(&self, submission: Submission) -> Answer {
        let closed = || Refusal::Closed("the writer has stopped".to_owned());
        let (answer, wait) = sync_channel(1);
        match self.send.try_send((submission, answer)) {
            Ok(()) => wait.recv().map_err(|_| closed())?,
            Err(TrySendError::Full(_)) => {
                Err(Refusal::Closed(format!("{DOOR} submissions are waiting already; try again in a moment")))
            }
            Err(TrySendError::Disconnected(_)) => Err(closed()),
        }
    }
}

fn serve<S: Store>(mut room: Room<S>, door: &Receiver<(Submission, SyncSender<Answer>)>) -> Room<S> {
    while let Ok(first) = door.recv() {
        let mut batch = vec![first];
        while batch.len() < LARGEST_BATCH
            && let Ok(next) = door.try_recv()
        {
            batch.push(next);
        }
        let (submissions, waiting): (Vec<_>, Vec<_>) = batch.into_iter().unzip();
        for (answer, wait) in room.take(submissions).into_iter().zip(waiting) {
            // Whoever no longer waits finds the outcome in the record.
            let _ = wait.send(answer);
        }
    }
    room
}
