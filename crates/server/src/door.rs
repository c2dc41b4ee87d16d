//! Handing commands in, without holding up a thread while the record is written.

use std::sync::atomic::{AtomicBool, Ordering};

use ops::{Answer, Recorded, Refusal, Submission};
use tokio::sync::oneshot;

use crate::problem::Problem;

/// The room's door, for many who wait.
#[derive(Debug)]
pub(crate) struct Door {
    door: ops::Door,
    /// Whether the last answer was that the record cannot be written.
    stuck: AtomicBool,
}

impl Door {
    pub fn to(door: ops::Door) -> Door {
        Door { door, stuck: AtomicBool::new(false) }
    }

    /// Submits and waits for the durable answer.
    pub async fn submit(&self, submission: Submission) -> Result<Recorded, Problem> {
        let (reply, answer) = oneshot::channel();
        // Whoever has hung up finds the outcome in the record.
        self.door.hand_in(submission, move |given| drop(reply.send(given)))?;
        let given = answer.await.unwrap_or(Err(Refusal::Unanswered));
        self.tell_if_stuck(&given);
        Ok(given?)
    }

    /// Whoever runs the machine is told once that the record cannot be written, and once that it can be again.
    fn tell_if_stuck(&self, given: &Answer) {
        match given {
            Err(refusal @ (Refusal::NotRecorded(_) | Refusal::NotKept(_) | Refusal::Closed(_)))
                if !self.stuck.swap(true, Ordering::Relaxed) =>
            {
                tracing::error!("nothing can be recorded: {refusal}");
            }
            Ok(_) if self.stuck.swap(false, Ordering::Relaxed) => {
                tracing::info!("the record can be written again");
            }
            _ => {}
        }
    }
}
