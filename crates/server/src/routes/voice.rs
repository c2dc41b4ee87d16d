//! What is said by radio, telephone or short message, written down by a duty officer; and silences that are planned for.

use std::sync::Arc;

use access::{Action, view::SilenceView};
use axum::{Json, extract::State, http::StatusCode};
use conduct::{
    Act,
    device::Served,
    duress::Signal,
    silence::{Over, Silence, SilenceWhy},
    voice::{Reporter, Spoken as Said, VoiceMeans},
};
use links::spoken::Spoken;
use model::{
    Path, Span, Word,
    id::{MovementId, SilenceId},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::answers::Done;
use crate::{
    body::Body,
    caller::Caller,
    command::{Doing, OnMovement},
    gate,
    house::House,
    path::{Id, Named},
    problem::Problem,
    shapes,
    stated::{area, at, moment, reason, said, word},
    window::Heard,
};

pub(super) fn routes(house: &Arc<House>) -> OpenApiRouter<Arc<House>> {
    OpenApiRouter::new()
        .routes(gate::does(house, Action::ReportByVoice, routes!(report_by_voice)))
        .routes(gate::is(house, Action::ReportByVoice, routes!(read_line)))
        .routes(gate::does(house, Action::TakeBackVoice, routes!(take_back)))
        .routes(gate::is(house, Action::ReadSilences, routes!(read_silences)))
        .routes(gate::does(house, Action::AnnounceSilence, routes!(announce_silence)))
        .routes(gate::does(house, Action::LiftSilence, routes!(lift_silence)))
}

/// What somebody said by voice: the line as it was typed, or its parts.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct VoiceReport {
    /// The movement, the point and the hour by local clocks, such as `0412 CP3 0915`. Without an hour it is now, without a
    /// point all is well; a word that is said beside comes last.
    #[schema(value_type = Option<shapes::Words>)]
    line: Option<String>,
    /// Instead of the line: the movement's number, or how it ends.
    #[schema(value_type = Option<shapes::Word>)]
    movement: Option<String>,
    /// The point that was passed; it need not be one of the order's.
    #[schema(value_type = Option<shapes::Word>)]
    point: Option<String>,
    /// When it was, as stated; left out: now.
    #[schema(value_type = Option<shapes::Moment>)]
    at: Option<String>,
    /// The word that was said beside. It is compared, and kept nowhere.
    #[schema(value_type = Option<shapes::Words>)]
    word: Option<String>,
    /// `radio`, `telephone` or `sms`.
    #[schema(value_type = access::view::shapes::VoiceMeans)]
    means: VoiceMeans,
    /// Who said it: as orders name them, such as `commanders[SPU-41]`, or in words.
    #[schema(value_type = Option<shapes::Words>)]
    reporter: Option<String>,
}

/// How a line is understood.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Understood {
    /// The movement.
    #[schema(value_type = String, format = "uuid")]
    pub movement: MovementId,
    /// Its number.
    #[schema(value_type = String)]
    pub number: Word,
    /// The point, as the order names it, or in capitals; without one, all is well.
    #[schema(value_type = Option<String>)]
    pub point: Option<Word>,
    /// Whether the order names that point; absent if it names none at all.
    pub point_known: Option<bool>,
    /// When.
    #[schema(format = DateTime)]
    pub at: String,
    /// Whether that is long past.
    pub late: bool,
    /// Whether a word was said beside.
    pub word: bool,
    /// Of a line that is read: who speaks for it unless somebody else is named: whoever of those whom orders name did last, or else its
    /// only commander. Of a report that is recorded: who is kept as having said it, if somebody was named.
    pub said_by: Option<String>,
}

/// A report by voice that was recorded.
#[derive(Debug, Serialize, ToSchema)]
struct VoiceReported {
    /// How it was understood.
    understood: Understood,
    /// What was recorded.
    done: Done,
}

/// Write down what somebody said by voice. What was said is taken whatever it is about; the answer says how it was
/// understood.
#[utoipa::path(post, path = "/reports/voice", tag = "voice", request_body = VoiceReport,
    responses((status = 200, body = VoiceReported)))]
