//! Handing commands in, without holding up a thread while the record is written.

use ops::{Recorded, Refusal, Submission};
use tokio::sync::oneshot;

use crate::problem::Problem;

/// The room's door, for many who wait.
#[derive(Clone, Debug)]
pub(crate) struct Door(pub ops::Door);

impl Door {
    /// Submits and waits for the durable answer.
    pub async fn submit(&self, submission: Submission) -> Result<Recorded, Problem> {
        let (reply, answer) = oneshot::channel();
        // Whoever has hung up finds the outcome in the record.
        self.0.hand_in(submission, move |given| drop(reply.send(given)))?;
        Ok(answer.await.unwrap_or(Err(Refusal::Unanswered))?)
    }
}
