//! Duress: what is agreed on beforehand, saying that one is well with a PIN, putting a challenge. Whatever somebody's own
//! device is answered is the same under duress as otherwise, byte for byte and at the same moment.

use std::{sync::Arc, time::Duration};

use access::{Action, view::DuressView};
use axum::{Json, extract::State, http::StatusCode};
use conduct::{
    Act,
    duress::{Agreed, Signal},
};
use login::{LoginError, Pins, Typed};
use model::{
    Path,
    id::{MovementId, PersonId},
    party::Role,
};
use serde::{Deserialize, Serialize};
use tokio::time::{Instant, sleep_until};
use utoipa::ToSchema;
use utoipa_axum::{
    router::{OpenApiRouter, UtoipaMethodRouter},
    routes,
};

use super::answers::Done;
use crate::{
    body::Body,
    caller::Caller,
    command::{Doing, OnMovement},
    gate,
    house::House,
    path::Id,
    problem::Problem,
    shapes,
    stated::said,
};

/// How long after it was asked a check-in is answered, whatever it was. Ours: more than two hashes and a commit take on a
/// small machine, less than makes anybody wonder.
const ANSWERED_AFTER: Duration = Duration::from_millis(750);

/// They go on the record as commands do, but under no key: nothing that holds a PIN or a word is kept to compare with.
fn own(mounted: UtoipaMethodRouter<Arc<House>>) -> UtoipaMethodRouter<Arc<House>> {
    gate::may_answer(&[404, 409], mounted)
}

pub(super) fn routes(house: &Arc<House>) -> OpenApiRouter<Arc<House>> {
    OpenApiRouter::new()
        .routes(own(gate::is(house, Action::AgreeOnWords, routes!(agree_on_words))))
        .routes(gate::is(house, Action::ReadDuress, routes!(read_duress)))
        .routes(gate::may_answer(&[404, 409, 429], gate::is(house, Action::CheckIn, routes!(check_in))))
        .routes(gate::does(house, Action::Challenge, routes!(challenge)))
        .routes(own(gate::is(house, Action::AnswerChallenge, routes!(answer_challenge))))
        .routes(gate::does(house, Action::CallResponder, routes!(call_responder)))
}

/// What is agreed on with somebody, face to face. All of it but the question is kept as hashes that take long to try.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AgreedWords {
    /// With whom, as orders name them: `commanders[SPU-41]`, `crew[driver-1]`, `principals[P-1]`.
    #[schema(value_type = shapes::FactPath)]
    of: String,
    /// The word that says duress: one that is said beside a report. 4 to 24 letters, no digits.
    #[schema(value_type = shapes::DuressWord)]
    word: String,
    /// The PIN that says that all is well: 4 to 12 digits.
    #[schema(value_type = shapes::Pin)]
    pin: String,
    /// The PIN that says duress: as many digits, and another.
    #[schema(value_type = shapes::Pin)]
    duress_pin: String,
    /// The question that is put to them, in words.
    #[schema(value_type = shapes::Words)]
    question: String,
    /// Its answer: one that whoever holds them does not know.
    #[schema(value_type = shapes::Words)]
    answer: String,
}

/// Agree with somebody on the words and PINs of duress; they replace what was agreed on before.
#[utoipa::path(put, path = "/duress/words", tag = "duress", request_body = AgreedWords,
    responses((status = 200, body = Done)))]
async fn agree_on_words(mut by: Doing, Body(words): Body<AgreedWords>) -> Result<Json<Done>, Problem> {
    let of = path(&words.of)?;
    let letters = words.word.trim();
    let is_word = (4..=24).contains(&letters.chars().count()) && letters.chars().all(char::is_alphabetic);
    if !is_word {
        return Err(Problem::malformed(|words| words.say("problem-duress-word")).at("word"));
    }
    let (pin, duress_pin) = (pin(&words.pin, "pin")?, pin(&words.duress_pin, "duress_pin")?);
    if pin == duress_pin || pin.len() != duress_pin.len() {
        return Err(Problem::malformed(|words| words.say("problem-duress-pins")).at("duress_pin"));
    }
    let question = said(&words.question, "question")?;
    let secrets = [letters.to_owned(), pin, duress_pin, said(&words.answer, "answer")?.to_owned()];
    let hashed = by.house.knock(move |login| {
        let [word, pin, duress_pin, answer] = &secrets;
        Ok([
            login.word_kept(word)?,
            login.word_kept(pin)?,
            login.word_kept(duress_pin)?,
            login.word_kept(answer)?,
        ])
    });
    let [word, pin, duress_pin, answer] = hashed.await?;
    let [word, pin, duress_pin, question, answer] =
        by.keep_about(&of, [&*word, &*pin, &*duress_pin, question, &*answer]);
    by.once().does(Act::AgreeOnWords { of, agreed: Agreed { word, pin, duress_pin, question, answer } }).await
}

/// Duress, for duty officers and whomever they called; for others of these roles, nothing.
#[utoipa::path(get, path = "/duress", tag = "duress", responses((status = 200, body = Vec<DuressView>)))]
async fn read_duress(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
) -> Result<Json<Vec<DuressView>>, Problem> {
    let seen = house.window.duress(&viewer)?;
    Ok(Json(house.show(&viewer, seen).await?))
}

/// That one is well.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CheckIn {
    /// The PIN.
    #[schema(value_type = shapes::Pin)]
    pin: String,
}

