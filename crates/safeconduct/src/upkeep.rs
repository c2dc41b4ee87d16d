//! What is looked after while a room is open.

use std::{sync::Arc, time::Duration};

use model::{Span, Word};
use ops::{
    Door,
    track::{Fresh, Hatch},
};
use server::{House, Reporters};
use store::tracks::Tracks;
use tls::{Identity, News};
use tokio::time::{Interval, MissedTickBehavior, interval};

use crate::{alive::Sign, clock, march::March};

/// How often it is looked whether another certificate should be shown. One that was written is read at the second look
/// that finds it the same.
const CERTIFICATE: Duration = Duration::from_secs(5);
/// How often it is tried whether a record that could not be written can be again.
const RECORD: Duration = Duration::from_secs(5);
/// How often it is written down that the room hears. After a crash the time in which it did not is said longer than it was by so much
/// at most. Ours: nothing beside the minutes of silence after which somebody is missed, and a page of the disk that nobody waits for.
const ALIVE: Duration = Duration::from_secs(5);
/// Whoever writes it down so long after the time before comes late. Ours: less than what the room calls a time in which nobody listened.
const ALIVE_LATE: Duration = Duration::from_secs(15);
/// How often pages hear that something moved.
const MOVES: Duration = Duration::from_millis(500);
/// How often tracks are anchored on the record: at least each minute.
const ANCHORED: Duration = Duration::from_secs(60);
/// How often it is looked for tracks whose time is over.
const OVER: Duration = Duration::from_secs(3600);

/// How often what is made up to drive reports, and how often that is handed in.
const REPORTS: Span = Span(5_000_000);
const HANDED_IN: Duration = Duration::from_secs(1);

/// Has the convoys of a demonstration report, as devices on the road would. A room that was closed meanwhile has a gap.
pub async fn marching(marches: Vec<March>, hatch: Hatch) {
    let (mut rhythm, mut after) = (now_and_then(HANDED_IN), clock::wall());
    while !marches.is_empty() {
        rhythm.tick().await;
        let received = clock::wall();
        for march in &marches {
            let fresh = |(device, report)| Fresh { device, received, report };
            let reports: Vec<Fresh> =
                march.received(after, received, REPORTS).into_iter().map(fresh).collect();
            // What finds the hatch full is lost, as it would be to a device that does not try again.
            let _ = hatch.hand_in(reports, |_| ());
        }
        after = received;
    }
}

/// Shows another certificate when there is one, or when whoever renewed it says so.
pub async fn identity(mut identity: Identity, mut told: Told) {
    let mut rhythm = now_and_then(CERTIFICATE);
    loop {
        let asked = tokio::select! {
            _ = rhythm.tick() => false,
            () = told.again() => true,
        };
        for news in identity.look_after(clock::wall(), asked) {
            tell(&news);
        }
    }
}

fn tell(news: &News) {
    match news {
        News::Renewed { until } => tracing::info!(%until, "another certificate is shown from now on"),
        News::Kept { why, until } => {
            tracing::warn!(%until, "the new certificate will not do, and the old one is still shown: {why}");
        }
        News::EndsSoon { until } => tracing::warn!(%until, "the certificate ends soon: renew it"),
    }
}

/// SIGHUP, by which a service manager says that files have changed. To be listened for before the room is said to be
/// open: until then it ends the process.
pub struct Told {
    #[cfg(unix)]
    signal: Option<tokio::signal::unix::Signal>,
}

impl Told {
    pub fn listen() -> Told {
        Told {
            #[cfg(unix)]
            signal: tokio::signal::unix::signal(tokio::signal::unix::SignalKind::hangup()).ok(),
        }
    }

    async fn again(&mut self) {
        #[cfg(unix)]
        if let Some(signal) = &mut self.signal
            && signal.recv().await.is_some()
        {
            return;
        }
        std::future::pending::<()>().await;
    }
}

