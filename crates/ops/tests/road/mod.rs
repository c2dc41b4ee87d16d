//! A movement on a road of the corridor, watched: real decisions, real findings, and time in the test's hands.
#![allow(dead_code, reason = "each test file uses its part")]

use std::{
    cell::Cell,
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc, LazyLock, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use conduct::{
    Act, Artefacts, Command, Event, Inputs, Pinned, State, What, World, alert::Found, decide,
    device::DeviceSort,
};
use model::{
    Digest, Dossier, Fix, Instant, Place, Report, Signal, Span, Word,
    id::{DeviceId, MovementId, TextId},
    party::{Actor, Role},
};
use ops::{
    track::{Fresh, Kept, NotSealed},
    watching::{Keeper, Sources},
};
use roads::{
    Area, Support,
    chart::{Chart, Vehicle},
    import, schematic,
};
use rulebook::{
    At, RuleSet, Rulebook,
    notation::{Document, Sources as Cited, Standing},
};
use threat::Ground;
use uuid::Uuid;

static CORRIDOR: LazyLock<Arc<Ground>> = LazyLock::new(|| {
    let drawn = import::drawn(&schematic::karakoram_corridor().unwrap()).unwrap();
    Arc::new(Ground::of(Chart::open(Arc::new(drawn.file)).unwrap()).unwrap())
});

static RULES: LazyLock<Arc<RuleSet>> = LazyLock::new(|| {
    let shipped = include_str!("../../../../rules/watch.toml");
    let book = Rulebook::read("rules/watch.toml", shipped.as_bytes()).unwrap();
    Arc::new(RuleSet::compose(vec![Arc::new(book)]).unwrap())
});

/// The stretches from Besham to Dasu, and the places they draw.
pub static WAY: LazyLock<(Vec<u32>, Vec<Place>)> = LazyLock::new(|| {
    let chart = CORRIDOR.chart();
    let (from, to) = ("34.93,72.88".parse().unwrap(), "35.29,73.22".parse().unwrap());
    let way = chart.fastest(from, to, &Vehicle::car(), 12).unwrap();
    let drives = way.arcs.iter().map(|&arc| chart.drives()[arc as usize]).collect();
    let line = chart.drawn(&way.arcs).into_iter();
    (drives, line.map(|[lat, lon]| Place::from_e7(lat.into(), lon.into()).unwrap()).collect())
});

/// A lead car and a coach, and a checkpoint on their way.
pub const TWO_CARS: &str = "
[[vehicles]]
id = 'lead'
element = 'lead'
escorts = true
[[vehicles]]
id = 'coach'
element = 'main'
carries_principals = true
[[points]]
id = 'CP1'
sort = 'checkpoint'
at = { lat = 35.04, lon = 72.93 }
due = 2026-12-11T07:00:00+05:00
";

pub fn minutes(at: Instant, minutes: i32) -> Instant {
    at.saturating_add(Span::minutes(minutes))
}

struct Shelf;

impl Artefacts for Shelf {
    fn rules(&self, _: &Pinned) -> Option<Arc<RuleSet>> {
        Some(Arc::clone(&RULES))
    }
    fn ground(&self, network: &Digest) -> Option<Arc<Ground>> {
        (network.0 == CORRIDOR.chart().pin()).then(|| Arc::clone(&CORRIDOR))
    }
    fn pin(&self, _: &Dossier) -> Digest {
        Digest([0; 32])
    }
}

/// What is kept outside the state.
#[derive(Clone, Default)]
pub struct Archive {
    pub papers: Arc<Mutex<BTreeMap<Digest, Vec<u8>>>>,
    pub tracks: Arc<Mutex<Vec<Kept>>>,
    fails: Arc<Mutex<Option<Fails>>>,
    /// How often everything that is kept was read.
    pub reads: Arc<AtomicUsize>,
    /// How often a paper was.
    pub opens: Arc<AtomicUsize>,
    /// The corridor with what somebody said of it, if anybody did.
    ground: Option<Arc<Ground>>,
}

/// What cannot be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fails {
    Tracks,
    Papers,
    Networks,
    Rules,
}

