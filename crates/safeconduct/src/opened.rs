//! An open room: its record, its writer, its house, its listener, until somebody closes it.

use std::{path::Path, sync::Arc};

use anyhow::{Context as _, bail};
use atlas::Atlas;
use conduct::{Act, Command, State, World};
use login::{Cost, Login, LoginError, Policy, passkey::Site};
use model::{Instant, Span, Word, id::TextId};
use ops::{
    Room, Submission, Surroundings, Task, Writer,
    recovery::Worlds,
    room::system,
    texts,
    track::{Admission, Allowance, Heard as _, Intake, Kept, NotSealed, recalled},
    watching::{Board, Desk, Ear, Post},
};
use server::{Furniture, House, Lookout, Played};
use store::{
    DataDir, ReadStore as _, SqliteStore, StoreError,
    accounts::{Accounts as _, SqliteAccounts},
    keys::SqliteKeys,
    tracks::{SqliteTracks, Tracks},
};
use tls::Identity;
use tokio::task::JoinHandle;

use crate::{
    alive::{self, Sign},
    clock,
    exit::Misuse,
    keys,
    march::March,
    outlook::Outlook,
    outside::Ways,
    reach::Reach,
    tak::{Bound, Tak},
    upkeep,
};

/// The name of the real world of a unit's room.
pub const ACTUAL: &str = "actual";
/// The name of the world of a demonstration: it keeps the room's time like a real one, and nobody may take it for one.
pub const DEMONSTRATION: &str = "demonstration";

/// How far back is looked for where devices were last when the room is opened. Ours: a day.
const LAST_SEEN_WITHIN: Span = Span::hours(24);

/// A room whose record is open, and the accounts of those who may come in.
pub struct Opened {
    pub room: Room<SqliteStore>,
    /// The road networks at hand.
    pub atlas: Arc<Atlas>,
    accounts: SqliteAccounts,
    tracks: Arc<SqliteTracks>,
    dir: std::path::PathBuf,
    world: Word,
}

/// How a room is served.
pub struct Served<'a> {
    /// How it is reached.
    pub reach: &'a Reach,
    /// Who must show a second factor.
    pub policy: Policy,
    /// Whose roles can be taken, in a demonstration.
    pub cast: Option<Vec<Played>>,
    /// What drives on its roads, in a demonstration.
    pub marches: Vec<March>,
    /// By which ways people outside the open pages are told; none in a demonstration, whose people are nobody.
    pub ways: Option<Ways>,
    /// Where TAK clients are heard; nowhere in a demonstration.
    pub tak: Option<&'a Tak>,
    /// Which reports are taken, and how long tracks are kept.
    pub admission: Admission,
    /// How fast each device may report.
    pub allowance: Allowance,
}

impl Opened {
    /// Opens the record in `dir`, and begins its world `named` if it has none.
    pub fn at(dir: &Path, named: &'static str, offset: Span, kept: clock::Kept) -> anyhow::Result<Self> {
        let held = DataDir::open(dir)?;
        let accounts = SqliteAccounts::open(&held)?;
        let tracks = Arc::new(SqliteTracks::open(&held)?);
        let mut room = open_room(held, clock::surroundings(kept))?;
        forget_erased(&accounts, room.worlds())?;
        let world: Word = named.parse()?;
        let real = room.worlds().iter().find(|(_, state)| state.world == World::Actual);
        match real.map(|(name, _)| name.clone()) {
            Some(name) if name == world => {}
            Some(name) => bail!(Misuse(format!(
                "{} holds the record of a room called {name}, not {world}: give another directory",
                dir.display()
            ))),
            None => begin(&mut room, &world, offset)?,
        }
        let atlas = Arc::new(Atlas::of(dir));
        room.lay_out(Arc::<Atlas>::clone(&atlas));
        Ok(Opened { room, atlas, accounts, tracks, dir: dir.to_owned(), world })
    }

    /// Its texts, for whoever shows them before the room is served.
    pub fn words(&self, id: TextId) -> Option<String> {
        texts::words(self.room.store(), &**self.room.keys(), id)
    }

