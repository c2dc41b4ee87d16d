//! The keeper on its own thread.
//!
//! It hears reports after they are durable, the state after it was committed, and the clock. What it finds missing on the record it
//! hands in at the door like anybody else. The writer never waits for it, and it waits for the writer only where it comes late itself: the
//! machine slept maybe, and nobody is missed for what nobody could hear. The intake waits when it falls behind, so that reports are refused
//! at the hatch rather than heard late without anybody noticing.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel},
    },
    thread::JoinHandle,
    time::Duration,
};

use conduct::{Command, Event, State};
use model::{Instant, Span, Word, id::MovementId};

use super::{
    board::Board,
    keeper::{Call, Keeper, Lacking},
    sources::Sources,
};
use crate::{
    Audience, Door, Refusal, Submission,
    recovery::Worlds,
    room::system,
    track::{Heard, Kept},
};

/// How many armfuls of reports wait before the intake does.
const WAITING: usize = 64;
/// The orders of so many movements are worked out before reports are heard again. Ours: some milliseconds.
const ORDERS: usize = 8;
/// How long it sleeps at most before it looks at the clock.
const LONGEST_SLEEP: Duration = Duration::from_secs(1);
/// So much time between two looks is more than it takes. Ours: it looks each second, and the writer has to be asked for nothing.
const LATE: Span = Span::seconds(5);
/// How long a movement is left alone after something about it was refused: the same again would be refused again.
const AFTER_A_REFUSAL: Span = Span(1_000_000);

/// What is told to the keeper. Clone it for everybody who tells.
#[derive(Clone, Debug)]
pub struct Ear {
    world: Word,
    send: SyncSender<Knock>,
    slate: Arc<Mutex<Slate>>,
}

/// What only the latest of counts.
#[derive(Debug, Default)]
struct Slate {
    state: Option<State>,
    answered: Vec<(MovementId, bool)>,
    /// Calls for help that could not be put on the record.
    not_heard: Vec<Call>,
}

#[derive(Debug)]
enum Knock {
    Reports(Vec<Kept>),
    /// The slate has something new.
    Look,
    Shut,
}

/// What the ear hears, until a post listens to it.
#[derive(Debug)]
pub struct Listening {
    receive: Receiver<Knock>,
    ear: Ear,
}

/// The thread.
#[derive(Debug)]
pub struct Post {
    ear: Ear,
    thread: JoinHandle<()>,
}

/// The time.
pub type Time = dyn Fn() -> Instant + Send + Sync;

impl Ear {
    /// An ear for what happens in a world, and what it hears.
    #[must_use]
    pub fn of(world: Word) -> (Self, Listening) {
        let (send, receive) = sync_channel(WAITING);
        let ear = Ear { world, send, slate: Arc::default() };
        (ear.clone(), Listening { receive, ear })
    }

    fn slate(&self) -> MutexGuard<'_, Slate> {
        self.slate.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whoever finds it full knows that it will look anyway.
    fn look(&self) {
        let _ = self.send.try_send(Knock::Look);
    }
}

impl Audience for Ear {
    fn committed(&mut self, worlds: &Worlds, events: &[(u64, Word, Event)]) {
        let Some(state) = worlds.get(&self.world) else { return };
        if events.iter().any(|(_, world, _)| *world == self.world) {
            self.slate().state = Some(state.clone());
            self.look();
        }
    }
}

impl Heard for Ear {
    fn heard(&mut self, reports: &[Kept]) {
        // Once nobody watches any more, the tracks say it all when somebody does again.
        let _ = self.send.send(Knock::Reports(reports.to_vec()));
    }
}

impl Post {
    /// Begins to watch. The state is asked for on the thread, after which nothing is missed.
    ///
    /// # Errors
    /// When the operating system gives no thread.
    pub fn start<S: Sources + 'static>(
        listening: Listening,
        keeper: Keeper<S>,
        door: Door,
        time: Arc<Time>,
        board: Board,
    ) -> std::io::Result<Self> {
        let ear = listening.ear.clone();
        let (busy, resting) = (BTreeSet::new(), BTreeMap::new());
        let post = OnPost { listening, keeper, door, time, board, busy, resting };
        let thread = std::thread::Builder::new().name("watch".into()).spawn(move || post.watch())?;
        Ok(Post { ear, thread })
    }

    /// Stops watching.
    pub fn stop(self) {
        let _ = self.ear.send.send(Knock::Shut);
        let _ = self.thread.join();
    }
}

