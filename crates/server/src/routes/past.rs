//! The past of a movement: where its vehicles were, what was alerted when, and whether the same is found again.

use std::sync::Arc;

use access::{Action, Viewer};
use axum::{Json, extract::State};
use conduct::{Act, Command, watched::Deaf};
use model::{
    Instant, Place, Word,
    id::{AlertId, DeviceId, MovementId},
};
use ops::{
    Submission,
    watching::past::{self, Agrees, Compared, Differs, Ended, Missing, Outcome, Part, Reported},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use access::view::{SilentView, shapes};

use crate::{
    caller::Caller,
    gate,
    house::House,
    path::{Id, Named},
    problem::Problem,
    spots::{Shown, Spots, degrees},
    window::{GoneThrough, Window},
};

/// The most places of a way's line. Ours: finer than a screen shows.
const MOST_OF_A_WAY: usize = 4_000;

pub(super) fn routes(house: &Arc<House>) -> OpenApiRouter<Arc<House>> {
    OpenApiRouter::new().routes(gate::is(house, Action::ReadPast, routes!(read_past)))
}

/// A movement's past: where its vehicles and people were, its alerts, and what is found again of its stored reports.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PastView {
    /// What going through it again comes to: `same`, `different`, `incomplete` (something is missing or damaged, and nothing is
    /// claimed), `never-watched`,
    /// `nothing-reported` (and nothing found, which says nothing of how it went) or `never-departed`.
    #[schema(value_type = shapes::PastOutcome)]
    outcome: &'static str,
    /// From when on it is shown; absent if it never departed.
    #[schema(format = DateTime)]
    from: Option<String>,
    /// Until when: its arrival, or the closing of its file, or now.
    #[schema(format = DateTime)]
    until: Option<String>,
    /// The engines its orders of the watch were made for.
    watched_with: Vec<String>,
    /// The engine it was gone through with now.
    engine: &'static str,
    /// What is left of its reports.
    reported: ReportedView,
    /// What cannot be read of that by which it was watched.
    missing: Vec<MissingView>,
    /// When the room heard nothing: what was sent over TAK meanwhile is lost, telephones sent it again.
    deaf: Vec<SilentView>,
    /// Its alerts, and what was found beside them, by when it began.
    alerts: Vec<PastAlert>,
    /// Where its devices were, in its own time.
    tracks: Vec<PastTrack>,
    /// So many devices that people carry have positions that are left out: where somebody was is told for a case, by a search that a
    /// second person approved.
    withheld: usize,
    /// Where there are too many positions, one is shown of so many seconds; absent if all are shown.
    every_s: Option<i64>,
    /// The ways it was to drive.
    ways: Vec<PastWay>,
}

/// What is left of a movement's reports.
#[derive(Debug, Default, Serialize, ToSchema)]
struct ReportedView {
    /// So many are what was anchored on the record for this movement.
    anchored: u64,
    /// So many are not anchored yet.
    waiting: u64,
    /// So many are not anchored for this movement.
    elsewhere: u64,
    /// Anchored, and not there any more.
    gone: Vec<PartView>,
    /// There, and not what was anchored.
    damaged: Vec<PartView>,
}

/// A part of a track.
#[derive(Debug, Serialize, ToSchema)]
struct PartView {
    /// Whose.
    #[schema(value_type = String, format = "uuid")]
    device: DeviceId,
    /// From when, by the device's clock.
    #[schema(format = DateTime)]
    from: String,
    /// Until when.
    #[schema(format = DateTime)]
    until: String,
    /// How many reports.
    count: u32,
}

/// Something by which it was watched and that cannot be read.
#[derive(Debug, Serialize, ToSchema)]
struct MissingView {
    /// An `order`, `areas`, a `network`, or an order that is `unfit` for this engine.
    #[schema(value_type = shapes::PastMissing)]
    what: &'static str,
    /// By its SHA-256.
    digest: String,
}