    /// The world it shows.
    pub fn world(&self) -> &Word {
        &self.world
    }

    /// Who watches the door, for whoever needs that before the room is served.
    pub fn login(self, policy: Policy) -> Result<(Room<SqliteStore>, Login<SqliteAccounts>), LoginError> {
        let Opened { room, accounts, world, .. } = self;
        let people = room.worlds().get(&world).map(|state| state.people.clone()).unwrap_or_default();
        let roster = move |person| people.get(&person).map(|person| person.role).into_iter().collect();
        let login = login_of(accounts, policy, None, Box::new(roster))?;
        Ok((room, login))
    }

    /// Serves it until the process is told to end, and closes it in order. `then` hears where.
    pub fn until_told(self, served: Served<'_>, then: impl FnOnce(String)) -> anyhow::Result<()> {
        let Opened { mut room, atlas, accounts, tracks, dir, world } = self;
        let tracks: Arc<dyn Tracks> = tracks;
        let mut lookout = Lookout::default();
        let reported = reported_last(&*tracks, room.worlds().get(&world))?;
        lookout.heard(&reported);
        // A demonstration has nobody who listens: what drives in it is made up while it is open.
        let is_real = served.cast.is_none();
        if is_real {
            hears_again(&mut room, alive::given(&dir), &reported);
        }
        let sign = is_real.then(|| Sign::at(&dir)).transpose();
        let sign = sign.with_context(|| format!("no sign that the room is open in {}", dir.display()))?;
        let sign = sign.map(Arc::new);
        let (ear, listening) = Ear::of(world.clone());
        let (hearing, board) = ((lookout.clone(), ear.clone()), Board::default());
        let seen = (Arc::clone(&atlas), lookout.clone(), board.clone());
        let Served { reach, policy, cast, marches, ways, tak, admission, allowance } = served;
        let intake =
            Intake::start(Arc::clone(&tracks), hearing, allowance).context("no thread for the intake")?;
        let tak = tak.map(|tak| tak.bind(&dir, reach.site.as_ref(), clock::wall())).transpose()?;
        let mut tak = tak.flatten();
        let identity = reach.identity(&dir, clock::wall())?;
        let passkeys = reach.site.as_ref().and_then(site_of);
        let (keys, watched) = (Arc::clone(room.keys()), Arc::clone(&atlas));
        let (postbox, waiting) = gateway::Postbox::of(&world, room.worlds());
        let (roll, devices) = gateway::tak::Roll::of(&world, room.worlds());
        let furniture = Furniture {
            world: world.clone(),
            dir: dir.clone(),
            keys: Arc::clone(room.keys()),
            epoch: room.epoch(),
            clock: Arc::new(clock::wall),
            random: Arc::new(clock::random),
            atlas,
            hatch: intake.hatch(),
            tracks: Arc::clone(&tracks),
            lookout,
            board: board.clone(),
            admission,
            login: Box::new(move |roster| login_of(accounts, policy, passkeys, roster)),
            approach: reach.approach(),
            tak: tak.as_mut().map(Bound::clients).unwrap_or_default(),
            cast,
        };
        let size = room.store().size()?;
        let (glazier, furnished) = furniture.house(room.worlds(), size)?;
        let begins = room.worlds().get(&world).cloned().unwrap_or_default();
        let audience = (glazier, (postbox, (roll, ear)));
        let writer = Writer::start_before(room, audience).context("no thread for the writer")?;
        let (looked_at, reports) = (dir.clone(), Arc::clone(&tracks));
        let outlook = move || Outlook::of(looked_at.clone(), Arc::clone(&watched), Arc::clone(&reports));
        let desk = Desk {
            sources: Box::new(outlook),
            state: begins,
            door: writer.door(),
            time: Arc::new(clock::wall),
            board,
            fails: Box::new(upkeep::nobody_watches),
        };
        let post = Post::start(listening, desk);
        let post = post.context("no thread for the watch")?;
        let house = Arc::new(furnished(writer.door()));
        let runtime = tokio::runtime::Runtime::new().context("no threads for the server")?;
        let door = writer.door();
        let answered = runtime.block_on(async {
            let carrying = ways.map(|ways| ways.carry(&world, (&dir, keys), waiting, door));
            let looking_after = [
                tokio::spawn(upkeep::alive(sign.clone(), (writer.door(), world.clone()))),
                tokio::spawn(upkeep::moves(Arc::clone(&house))),
                tokio::spawn(upkeep::anchors(Arc::clone(&house), Arc::clone(&tracks))),
                tokio::spawn(upkeep::expiry(Arc::clone(&house), tracks)),
                tokio::spawn(upkeep::marching(marches, intake.hatch())),
            ];
            let reported = (intake.hatch(), admission);
            let hearing = tak.map(|tak| tak.hear(devices, reported, seen)).transpose()?;
            let answered = serve(&house, reach, identity, then).await;
            drop(hearing);
            sign.iter().for_each(|sign| upkeep::is_alive(sign));
            looking_after.iter().for_each(JoinHandle::abort);
            if let Some(carrying) = carrying {
                carrying.end().await;
            }
            // What was seen while the record could not be written; if it still cannot be, its journal keeps it.
            house.catch_up().await;
            answered
        });
        drop((runtime, house));
        // Whatever was handed in is answered and durable before the process ends.
        intake.stop();
        post.stop();
        // Whatever was accepted is answered and durable before the process ends.
        writer.stop()?;
        answered
    }
}

