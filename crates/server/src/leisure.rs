//! What takes many steps and nobody waits for, so that others come in between.

use tokio::{
    task::{JoinError, spawn_blocking},
    time::{Instant, sleep},
};

/// How much of the time is for others.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Leisure {
    /// How many times as long as a step took nothing is done before the next: the longer steps take, the longer others have.
    pub others: u32,
}

impl Leisure {
    /// Others come in after a step that began then.
    pub async fn lets_others_in(self, began: Instant) {
        sleep(began.elapsed() * self.others).await;
    }

    /// Takes step after step while there are more, on threads that may wait; what came of it. Whoever drops this has none taken
    /// after the one that is.
    ///
    /// # Errors
    /// The first that a step ends with, or that one came to grief.
    pub async fn takes<W, E>(
        self,
        mut work: W,
        mut step: impl FnMut(&mut W) -> Result<bool, E> + Send + 'static,
    ) -> Result<W, E>
    where
        W: Send + 'static,
        E: From<JoinError> + Send + 'static,
    {
        loop {
            let began = Instant::now();
            let taken;
            (work, step, taken) = spawn_blocking(move || {
                let taken = step(&mut work);
                (work, step, taken)
            })
            .await?;
            if !taken? {
                return Ok(work);
            }
            self.lets_others_in(began).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Eq)]
    enum Failed {
        Full,
        Fell,
    }

    impl From<JoinError> for Failed {
        fn from(_: JoinError) -> Failed {
            Failed::Fell
        }
    }

    #[tokio::test]
    async fn steps_are_taken_while_there_are_more_and_none_after_one_that_failed() {
        let leisure = Leisure { others: 1 };
        let step = |fails: u32| {
            move |taken: &mut u32| {
                *taken += 1;
                if *taken == fails { Err(Failed::Full) } else { Ok(*taken < 4) }
            }
        };
        assert_eq!(leisure.takes(0, step(0)).await, Ok(4));
        assert_eq!(leisure.takes(0, step(2)).await, Err(Failed::Full));
        assert_eq!(leisure.takes(0, |_: &mut u32| panic!("as planned")).await, Err(Failed::Fell));
    }
}