async fn report_by_voice(by: Doing, Body(report): Body<VoiceReport>) -> Result<Json<VoiceReported>, Problem> {
    let (house, viewer) = (Arc::clone(&by.house), Arc::clone(&by.viewer));
    let seen = match (&report.line, &report.movement) {
        (Some(line), None) if report.point.is_none() && report.at.is_none() && report.word.is_none() => {
            house.window.hear(&viewer, line).map_err(|problem| problem.at("line"))?
        }
        (None, Some(number)) => {
            let point = report.point.as_deref().map(|point| word(point, "point")).transpose()?;
            let at = moment(report.at.as_deref(), "at")?;
            let beside = report.word.as_deref().map(|word| said(word, "word")).transpose()?;
            house.window.hear_parts(&viewer, number, point, at, beside.map(str::to_lowercase))?
        }
        _ => return Err(Problem::malformed(|words| words.say("problem-voice-line-or-parts"))),
    };
    let heard = house.show(&viewer, seen).await?;
    let Heard { spoken, mut understood, refused } = heard;
    let duress = duress(&house, &spoken, &mut understood).await?;
    let by = if understood.word { by.once() } else { by };
    let (movement, apart) = (understood.movement, by.apart());
    let recorded = match refused {
        Some(problem) => Err(if report.line.is_some() { problem.at("line") } else { problem }),
        None => record(by, report, spoken, understood, duress.clone()).await,
    };
    if let (Err(_), Some(of)) = (&recorded, duress) {
        // Whatever is wrong with the rest of it, the word was said. Whoever typed it sees the refusal that any other word would get.
        let _ = apart.does(Act::SignalDuress { movement, of, by: Signal::Word }).await;
    }
    recorded.map(Json)
}

/// What was said, on the record.
async fn record(
    mut by: Doing,
    report: VoiceReport,
    spoken: Spoken,
    mut understood: Understood,
    duress: Option<Path>,
) -> Result<VoiceReported, Problem> {
    let reporter = report.reporter.as_deref().map(|who| reporter(&mut by, who)).transpose()?;
    understood.said_by = kept_as(reporter.as_ref(), report.reporter.as_deref());
    let act = Act::ReportByVoice {
        movement: understood.movement,
        point: understood.point.clone(),
        means: report.means,
        reporter,
        at: spoken.at,
        duress,
    };
    let Json(done) = by.does(act).await?;
    Ok(VoiceReported { understood, done })
}

/// Who of the movement said the word that was agreed on for duress. It may stand where a point would: then it was none, and
/// stands on no record.
async fn duress(
    house: &Arc<House>,
    spoken: &Spoken,
    understood: &mut Understood,
) -> Result<Option<Path>, Problem> {
    let named = spoken.point.as_ref().filter(|point| !point.known).map(|point| point.name.to_string());
    // What is only the end of a name may be the word, too.
    let named = named.or_else(|| spoken.by_end.clone());
    let as_point = named.filter(|name| name.chars().all(char::is_alphabetic));
    if spoken.word.is_none() && as_point.is_none() {
        return Ok(None);
    }
    let agreed = house.window.words_of(understood.movement)?;
    let beside = spoken.word.clone();
    let (whose, was_point) = house
        .knock(move |login| {
            let says = |said: &str| {
                agreed.iter().find(|(_, kept)| login.is_word(said, Some(kept))).map(|(of, _)| of.clone())
            };
            let beside = beside.as_deref().and_then(says);
            let pointed = as_point.as_deref().and_then(says);
            Ok((beside.or_else(|| pointed.clone()), pointed.is_some()))
        })
        .await?;
    if was_point {
        (understood.point, understood.point_known, understood.word) = (None, None, true);
    }
    Ok(whose)
}

/// Somebody whom orders name, or somebody else, in words about them.
pub(super) fn reporter(by: &mut Doing, who: &str) -> Result<Reporter, Problem> {
    let named = who.trim().parse::<Path>().ok();
    Ok(match named.filter(|path| Served::by(path).is_some()) {
        Some(path) => Reporter::Named(path),
        None => {
            let [text] = by.keep_about_another([said(who, "reporter")?]);
            Reporter::Somebody(text)
        }
    })
}

/// How whoever is kept as having said something is called.
fn kept_as(reporter: Option<&Reporter>, typed: Option<&str>) -> Option<String> {
    match reporter? {
        Reporter::Named(path) => Some(path.to_string()),
        Reporter::Somebody(_) => typed.map(|words| words.trim().to_owned()),
    }
}

/// A report that is taken back, as the movement's page has it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct VoiceTakingBack {
    /// The hour it states.
    #[schema(value_type = shapes::Moment)]
    stated_at: String,
    /// When it reached the room.
    #[schema(value_type = shapes::Moment)]
    received_at: String,
    /// Its point, if it has one.
    #[schema(value_type = Option<shapes::Word>)]
    point: Option<String>,
    /// Why, in your words.
    #[schema(value_type = shapes::Words)]
    reason: String,
}