impl Archive {
    fn has(&self, what: Fails) -> Option<()> {
        (*self.fails.lock().unwrap() != Some(what)).then_some(())
    }

    /// From now on this cannot be read, or everything can again.
    pub fn fails(&self, what: Option<Fails>) {
        *self.fails.lock().unwrap() = what;
    }
}

impl Sources for Archive {
    fn ground(&self, network: &Digest) -> Option<Arc<Ground>> {
        let found = self.has(Fails::Networks).and_then(|()| Shelf.ground(network))?;
        Some(self.ground.clone().unwrap_or(found))
    }
    fn rules(&self, pinned: &Pinned) -> Option<Arc<RuleSet>> {
        self.has(Fails::Rules).and_then(|()| Shelf.rules(pinned))
    }
    fn paper(&self, digest: &Digest) -> Option<Vec<u8>> {
        self.opens.fetch_add(1, Ordering::Relaxed);
        self.has(Fails::Papers)?;
        self.papers.lock().unwrap().get(digest).cloned()
    }
    fn reports(&self, devices: &[DeviceId], _: Instant) -> Result<Vec<Kept>, NotSealed> {
        self.reads.fetch_add(1, Ordering::Relaxed);
        self.has(Fails::Tracks).ok_or(NotSealed::Damaged(1))?;
        let all = self.tracks.lock().unwrap();
        Ok(all.iter().filter(|kept| devices.contains(&kept.fresh.device)).copied().collect())
    }
}

/// The road, one movement on it, and who watches.
pub struct Road {
    pub state: State,
    pub keeper: Keeper<Archive>,
    pub archive: Archive,
    pub now: Instant,
    pub movement: MovementId,
    /// Everything the watch had put on the record.
    pub told: Vec<Event>,
    /// Everything on the record.
    pub happened: Vec<Event>,
    ids: Cell<u128>,
}

/// Alerts that are open because of the watch: the rule, and the vehicle.
pub type Open = BTreeSet<(String, Option<String>)>;

impl Road {
    /// A movement of these facts, TOML, that has just started from Besham to Dasu at six, with a device in each of its vehicles.
    pub fn with(facts: &str) -> Self {
        Road::on(facts, Archive::default())
    }

    /// The same where there is coverage in these areas and nowhere else.
    pub fn covered(facts: &str, coverage: Vec<Area>) -> Self {
        let support = Support { coverage: Some(coverage), havens: None };
        let chart = Chart::open(Arc::new(CORRIDOR.chart().with_support(&support).unwrap())).unwrap();
        let ground = Some(Arc::new(Ground::of(chart).unwrap()));
        Road::on(facts, Archive { ground, ..Archive::default() })
    }

    /// The same where another road leads from Besham's side to Dubair's, some hundred metres to the east of the way.
    pub fn beside_another(facts: &str) -> Self {
        // After all others: stretches are numbered by the places they lead from.
        let last = "district = \"pk/kp/peshawar\" },\n";
        let places = format!(
            "{last}{{ label = 'z-from', name = 'From', lat = '34.941', lon = '72.8861', district = 'pk/kp/shangla' }},
            {{ label = 'z-to', name = 'To', lat = '35.029', lon = '72.9261', district = 'pk/kp/shangla' }},\n"
        );
        let road = "[[roads]]
            label = 'Z-1'
            class = 'highway'
            stretches = [{ from = 'z-from', to = 'z-to' }]";
        let text = schematic::KARAKORAM_CORRIDOR.replacen(last, &places, 1) + road;
        let drawn = import::drawn(&schematic::read("another.toml", text.as_bytes()).unwrap()).unwrap();
        let chart = Chart::open(Arc::new(drawn.file)).unwrap();
        let places = |chart: &Chart| chart.places_along(&chart.follow(&WAY.0).unwrap());
        assert_eq!(places(&chart), places(CORRIDOR.chart()), "the stretches of the way have other numbers");
        let ground = Some(Arc::new(Ground::of(chart).unwrap()));
        Road::on(facts, Archive { ground, ..Archive::default() })
    }

