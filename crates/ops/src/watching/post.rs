//! The keeper on its own thread. Where it fails it begins anew (`anew`).
//!
//! It hears reports after they are durable, the state after it was committed, and the clock. What it finds missing on the record it
//! hands in at the door like anybody else. The writer never waits for it, and it waits for the writer only where it comes late itself: the
//! machine slept maybe, and nobody is missed for what nobody could hear. The intake waits when it falls behind, so that reports are refused
//! at the hatch rather than heard late without anybody noticing.

mod anew;

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

/// What a post works with.
pub struct Desk<S> {
    /// Where a keeper looks: asked for anew for each that begins.
    pub sources: Box<dyn Fn() -> S + Send>,
    /// The world as it stands.
    pub state: State,
    /// Where it hands in what the record lacks.
    pub door: Door,
    /// The time.
    pub time: Arc<Time>,
    /// Where it writes how each movement is watched.
    pub board: Board,
    /// Hears that the watch failed, and after how long it begins anew.
    pub fails: Box<dyn Fn(Duration) + Send>,
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
    /// Begins to watch. What happens from when the state was as on the desk is heard.
    ///
    /// # Errors
    /// When the operating system gives no thread.
    pub fn start<S: Sources + 'static>(listening: Listening, desk: Desk<S>) -> std::io::Result<Self> {
        let ear = listening.ear.clone();
        let mut post = OnPost {
            listening,
            desk,
            busy: BTreeSet::new(),
            resting: BTreeMap::new(),
            calls: Vec::new(),
            unheard: None,
            is_shut: false,
        };
        // Whoever opens a room waits until it is watched.
        let keeper = post.begins();
        let thread = std::thread::Builder::new().name("watch".into()).spawn(move || post.stays(keeper))?;
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
    desk: Desk<S>,
    /// Of these an answer is awaited.
    busy: BTreeSet<MovementId>,
    /// These are left alone until then.
    resting: BTreeMap<MovementId, Instant>,
    /// Calls for help that a keeper that failed had not handed in.
    calls: Vec<Call>,
    /// Since when something may have been called that no keeper has handed in.
    unheard: Option<Instant>,
    is_shut: bool,
}

impl<S: Sources> OnPost<S> {
    /// Until it is shut.
    fn watch(&mut self, keeper: &mut Keeper<S>) {
        let mut looked = (self.desk.time)();
        while !self.is_shut {
            let next = self.listening.receive.recv_timeout(self.sleeps_for(keeper));
            let reports = self.gathered(next);
            // One moment for all of it: wherever the machine falls asleep, nothing is done by the hour at which it wakes.
            let now = (self.desk.time)();
            if now.since(std::mem::replace(&mut looked, now)) > LATE {
                // What cannot be written now, neither can what is found be.
                let _ = self.desk.door.catch_up(&self.listening.ear.world);
            }
            self.look(keeper, now);
            keeper.hear(&reports);
            keeper.time(now);
            self.desk.board.write(keeper.take_news());
            if let Some(ahead) = keeper.take_ahead() {
                self.desk.board.goes_on(ahead, now);
            }
            self.call(keeper);
            self.say(keeper);
            self.unheard = None;
            self.desk.board.keeps(true);
        }
    }

    /// What was knocked with, and everything behind it.
    fn gathered(&mut self, next: Result<Knock, RecvTimeoutError>) -> Vec<Kept> {
        let mut reports = Vec::new();
        self.is_shut |= matches!(next, Err(RecvTimeoutError::Disconnected));
        let mut next = next.ok();
        while let Some(knock) = next {
            match knock {
                Knock::Reports(some) => reports.extend(some),
                Knock::Look => {}
                Knock::Shut => self.is_shut = true,
            }
            next = self.listening.receive.try_recv().ok();
        }
        let calls = reports.iter().filter(|kept| kept.fresh.report.signal.is_some());
        self.unheard = calls.map(|kept| kept.fresh.received).chain(self.unheard).min();
        reports
    }

    fn look(&mut self, keeper: &mut Keeper<S>, now: Instant) {
        let Slate { state, answered, not_heard } = std::mem::take(&mut *self.listening.ear.slate());
        not_heard.into_iter().for_each(|call| keeper.not_heard(call));
        if let Some(state) = state {
            self.desk.state.clone_from(&state);
            keeper.see(&state, now);
        }
        for (movement, taken) in answered {
            self.busy.remove(&movement);
            if !taken {
                keeper.not_taken(movement);
                self.resting.insert(movement, now.saturating_add(AFTER_A_REFUSAL));
            }
        }
        self.resting.retain(|_, until| *until > now);
    }

    /// Hands calls for help in before anything else. What is refused would be refused again; what could not be written is handed in
    /// again with the next that is heard, or in a second.
    fn call(&mut self, keeper: &mut Keeper<S>) {
        for call in keeper.take_calls() {
            let world = self.listening.ear.world.clone();
            let command = Command { by: system(world.clone()), act: call.act() };
            let ear = self.listening.ear.clone();
            let told = ear.clone();
            let answered = move |answer: Result<_, Refusal>| {
                if answer.is_err_and(|refusal| !matches!(refusal, Refusal::Rejected(_))) {
                    told.slate().not_heard.push(call);
                }
            };
            if self.desk.door.hand_in(Submission::of(world, command), answered).is_err() {
                ear.slate().not_heard.push(call);
            }
        }
    }

    fn say(&mut self, keeper: &mut Keeper<S>) {
        for Lacking { movement, act, papers } in keeper.lacking(&self.left_alone(), ORDERS) {
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
            if self.desk.door.hand_in(submission, move |answer| told(answer.is_ok())).is_err() {
                answered(false);
            }
        }
    }

    /// Movements of which nothing is said now.
    fn left_alone(&self) -> BTreeSet<MovementId> {
        self.busy.iter().chain(self.resting.keys()).copied().collect()
    }

    fn sleeps_for(&self, keeper: &Keeper<S>) -> Duration {
        if keeper.is_behind(&self.left_alone()) {
            return Duration::ZERO;
        }
        let now = (self.desk.time)();
        let due = self.resting.values().copied().chain(keeper.next_due()).min();
        let until = due.map_or(LONGEST_SLEEP, |due| {
            Duration::from_micros(u64::try_from(due.since(now).0).unwrap_or_default())
        });
        until.min(LONGEST_SLEEP)
    }
}