/// An alert of the past, or what is found and was none.
#[derive(Debug, Serialize, ToSchema)]
struct PastAlert {
    /// The alert, if there was one.
    #[schema(value_type = Option<String>, format = "uuid")]
    alert: Option<AlertId>,
    /// The rule of the watch.
    #[schema(value_type = String)]
    rule: Word,
    /// The vehicle, person or device it is about, if it is one's alone.
    #[schema(value_type = Option<String>)]
    subject: Option<Word>,
    /// The vehicles it is so of, if it may be so of several.
    #[schema(value_type = Vec<String>)]
    vehicles: Vec<Word>,
    /// The point, halt or stretch of the plan it is about.
    #[schema(value_type = Option<String>)]
    element: Option<Word>,
    /// When it began, by the reports.
    #[schema(format = DateTime)]
    since: String,
    /// When it was over, as is known now.
    #[schema(format = DateTime)]
    until: Option<String>,
    /// When it was raised.
    #[schema(format = DateTime)]
    raised_at: Option<String>,
    /// When it was taken back or closed.
    #[schema(format = DateTime)]
    ended_at: Option<String>,
    /// Which of both.
    #[schema(value_type = Option<shapes::PastEnd>)]
    ended: Option<&'static str>,
    /// `same`, `differs`, `only-on-record` or `only-now`.
    #[schema(value_type = shapes::PastAgreement)]
    agrees: &'static str,
    /// In what it differs.
    #[schema(value_type = Vec<shapes::PastDifference>)]
    differs: Vec<&'static str>,
}

/// Where one device was.
#[derive(Debug, Serialize, ToSchema)]
struct PastTrack {
    /// Which.
    #[schema(value_type = String, format = "uuid")]
    device: DeviceId,
    /// What it reports for, if that is known still.
    serves: Option<String>,
    /// The vehicle it was taken to be in.
    #[schema(value_type = Option<String>)]
    vehicle: Option<Word>,
    /// Seconds after the beginning, by the device's clock, ascending.
    at_s: Vec<i64>,
    /// Where, as `[longitude, latitude]` in degrees, for each of them.
    places: Vec<[f64; 2]>,
}

/// A way it was to drive.
#[derive(Debug, Serialize, ToSchema)]
struct PastWay {
    /// Since when.
    #[schema(format = DateTime)]
    since: String,
    /// Its line, as `[longitude, latitude]` in degrees.
    line: Vec<[f64; 2]>,
}

/// The past of a movement: its tracks, its alerts, and whether the same is found again of its stored reports.
#[utoipa::path(get, path = "/movements/{id}/past", tag = "movements", params(Id),
    responses((status = 200, body = PastView)))]
async fn read_past(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    Named(id): Named<Id>,
) -> Result<Json<PastView>, Problem> {
    let id: MovementId = id.parse()?;
    let _place = house.replays.place()?;
    let asked = looking(&house, &viewer, move |window, by| window.past_asked(by, id)).await?;
    let at_work = Arc::clone(&house);
    let past = house.replays.once(asked, move || at_work.window.goes_through(id)).await?;
    let searches =
        past.as_ref().as_ref().map_or_else(Vec::new, |past| house.window.past_searches(&viewer, id, past));
    // Each time what a search found is read stands on the record, before anybody sees it.
    for search in &searches {
        let act = Act::ReadSearch { search: *search };
        let command = Command { by: viewer.actor(), act };
        house.door.submit(Submission::of(house.world.clone(), command)).await?;
    }
    let seen =
        looking(&house, &viewer, move |window, by| window.past(by, id, past.as_ref().as_ref(), &searches));
    let seen = seen.await?;
    Ok(Json(house.show(&viewer, seen).await?))
}

/// Looks through the window without keeping others from theirs: it reads all entries of a movement.
async fn looking<T: Send + 'static>(
    house: &Arc<House>,
    viewer: &Arc<Viewer>,
    look: impl FnOnce(&Window, &Viewer) -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let (house, by) = (Arc::clone(house), Arc::clone(viewer));
    tokio::task::spawn_blocking(move || look(&house.window, &by)).await.map_err(Problem::unreadable)?
}

impl PastView {
    /// Of a movement that never left.
    pub fn never_departed() -> Self {
        PastView {
            outcome: "never-departed",
            from: None,
            until: None,
            watched_with: Vec::new(),
            engine: past::ENGINE,
            reported: ReportedView::default(),
            missing: Vec::new(),
            deaf: Vec::new(),
            alerts: Vec::new(),
            tracks: Vec::new(),
            withheld: 0,
            every_s: None,
            ways: Vec::new(),
        }
    }