/// That it was noted: not where it stands on the record, for the next number would tell how much stands beside it.
#[derive(Serialize, ToSchema)]
struct Noted {
    /// The movement.
    #[schema(value_type = String, format = "uuid")]
    movement: MovementId,
}

/// Say that one is well. There are two PINs, and this is answered the same for both.
#[utoipa::path(post, path = "/movements/{id}/check-ins", tag = "duress", params(Id), request_body = CheckIn,
    responses((status = 200, body = Noted)))]
async fn check_in(
    OnMovement { movement, by, .. }: OnMovement,
    Body(CheckIn { pin: typed }): Body<CheckIn>,
) -> Result<Json<Noted>, Problem> {
    let answered = Instant::now() + ANSWERED_AFTER;
    let typed = pin(&typed, "pin")?;
    let list = if by.viewer.role == Role::Principal { "principals" } else { "commanders" };
    let label = by.viewer.label.as_ref().ok_or_else(Problem::not_there)?;
    let of = path(&format!("{list}[{label}]"))?;
    let kept = by.house.window.kept(&of)?;
    let (person, now) = (by.viewer.person, by.house.now());
    let compared = by.house.knock(move |login| {
        let pins = Pins { well: kept.pin.as_deref(), duress: kept.duress_pin.as_deref() };
        Ok(login.which_pin(person, &typed, pins, now))
    });
    let done = match compared.await? {
        Typed::Wrong => Err(Problem::malformed(|words| words.say("problem-wrong-pin")).at("pin")),
        Typed::Right { under_duress } => {
            let done = by.once().does(Act::CheckIn { movement, of, under_duress }).await;
            done.map(|_| Json(Noted { movement }))
        }
        Typed::TooMany { until, under_duress } => {
            if under_duress {
                // Whatever becomes of it, whoever looks over their shoulder sees the refusal that any other PIN would get.
                let _ = by.once().does(Act::SignalDuress { movement, of, by: Signal::Pin }).await;
            }
            Err(LoginError::TooMany { until }.into())
        }
    };
    sleep_until(answered).await;
    done
}

/// Somebody of a movement.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Whose {
    /// As orders name them.
    #[schema(value_type = shapes::FactPath)]
    of: String,
}

/// A challenge that was put.
#[derive(Serialize, ToSchema)]
struct Challenged {
    /// The question, to be read out; absent if it is not kept any more.
    question: Option<String>,
    /// What was recorded.
    done: Done,
}

/// Put the question that was agreed on. One that is not answered rightly within ten minutes is duress.
#[utoipa::path(post, path = "/movements/{id}/challenges", tag = "duress", params(Id), request_body = Whose,
    responses((status = 200, body = Challenged)))]
async fn challenge(
    OnMovement { movement, by, .. }: OnMovement,
    Body(whose): Body<Whose>,
) -> Result<Json<Challenged>, Problem> {
    let of = path(&whose.of)?;
    let question = by.house.window.question(&by.viewer, movement, &of)?;
    let Json(done) = by.does(Act::Challenge { movement, of }).await?;
    Ok(Json(Challenged { question, done }))
}

/// What was answered.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ChallengeAnswer {
    /// Who answered, as orders name them.
    #[schema(value_type = shapes::FactPath)]
    of: String,
    /// What they said. It is compared, and kept nowhere.
    #[schema(value_type = shapes::Words)]
    answer: String,
}

/// Write down what was answered to a challenge. The right answer, and nothing else, ends duress.
#[utoipa::path(post, path = "/movements/{id}/challenge-answers", tag = "duress", params(Id), request_body = ChallengeAnswer,
    responses((status = 200, body = Done)))]
async fn answer_challenge(
    OnMovement { movement, by, .. }: OnMovement,
    Body(given): Body<ChallengeAnswer>,
) -> Result<Json<Done>, Problem> {
    let of = path(&given.of)?;
    let answer = said(&given.answer, "answer")?.to_owned();
    let kept = by.house.window.kept(&of)?;
    let right = by.house.knock(move |login| Ok(login.is_word(&answer, kept.answer.as_deref()))).await?;
    by.once().does(Act::AnswerChallenge { movement, of, right }).await
}

/// Somebody to call.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Responder {
    /// By identifier.
    #[schema(value_type = String, format = "uuid")]
    person: String,
}

/// Have somebody know of duress in a movement, who is told at once. Nobody of the movement itself can be called.
#[utoipa::path(post, path = "/movements/{id}/responders", tag = "duress", params(Id), request_body = Responder,
    responses((status = 201, body = Done)))]
async fn call_responder(
    OnMovement { movement, by, .. }: OnMovement,
    Body(responder): Body<Responder>,
) -> Result<(StatusCode, Json<Done>), Problem> {
    let person: PersonId = Id { id: responder.person }.parse()?;
    Ok((StatusCode::CREATED, by.does(Act::CallResponder { movement, person }).await?))
}

fn path(text: &str) -> Result<Path, Problem> {
    text.parse().map_err(|error: model::path::NotAPath| Problem::from(error).at("of"))
}

/// A PIN, in the digits of whatever keyboard.
fn pin(text: &str, place: &str) -> Result<String, Problem> {
    let digits: Option<String> = text.trim().chars().map(links::spoken::digit).collect();
    let pin = digits.filter(|pin| (4..=12).contains(&pin.len()));
    pin.ok_or_else(|| Problem::malformed(|words| words.say("problem-pin")).at(place))
}