    fn on(facts: &str, archive: Archive) -> Self {
        let now: Instant = "2026-12-11T06:00:00+05:00".parse().unwrap();
        let mut state = State::new(World::Actual, Span::hours(5));
        let pinned = Pinned { rulebooks: vec![Digest([1; 32])], switched_off: Vec::new() };
        state.apply(&Event {
            at: now,
            by: actor(Role::DutyOfficer),
            what: What::RulebooksAdopted { pinned, because: None },
        });
        let keeper = Keeper::new(archive.clone(), &state, now);
        let movement = MovementId(Uuid::nil());
        let (told, happened) = (Vec::new(), Vec::new());
        let mut road = Road { state, keeper, archive, now, movement, told, happened, ids: Cell::new(100) };
        road.does(Role::DutyOfficer, Act::AdoptNetwork { network: Digest(CORRIDOR.chart().pin()) });
        let plan = dossier(facts);
        let vehicles: Vec<Word> = vehicles(&plan);
        let urgent = Act::StartUrgent { number: word("ROAD-1"), plan, reason: TextId(Uuid::nil()) };
        for (n, label) in (1..).zip(&vehicles) {
            road.enrols(n, &format!("vehicles[{label}]"));
        }
        let begun = road.does(Role::DutyOfficer, urgent);
        road.movement = begun.iter().find_map(|event| event.what.movement()).unwrap();
        road.plans(&WAY.0);
        road.settles();
        road
    }

    pub fn plans(&mut self, drives: &[u32]) {
        let seen = self.state.movement(self.movement).unwrap().revision;
        self.does(
            Role::DutyOfficer,
            Act::PlanRoute { movement: self.movement, seen, drives: drives.to_vec() },
        );
    }

    pub fn enrols(&mut self, n: u128, serves: &str) {
        let (device, serves) = (DeviceId(Uuid::from_u128(n)), serves.parse().unwrap());
        let credential = Digest([u8::try_from(n).unwrap(); 32]);
        let sort = DeviceSort::Phone;
        self.does(
            Role::DutyOfficer,
            Act::EnrolDevice { device, serves, sort, credential, until: None, consent: None, language: None },
        );
    }

    /// A device reports no more.
    pub fn loses(&mut self, n: u128) {
        let (device, because) = (DeviceId(Uuid::from_u128(n)), TextId(Uuid::nil()));
        self.does(Role::DutyOfficer, Act::RevokeDevice { device, because });
    }

    /// A command, and the watch sees what came of it.
    pub fn does(&mut self, role: Role, act: Act) -> Vec<Event> {
        let events = self.decides(role, act);
        self.keeper.see(&self.state, self.now);
        events
    }

    fn decides(&mut self, role: Role, act: Act) -> Vec<Event> {
        let asked = format!("{act:?}");
        let ids = || {
            self.ids.set(self.ids.get() + 1);
            Uuid::from_u128(self.ids.get())
        };
        let inputs = Inputs { now: self.now, clock_is_sound: true, ids: &ids, artefacts: &Shelf };
        let events = decide(&self.state, Command { by: actor(role), act }, &inputs);
        let events = events.unwrap_or_else(|why| panic!("{asked}: {why}"));
        events.iter().for_each(|event| self.state.apply(event));
        self.happened.extend(events.iter().cloned());
        events
    }

    /// A device reports where it is, `along` of the way in thousandths and so many metres to the east of it.
    pub fn reports(&mut self, device: u128, at: Instant, along: usize, off_m: i64) -> Kept {
        let line = &WAY.1;
        let (n, part) =
            ((line.len() - 1) * along / 1000, i64::try_from((line.len() - 1) * along % 1000).unwrap());
        let next = line[(n + 1).min(line.len() - 1)];
        let between = |a: i32, b: i32| i64::from(a) + (i64::from(b) - i64::from(a)) * part / 1000;
        let (lat, lon) = (between(line[n].lat_e7(), next.lat_e7()), between(line[n].lon_e7(), next.lon_e7()));
        let place = Place::from_e7(lat, lon + off_m * 110).unwrap();
        self.reports_at(device, at, place, None)
    }