    /// As it is answered to somebody who may see these of its positions.
    pub fn of(gone_through: &GoneThrough, spots: &Spots) -> Self {
        let past = &gone_through.past;
        let (tracks, every_s) = tracks(gone_through, spots);
        let (all, shown) = (gone_through.spots.many(), spots.many());
        let withheld = all.iter().filter(|(device, many)| shown.get(device) != Some(many)).count();
        let deaf = |deaf: &Deaf| SilentView { from: deaf.from.to_string(), until: deaf.until.to_string() };
        let missing = |missing: &Missing| {
            let (what, digest) = match missing {
                Missing::Order(digest) => ("order", digest),
                Missing::Areas(digest) => ("areas", digest),
                Missing::Network(digest) => ("network", digest),
                Missing::Unfit(digest) => ("unfit", digest),
            };
            MissingView { what, digest: digest.to_string() }
        };
        PastView {
            outcome: match past.outcome {
                Outcome::Same => "same",
                Outcome::Different => "different",
                Outcome::Incomplete => "incomplete",
                Outcome::NeverWatched => "never-watched",
                Outcome::NothingReported => "nothing-reported",
            },
            from: Some(past.from.to_string()),
            until: Some(past.until.to_string()),
            watched_with: past.watched_with.iter().cloned().collect(),
            engine: past.engine,
            reported: (&past.reported).into(),
            missing: past.missing.iter().map(missing).collect(),
            deaf: past.deaf.iter().map(deaf).collect(),
            alerts: past.alerts.iter().filter_map(alert).collect(),
            tracks,
            withheld,
            every_s,
            ways: past.ways.iter().map(|(since, line)| way(*since, line)).collect(),
        }
    }
}

fn alert(one: &Compared) -> Option<PastAlert> {
    let told = one.recorded.as_ref().or(one.now.as_ref())?;
    let is_the_same_episode = |now: &&conduct::alert::Found| now.since == told.since;
    let until = told.until.or_else(|| one.now.as_ref().filter(is_the_same_episode)?.until);
    let (agrees, differs) = match &one.agrees {
        Agrees::Same => ("same", Vec::new()),
        Agrees::Differs(fields) => ("differs", fields.iter().map(|field| word(*field)).collect()),
        Agrees::OnlyOnRecord => ("only-on-record", Vec::new()),
        Agrees::OnlyNow => ("only-now", Vec::new()),
    };
    Some(PastAlert {
        alert: one.alert,
        since: told.since.to_string(),
        until: until.map(|at| at.to_string()),
        rule: one.key.rule.clone(),
        subject: one.key.subject.clone(),
        vehicles: told.vehicles.clone(),
        element: one.key.element.clone(),
        raised_at: one.raised_at.map(|at| at.to_string()),
        ended_at: one.ended.map(|(at, _)| at.to_string()),
        ended: one.ended.map(|(_, ended)| match ended {
            Ended::Withdrawn => "withdrawn",
            Ended::Closed => "closed",
        }),
        agrees,
        differs,
    })
}

fn word(field: Differs) -> &'static str {
    match field {
        Differs::Since => "since",
        Differs::Established => "established",
        Differs::Until => "until",
        Differs::Vehicles => "vehicles",
        Differs::Evidence => "evidence",
        Differs::Distance => "distance",
        Differs::Delay => "delay",
        Differs::Withdrawal => "withdrawal",
    }
}

/// The tracks, and of how many seconds one position is shown.
fn tracks(GoneThrough { past, serves, .. }: &GoneThrough, spots: &Spots) -> (Vec<PastTrack>, Option<i64>) {
    let (shown, every_s) = spots.shown(past.from);
    let track = |(device, (at_s, places)): (DeviceId, Shown)| {
        let vehicle = past.devices.get(&device).cloned().flatten();
        PastTrack { device, serves: serves.get(&device).map(ToString::to_string), vehicle, at_s, places }
    };
    (shown.into_iter().map(track).collect(), every_s)
}

fn way(since: Instant, line: &[Place]) -> PastWay {
    let every = line.len().div_ceil(MOST_OF_A_WAY).max(1);
    let last = line.len().saturating_sub(1);
    let places = line.iter().enumerate().filter(|(n, _)| n % every == 0 || *n == last);
    PastWay { since: since.to_string(), line: places.map(|(_, place)| degrees(*place)).collect() }
}

impl From<&Reported> for ReportedView {
    fn from(reported: &Reported) -> Self {
        let part = |part: &Part| PartView {
            device: part.device,
            from: part.from.to_string(),
            until: part.until.to_string(),
            count: part.count,
        };
        ReportedView {
            anchored: reported.anchored,
            waiting: reported.waiting,
            elsewhere: reported.elsewhere,
            gone: reported.gone.iter().map(part).collect(),
            damaged: reported.damaged.iter().map(part).collect(),
        }
    }
}