struct OnPost<S> {
    listening: Listening,
    keeper: Keeper<S>,
    door: Door,
    time: Arc<Time>,
    board: Board,
    /// Of these an answer is awaited.
    busy: BTreeSet<MovementId>,
    /// These are left alone until then.
    resting: BTreeMap<MovementId, Instant>,
}

impl<S: Sources> OnPost<S> {
    fn watch(mut self) {
        let (mut open, mut looked) = (true, (self.time)());
        while open {
            let mut reports = Vec::new();
            let mut next = match self.listening.receive.recv_timeout(self.sleeps_for()) {
                Ok(knock) => Some(knock),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => return,
            };
            while let Some(knock) = next {
                match knock {
                    Knock::Reports(some) => reports.extend(some),
                    Knock::Look => {}
                    Knock::Shut => open = false,
                }
                next = self.listening.receive.try_recv().ok();
            }
            // One moment for all of it: wherever the machine falls asleep, nothing is done by the hour at which it wakes.
            let now = (self.time)();
            if now.since(std::mem::replace(&mut looked, now)) > LATE {
                // What cannot be written now, neither can what is found be.
                let _ = self.door.catch_up(&self.listening.ear.world);
            }
            self.look(now);
            self.keeper.hear(&reports);
            self.keeper.time(now);
            self.board.write(self.keeper.take_news());
            if let Some(ahead) = self.keeper.take_ahead() {
                self.board.goes_on(ahead, now);
            }
            self.call();
            self.say();
        }
    }

    fn look(&mut self, now: Instant) {
        let Slate { state, answered, not_heard } = std::mem::take(&mut *self.listening.ear.slate());
        if let Some(state) = state {
            self.keeper.see(&state, now);
        }
        for (movement, taken) in answered {
            self.busy.remove(&movement);
            if !taken {
                self.keeper.not_taken(movement);
                self.resting.insert(movement, now.saturating_add(AFTER_A_REFUSAL));
            }
        }
        self.resting.retain(|_, until| *until > now);
        not_heard.into_iter().for_each(|call| self.keeper.not_heard(call));
    }

    /// Hands calls for help in before anything else. What is refused would be refused again; what could not be written is handed in
    /// again with the next that is heard, or in a second.
    fn call(&mut self) {
        for call in self.keeper.take_calls() {
            let world = self.listening.ear.world.clone();
            let command = Command { by: system(world.clone()), act: call.act() };
            let ear = self.listening.ear.clone();
            let told = ear.clone();
            let answered = move |answer: Result<_, Refusal>| {
                if answer.is_err_and(|refusal| !matches!(refusal, Refusal::Rejected(_))) {
                    told.slate().not_heard.push(call);
                }
            };
            if self.door.hand_in(Submission::of(world, command), answered).is_err() {
                ear.slate().not_heard.push(call);
            }
        }
    }

    fn say(&mut self) {
        for Lacking { movement, act, papers } in self.keeper.lacking(&self.left_alone(), ORDERS) {
            let world = self.listening.ear.world.clone();
            let command = Command { by: system(world.clone()), act };
            let ear = self.listening.ear.clone();
            let answered = move |taken: bool| {
                ear.slate().answered.push((movement, taken));
                ear.look();
            };
            let submission = Submission { papers, ..Submission::of(world, command) };
            let told = answered.clone();
            self.busy.insert(movement);
            if self.door.hand_in(submission, move |answer| told(answer.is_ok())).is_err() {
                answered(false);
            }
        }
    }

    /// Movements of which nothing is said now.
    fn left_alone(&self) -> BTreeSet<MovementId> {
        self.busy.iter().chain(self.resting.keys()).copied().collect()
    }

    fn sleeps_for(&self) -> Duration {
        if self.keeper.is_behind(&self.left_alone()) {
            return Duration::ZERO;
        }
        let now = (self.time)();
        let due = self.resting.values().copied().chain(self.keeper.next_due()).min();
        let until = due.map_or(LONGEST_SLEEP, |due| {
            Duration::from_micros(u64::try_from(due.since(now).0).unwrap_or_default())
        });
        until.min(LONGEST_SLEEP)
    }
}