/// What devices reported last, from before the room was closed.
fn reported_last(tracks: &dyn Tracks, state: Option<&State>) -> Result<Vec<Kept>, NotSealed> {
    let devices = state.into_iter().flat_map(|state| state.devices.keys());
    let since = clock::wall().saturating_add(Span(-LAST_SEEN_WITHIN.0));
    recalled::latest(tracks, devices.copied(), since)
}

/// Puts on the record that the room heard nothing since it did last, before time passes in it and before anybody watches: nobody is
/// missed for having been silent while it could not hear. Where that cannot be written, nothing else can be either.
fn hears_again(room: &mut Room<SqliteStore>, given: Option<Instant>, reported: &[Kept]) {
    let now = clock::wall();
    let Some((world, state)) = room.worlds().iter().find(|(_, state)| state.world == World::Actual) else {
        return;
    };
    // Another command may have said so meanwhile. What a clock that stood ahead had it say says nothing.
    let said = state.deaf.back().map(|deaf| deaf.until).filter(|said| given.is_some() && *said <= now);
    let (world, entered, given) = (world.clone(), state.clock, given.max(said));
    let is_ahead = entered.is_some_and(|entered| entered > now);
    let Some(since) = alive::heard_last(now, given, entered, reported) else {
        if is_ahead {
            tracing::warn!(
                "the record is of a clock that stood ahead of this one, and nothing says since when nothing was heard: whoever is \
                 on the road may be missed for what they said while the room was closed; ask them"
            );
        }
        return;
    };
    let act = Act::HearAgain { since, until: is_ahead.then_some(now) };
    for answer in room.take(vec![Submission::of(world.clone(), Command { by: system(world), act })]) {
        if let Err(why) = answer {
            tracing::warn!(%why, "that nothing was heard while the room was closed is not on the record");
        }
    }
}

/// The room of a directory that this process holds: the record, the keys of its texts, and the key that signs it. Whoever opens it lets
/// time pass in it, so it is said first if nobody listened since its last sign, or since the last report that is durable: of the two a
/// power cut may have left an older sign.
pub fn open_room(held: DataDir, surroundings: Surroundings) -> anyhow::Result<Room<SqliteStore>> {
    let dir = held.path().to_owned();
    let given = alive::given(&dir).filter(|given| *given <= clock::wall());
    let tracks = given.map(|_| SqliteTracks::open(&held)).transpose()?;
    let texts = Arc::new(SqliteKeys::open(&held)?);
    let store = held.into_store()?;
    let signer = keys::signer(&dir, store.size()? > 0)?;
    let mut room = Room::open(store, texts, signer, surroundings, ops::BUILD)?;
    if let Some(tracks) = tracks {
        let real = room.worlds().values().find(|state| state.world == World::Actual);
        let reported = reported_last(&tracks, real).unwrap_or_else(|why| {
            tracing::warn!(%why, "what was reported last cannot be read: the time in which nothing was heard may be said too long");
            Vec::new()
        });
        hears_again(&mut room, given, &reported);
    }
    Ok(room)
}