/// Take back what was written down as said by voice: it was mistyped, or not said so. It stays on the record as taken back, and what
/// it proved is open again. To correct it, take it back and write it down anew.
#[utoipa::path(post, path = "/movements/{id}/heard/taking-back", tag = "voice", params(Id),
    request_body = VoiceTakingBack, responses((status = 200, body = Done)))]
async fn take_back(
    OnMovement { movement, mut by, .. }: OnMovement,
    Body(back): Body<VoiceTakingBack>,
) -> Result<Json<Done>, Problem> {
    let [stated_at, received_at] = [at(&back.stated_at, "stated_at")?, at(&back.received_at, "received_at")?];
    let point = back.point.as_deref().map(|point| word(point, "point")).transpose()?;
    // What is not heard, or no more, is the room's to refuse.
    let named = Said { point, stated_at, received_at, means: VoiceMeans::Radio, reporter: None };
    let spoken = by.house.window.heard_of(movement, &named).unwrap_or(named);
    let because = by.keep(reason(&back.reason)?);
    by.does(Act::TakeBackVoice { movement, spoken, because }).await
}

/// A line that is being typed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct VoiceLine {
    /// As far as it goes.
    #[schema(value_type = shapes::Words)]
    line: String,
}

/// How a line would be understood. Nothing is recorded.
#[utoipa::path(post, path = "/reports/voice/reading", tag = "voice", request_body = VoiceLine,
    responses((status = 200, body = Understood)))]
async fn read_line(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    Body(typed): Body<VoiceLine>,
) -> Result<Json<Understood>, Problem> {
    let mut seen = house.window.hear(&viewer, &typed.line).map_err(|problem| problem.at("line"))?;
    if let Some(refused) = seen.view.refused.take() {
        return Err(refused.at("line"));
    }
    Ok(Json(house.show(&viewer, seen).await?.understood))
}

/// The silences that are planned for.
#[utoipa::path(get, path = "/silences", tag = "voice", responses((status = 200, body = Vec<SilenceView>)))]
async fn read_silences(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
) -> Result<Json<Vec<SilenceView>>, Problem> {
    Ok(Json(house.window.silences(&viewer)))
}

/// A silence to plan for: over one movement, or over every movement that touches an area.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewSilence {
    /// The movement.
    #[schema(value_type = Option<String>, format = "uuid")]
    movement: Option<String>,
    /// The area.
    #[schema(value_type = Option<shapes::Area>)]
    area: Option<String>,
    /// From when.
    #[schema(value_type = shapes::Moment)]
    from: String,
    /// Until when.
    #[schema(value_type = shapes::Moment)]
    until: String,
    /// `shutdown`, `jamming` or `dead-ground`.
    #[schema(value_type = access::view::shapes::SilenceWhy)]
    why: SilenceWhy,
    /// How often those under way call by voice, counted from its beginning.
    #[schema(minimum = 10, maximum = 240)]
    every_minutes: u16,
}

/// Plan for a silence. Those under way in it call by voice at each period from its beginning; a call that is not written
/// down within five minutes is an alert.
#[utoipa::path(post, path = "/silences", tag = "voice", request_body = NewSilence,
    responses((status = 201, body = Done)))]
async fn announce_silence(
    by: Doing,
    Body(new): Body<NewSilence>,
) -> Result<(StatusCode, Json<Done>), Problem> {
    let over = match (&new.movement, &new.area) {
        (Some(id), None) => {
            let id: MovementId = Id { id: id.clone() }.parse()?;
            by.house.window.may(&by.viewer, Action::ReadMovement, id)?;
            Over::Movement(id)
        }
        (None, Some(name)) => Over::Area(area(name, "area")?),
        _ => return Err(Problem::malformed(|words| words.say("problem-silence-over"))),
    };
    let (from, until) = (at(&new.from, "from")?, at(&new.until, "until")?);
    let every = Span::minutes(new.every_minutes.into());
    let planned = Silence { over, from, until, why: new.why, every };
    Ok((StatusCode::CREATED, by.does(Act::AnnounceSilence { planned }).await?))
}

/// Why a silence ends before its time.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SilenceEnd {
    /// In your words.
    #[schema(value_type = shapes::Words)]
    reason: String,
}

/// End a silence before its time.
#[utoipa::path(post, path = "/silences/{id}/lifting", tag = "voice", params(Id), request_body = SilenceEnd,
    responses((status = 200, body = Done)))]
async fn lift_silence(
    mut by: Doing,
    Named(id): Named<Id>,
    Body(end): Body<SilenceEnd>,
) -> Result<Json<Done>, Problem> {
    let silence: SilenceId = id.parse()?;
    let because = by.keep(reason(&end.reason)?);
    by.does(Act::LiftSilence { silence, because }).await
}