    pub fn reports_at(&mut self, n: u128, at: Instant, place: Place, signal: Option<Signal>) -> Kept {
        let kept = self.keeps(n, at, place, signal);
        self.keeper.hear(&[kept]);
        self.settles();
        kept
    }

    /// A report that is durable, and that the watch has not heard.
    pub fn keeps(&mut self, n: u128, at: Instant, place: Place, signal: Option<Signal>) -> Kept {
        self.now = self.now.max(at);
        let fix = Fix {
            place,
            accuracy_mm: Some(5_000),
            speed_mm_s: None,
            course_mdeg: None,
            height_mm: None,
            battery_percent: None,
        };
        let report = Report { at, fix: Some(fix), signal };
        let mut tracks = self.archive.tracks.lock().unwrap();
        let number = tracks.len() as u64 + 1;
        let fresh = Fresh { device: DeviceId(Uuid::from_u128(n)), received: self.now, report };
        tracks.push(Kept { number, fresh });
        Kept { number, fresh }
    }

    /// What the watch finds missing goes on the record, until nothing is.
    pub fn settles(&mut self) {
        self.keeper.time(self.now);
        for _ in 0..10 {
            let calls = self.keeper.take_calls();
            let lacking = self.keeper.lacking(&BTreeSet::new(), usize::MAX);
            if lacking.is_empty() && calls.is_empty() {
                return;
            }
            for call in calls {
                let events = self.decides(Role::System, call.act());
                self.told.extend(events);
            }
            for one in lacking {
                for paper in &one.papers {
                    let digest = Digest(record::Hash::of(paper).0);
                    self.archive.papers.lock().unwrap().insert(digest, paper.to_vec());
                }
                let events = self.decides(Role::System, one.act);
                self.told.extend(events);
            }
            self.keeper.see(&self.state, self.now);
        }
        panic!("the watch never comes to rest");
    }

    pub fn passes(&mut self, span: Span) {
        self.now = self.now.saturating_add(span);
        self.settles();
    }

    /// The watch is lost with its machine and begins again from what is kept.
    pub fn crashes(&mut self) {
        self.keeper = Keeper::new(self.archive.clone(), &self.state, self.now);
        self.settles();
    }

    pub fn open(&self) -> Open {
        let found = self.state.alerts.values().filter_map(|alert| alert.found.as_ref());
        // One that is about several is about each of them.
        let each = |Found { key, vehicles, .. }: &Found| {
            let one = |vehicle: Option<&Word>| (key.rule.to_string(), vehicle.map(ToString::to_string));
            let of_many: Vec<_> = vehicles.iter().map(|vehicle| one(Some(vehicle))).collect();
            if of_many.is_empty() { vec![one(key.subject.as_ref())] } else { of_many }
        };
        found.flat_map(each).collect()
    }

    pub fn is_open(&self, rule: &str, vehicle: Option<&str>) -> bool {
        self.open().contains(&(rule.to_owned(), vehicle.map(str::to_owned)))
    }
}

pub fn word(text: &str) -> Word {
    text.parse().unwrap()
}

fn actor(role: Role) -> Actor {
    Actor { person: None, role, agency: word("spu") }
}

fn vehicles(plan: &Dossier) -> Vec<Word> {
    match plan.root.get("vehicles") {
        Some(model::dossier::Node::List(list)) => list.items.iter().map(|(label, _)| label.clone()).collect(),
        _ => Vec::new(),
    }
}

pub fn dossier(facts: &str) -> Dossier {
    let document = Document::parse("facts.toml", facts.as_bytes()).unwrap();
    let sources = Document::parse("sources.toml", b"S = 'a source'").unwrap();
    let sources = Cited::read(&sources.root());
    let (source, now) = (word("S"), "2026-12-01T00:00:00Z".parse().unwrap());
    let as_of = At { now, offset: Span::hours(5) };
    let facts = document.root().dossier(Standing { sources: &sources, as_of, source: Some(&source) }, &[]);
    document.finish(Some(facts)).unwrap()
}
