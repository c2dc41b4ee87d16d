//! What takes seconds and megabytes to look at: pasts gone through again, and tracks searched. Two at a time, so that watching what
//! drives now does not wait for it; a few more wait for their turn, and whoever comes then is told to try again. What several ask for
//! at once is worked out once.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use crate::problem::Problem;

/// Gone through at a time. Ours: on two processors one is left for the road for most of the time.
const AT_ONCE: usize = 2;
/// Who has a place: is served, or waits. Ours: what eight ask for is ready within a minute or so, and longer nobody waits.
const PLACES: usize = 8;

/// Who is served, and who waits. `A`: what is asked for, `T`: the answer.
#[derive(Debug)]
pub(crate) struct Replays<A, T> {
    places: Arc<Semaphore>,
    turns: Arc<Semaphore>,
    under_way: Arc<UnderWay<A, T>>,
}

type Answered<T> = Result<Arc<T>, Problem>;
type UnderWay<A, T> = Mutex<HashMap<A, watch::Receiver<Option<Answered<T>>>>>;

/// A place, until it is let go of: whoever has one holds it until the answer is made.
#[derive(Debug)]
#[must_use]
pub(crate) struct Place(#[expect(dead_code, reason = "held, and let go of")] OwnedSemaphorePermit);

/// One's turn, until it is let go of: to go along with the work, which may go on when nobody waits for it any more.
#[derive(Debug)]
#[must_use]
pub(crate) struct Turn(#[expect(dead_code, reason = "held, and let go of")] OwnedSemaphorePermit);

impl<A, T> Default for Replays<A, T> {
    fn default() -> Self {
        let of = |many| Arc::new(Semaphore::new(many));
        Replays { places: of(PLACES), turns: of(AT_ONCE), under_way: Arc::default() }
    }
}

impl<A, T> Replays<A, T>
where
    A: Clone + Eq + Hash + Send + 'static,
    T: Send + Sync + 'static,
{
    /// A place, if there is one.
    pub fn place(&self) -> Result<Place, Problem> {
        let place = Arc::clone(&self.places).try_acquire_owned();
        place.map(Place).map_err(|_| Problem::busy(|words| words.say("problem-replays-full")))
    }

    /// Waits for one's turn, having a place.
    pub async fn turn(&self) -> Result<Turn, Problem> {
        Arc::clone(&self.turns).acquire_owned().await.map(Turn).map_err(Problem::unreadable)
    }

    /// What is asked for, worked out when its turn comes: by `work`, unless the same is worked out already. Having a place.
    pub async fn once<W>(&self, asked: A, work: W) -> Answered<T>
    where
        W: FnOnce() -> Result<T, Problem> + Send + 'static,
    {
        let mut answer = self.under_way(asked, work);
        let answer = answer.wait_for(Option::is_some).await.map_err(Problem::unreadable)?;
        answer.clone().unwrap_or_else(|| Err(Problem::not_there()))
    }

    fn under_way<W>(&self, asked: A, work: W) -> watch::Receiver<Option<Answered<T>>>
    where
        W: FnOnce() -> Result<T, Problem> + Send + 'static,
    {
        let mut under_way = lock(&self.under_way);
        if let Some(same) = under_way.get(&asked) {
            return same.clone();
        }
        let (send, answer) = watch::channel(None);
        under_way.insert(asked.clone(), answer.clone());
        tokio::spawn(works(asked, work, Arc::clone(&self.turns), Arc::clone(&self.under_way), send));
        answer
    }
}

async fn works<A, T, W>(
    asked: A,
    work: W,
    turns: Arc<Semaphore>,
    under_way: Arc<UnderWay<A, T>>,
    send: watch::Sender<Option<Answered<T>>>,
) where
    A: Clone + Eq + Hash + Send + 'static,
    T: Send + Sync + 'static,
    W: FnOnce() -> Result<T, Problem> + Send + 'static,
{
    let Ok(turn) = turns.acquire_owned().await else { return };
    let is_wanted = {
        let mut under_way = lock(&under_way);
        // One that hears it is the one that is kept for who else asks.
        let is_wanted = send.receiver_count() > 1;
        if !is_wanted {
            under_way.remove(&asked);
        }
        is_wanted
    };
    if !is_wanted {
        return;
    }
    let done = tokio::task::spawn_blocking(move || {
        let done = work();
        drop(turn);
        done
    });
    let answer = done.await.map_err(Problem::unreadable).flatten().map(Arc::new);
    lock(&under_way).remove(&asked);
    send.send_replace(Some(answer));
}

fn lock<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::{
        atomic::{AtomicUsize, Ordering},
        mpsc,
    };

    use super::*;

    type Few = Replays<&'static str, usize>;

    #[tokio::test]
    async fn what_several_ask_for_at_once_is_worked_out_once_and_again_for_who_asks_later() {
        let (replays, worked) = (Arc::new(Few::default()), Arc::new(AtomicUsize::new(0)));
        let (go, wait) = mpsc::channel::<()>();
        let wait = Arc::new(Mutex::new(wait));
        let work = || {
            let (worked, wait) = (Arc::clone(&worked), Arc::clone(&wait));
            move || {
                lock(&wait).recv().unwrap();
                Ok(worked.fetch_add(1, Ordering::Relaxed) + 1)
            }
        };
        let all = [replays.once("a", work()), replays.once("a", work()), replays.once("b", work())];
        let mut all = all.map(Box::pin);
        // Each has asked before any is answered.
        for asking in &mut all {
            assert!(futures_now(asking).await.is_none());
        }
        go.send(()).unwrap();
        go.send(()).unwrap();
        let [one, same, other] = all;
        let (one, same, other) = (one.await.unwrap(), same.await.unwrap(), other.await.unwrap());
        assert_eq!((one == same, one == other, worked.load(Ordering::Relaxed)), (true, false, 2));
        go.send(()).unwrap();
        assert_eq!(*replays.once("a", work()).await.unwrap(), 3);
        assert!(lock(&replays.under_way).is_empty());
    }

    /// What it is by now, if it is.
    async fn futures_now<F: Future + Unpin>(future: &mut F) -> Option<F::Output> {
        std::future::poll_fn(|context| {
            let now = std::pin::Pin::new(&mut *future).poll(context);
            std::task::Poll::Ready(match now {
                std::task::Poll::Ready(done) => Some(done),
                std::task::Poll::Pending => None,
            })
        })
        .await
    }

    #[tokio::test]
    async fn whoever_comes_when_all_places_are_taken_is_told_to_try_again() {
        let replays = Few::default();
        let mut places: Vec<Place> = (0..PLACES).map(|_| replays.place().unwrap()).collect();
        let refused = replays.place().unwrap_err();
        assert_eq!(refused.kind, crate::problem::Kind::Busy);
        places.pop();
        assert!(replays.place().is_ok());
    }

    #[tokio::test]
    async fn what_nobody_waits_for_any_more_is_not_worked_out() {
        let replays = Few::default();
        let turns = [replays.turn().await.unwrap(), replays.turn().await.unwrap()];
        let mut gone = Box::pin(replays.once("gone", || panic!("nobody asks for it")));
        assert!(futures_now(&mut gone).await.is_none());
        drop(gone);
        drop(turns);
        assert_eq!(*replays.once("here", || Ok(1)).await.unwrap(), 1);
        assert!(lock(&replays.under_way).is_empty());
    }
}