/// A crash may have come between an erasure and the end of the account: the record says who has none.
pub fn forget_erased(accounts: &SqliteAccounts, worlds: &Worlds) -> anyhow::Result<()> {
    for person in worlds.values().flat_map(conduct::State::erased) {
        match accounts.forget(person.0.as_bytes()) {
            // The rows are gone; whoever reads the file delays the overwriting, and the next start does it.
            Ok(_) | Err(StoreError::NotScrubbed { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

fn begin(room: &mut Room<SqliteStore>, world: &Word, offset: Span) -> anyhow::Result<()> {
    let by = system(world.clone());
    let nothing = Command { by: by.clone(), act: Act::Advance };
    let task = Task::OpenWorld { by, world: World::Actual, offset };
    for answer in room.take(vec![Submission { task, ..Submission::of(world.clone(), nothing) }]) {
        answer?;
    }
    Ok(())
}

fn login_of(
    accounts: SqliteAccounts,
    policy: Policy,
    site: Option<Site>,
    roster: Box<dyn login::Roster>,
) -> Result<Login<SqliteAccounts>, LoginError> {
    let random = Box::new(clock::random);
    Login::new(accounts, login::Surroundings { cost: Cost::OWASP, policy, roster, site, random })
}

/// Passkeys are made for a name; where the room is reached by an address alone there are codes.
fn site_of(origin: &url::Url) -> Option<Site> {
    Some(Site { domain: origin.domain()?.to_owned(), origin: origin.clone() })
}

async fn serve(
    house: &Arc<House>,
    reach: &Reach,
    identity: Option<Identity>,
    then: impl FnOnce(String),
) -> anyhow::Result<()> {
    upkeep::descriptors();
    let listen = reach.listen;
    let listener = tokio::net::TcpListener::bind(listen).await;
    let listener =
        listener.with_context(|| format!("{listen} cannot be listened on: choose another with --listen"))?;
    upkeep::lets_wait(&listener);
    // Heard from the first: whoever is told where the room is may end it at once.
    let ended = told_to_end();
    let at = listener.local_addr()?;
    let tls = identity.as_ref().map(Identity::config).transpose()?;
    let until = identity.as_ref().map(|identity| identity.pair().until.to_string());
    let approach = reach.approach();
    tracing::info!(
        listening = %at,
        site = approach.site.as_ref().map(tracing::field::display),
        certificate_until = until,
        behind = ?approach.proxies,
        "the room is open"
    );
    let identity = identity.map(|identity| (identity, upkeep::Told::listen()));
    then(format!("{}://{at}", if approach.tls { "https" } else { "http" }));
    if let Some((identity, told)) = identity {
        tokio::spawn(upkeep::identity(identity, told));
    }
    tokio::spawn(upkeep::sights(Arc::clone(house)));
    let closing = async {
        ended.await;
        house.ends_lines();
    };
    let (router, connections) = (server::router(house), house.connections());
    server::listener::serve(listener, &approach, tls, router, connections, closing).await;
    Ok(())
}

/// Ready when the process is told to end. It is heard from here on: whoever learns where the room is may close it at
/// once.
fn told_to_end() -> impl Future<Output = ()> {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    let terminated = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate());
    async move {
        #[cfg(unix)]
        if let Ok(mut terminated) = terminated {
            tokio::select! { _ = interrupted => {}, _ = terminated.recv() => {} }
            return;
        }
        drop(interrupted.await);
    }
}

#[cfg(test)]
mod tests;