/// Puts on the record what was seen while it could not be written, once it can be.
pub async fn sights(house: Arc<House>) {
    let mut rhythm = now_and_then(RECORD);
    loop {
        rhythm.tick().await;
        house.catch_up().await;
    }
}

/// Lets this process have as many connections open as the operating system allows it: many allow a thousand unless
/// asked, and that many hanging ones would keep out everybody else.
pub fn descriptors() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let Rlimit { maximum, current } = getrlimit(Resource::Nofile);
        if let Err(error) = setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum }) {
            tracing::info!(?current, %error, "no more files may be open at a time than before");
        }
    }
}

/// How many connections the operating system keeps until they are taken, if it allows so many. Ours: a second of a storm, in
/// which the processors may be somebody else's. Who finds no room there tries again after a second, by themselves.
#[cfg(unix)]
const NOT_TAKEN_YET: i32 = 4_096;

/// Lets so many wait at a listener; otherwise it is a hundred, or a thousand.
#[cfg(unix)]
pub fn lets_wait(listener: impl std::os::fd::AsFd) {
    if let Err(error) = rustix::net::listen(listener, NOT_TAKEN_YET) {
        tracing::info!(%error, "no more connections may wait to be taken than before");
    }
}

/// As many as the operating system lets wait.
#[cfg(not(unix))]
pub fn lets_wait<L>(_: L) {}

/// Has it written down that the room hears, for as long as it does. Whoever comes late to it has the room say first that nobody listened,
/// if nobody did: until that is on the record the sign before is the last.
pub async fn alive(sign: Option<Arc<Sign>>, (door, world): (Door, Word)) {
    let (mut rhythm, mut before) = (now_and_then(ALIVE), clock::passed());
    while let Some(sign) = sign.clone() {
        rhythm.tick().await;
        let now = clock::passed();
        let late = (now.saturating_sub(before) > ALIVE_LATE).then(|| (door.clone(), world.clone()));
        // Beside what serves: a disk that is busy may take its time.
        let said = tokio::task::spawn_blocking(move || {
            if let Some(Err(why)) = late.map(|(door, world)| door.catch_up(&world)) {
                tracing::warn!(%why, "whether somebody listened all the time is not on the record yet");
                return false;
            }
            is_alive(&sign);
            true
        });
        if said.await.unwrap_or(false) {
            before = now;
        }
    }
}

/// The room hears now. Where that cannot be written down, the next start takes the sign before it.
pub fn is_alive(sign: &Sign) {
    if let Err(why) = sign.give(clock::wall()) {
        tracing::info!(%why, "that the room is open could not be written down");
    }
}

/// The watch of the room failed. Until it begins anew nothing that happens on the road is found.
pub fn nobody_watches(pause: Duration) {
    tracing::error!(
        begins_anew_s = pause.as_secs(),
        "the watch failed: no movement is watched until it has begun anew, /healthz fails for as long, and alerts are raised late. \
         Ask those on the road by voice, and report what stands above this line"
    );
}

/// Has pages hear that something moved.
pub async fn moves(house: Arc<House>) {
    let (mut rhythm, mut reporters) = (now_and_then(MOVES), Reporters::default());
    loop {
        rhythm.tick().await;
        house.tells_moved(&mut reporters);
    }
}

/// Anchors what was reported on the record.
pub async fn anchors(house: Arc<House>, tracks: Arc<dyn Tracks>) {
    let mut rhythm = now_and_then(ANCHORED);
    loop {
        rhythm.tick().await;
        house.anchors(&tracks).await;
    }
}

/// Lets go of tracks whose time is over.
pub async fn expiry(house: Arc<House>, tracks: Arc<dyn Tracks>) {
    let mut rhythm = now_and_then(OVER);
    loop {
        rhythm.tick().await;
        house.lets_go(&tracks).await;
    }
}

/// What takes longer once is only later then.
fn now_and_then(period: Duration) -> Interval {
    let mut rhythm = interval(period);
    rhythm.set_missed_tick_behavior(MissedTickBehavior::Delay);
    rhythm
}
