//! The account of alerts: how many there were, and what became of them.

use std::{collections::BTreeMap, sync::Arc};

use access::Action;
use axum::{Json, extract::State};
use model::{Instant, Span, Word, id::PersonId};
use ops::account::{Account, Rate, TEN_MINUTES};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{asked::Asked, caller::Caller, gate, house::House, problem::Problem, shapes, stated::moment};

/// The longest window. Ours: a month, which is what a review of alarms looks back over.
const LONGEST: Span = Span::hours(24 * 31);
/// The window if none is asked for. Ours: a day.
const USUAL: Span = Span::hours(24);

pub(super) fn routes(house: &Arc<House>) -> OpenApiRouter<Arc<House>> {
    OpenApiRouter::new().routes(gate::is(house, Action::ReadAlertAccount, routes!(read_alert_account)))
}

/// Which window.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct WindowAsked {
    /// From when; a day before its end if that is left out.
    #[param(value_type = Option<shapes::Moment>)]
    from: Option<String>,
    /// Until when; now if that is left out. At most 31 days after `from`.
    #[param(value_type = Option<shapes::Moment>)]
    to: Option<String>,
}

/// The account of alerts raised within a window, as it stood at its end. `raised` is always `withdrawn`, the three
/// `closed`, `ended` and `open` together; messages `due` are `delivered`, `failed` and `waiting`.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AccountView {
    /// From when.
    #[schema(format = DateTime)]
    from: String,
    /// Until when.
    #[schema(format = DateTime)]
    to: String,
    /// Alerts raised.
    raised: u64,
    /// Of these, raised late: it was over, or had begun long before.
    late: u64,
    /// Taken back: later reports disproved them.
    withdrawn: u64,
    /// Closed as what they were.
    closed: ClosedAs,
    /// Duress that ended by its challenge. Duress is counted for duty officers, here and in everything else; for others there is
    /// no such count, and the account is the same whether or not there was any.
    ended: Option<u64>,
    /// None of these.
    open: u64,
    /// Taken by somebody.
    acknowledged: u64,
    /// Gone up at least one step to somebody, because nobody took them in time.
    escalated: u64,
    /// Of which at least one step up found nobody to tell.
    nobody_to_tell: u64,
    /// Of which at least one message was delivered.
    delivered: u64,
    /// Of which at least one message failed or was not taken in time, or somebody concerned had no address.
    failed: u64,
    /// The messages about them outside the open pages.
    messages: MessageCounts,
    /// EEMUA Publication 191: a long-term average of less than so many alarms per operator in ten minutes is very
    /// likely to be acceptable. Counted here is every alert raised, whoever took it.
    eemua_191_per_ten_minutes: u64,
    /// By rule, over the whole window.
    rules: Vec<RuleRate>,
    /// By who had the watch, over the time they had it. While nobody had taken it the room counts as one operator.
    operators: Vec<OperatorRate>,
}

/// Alerts closed, by verdict.
#[derive(Debug, Serialize, ToSchema)]
struct ClosedAs {
    /// It was so.
    r#true: u64,
    /// It was not.
    r#false: u64,
    /// It was so, and planned.
    planned: u64,
}

/// What became of messages about alerts.
#[derive(Debug, Serialize, ToSchema)]
struct MessageCounts {
    /// Due.
    due: u64,
    /// Taken by their receivers, in time or late.
    delivered: u64,
    /// Given up, or not taken in time and not yet since.
    failed: u64,
    /// Neither.
    waiting: u64,
}

/// A rule's rate.
#[derive(Debug, Serialize, ToSchema)]
struct RuleRate {
    /// The rule.
    #[schema(value_type = String)]
    rule: Word,
    #[serde(flatten)]
    rate: RateView,
}

/// An operator's rate.
#[derive(Debug, Serialize, ToSchema)]
struct OperatorRate {
    /// By identifier; absent for the time in which nobody had the watch.
    #[schema(value_type = Option<String>, format = "uuid")]
    person: Option<PersonId>,
    /// By name, if it is still kept.
    name: Option<String>,
    #[serde(flatten)]
    rate: RateView,
}

/// How many alerts in how much time.
#[derive(Debug, Serialize, ToSchema)]
struct RateView {
    /// How many.
    raised: u64,
    /// In how many seconds.
    over_s: i64,
    /// On average in ten minutes, in thousandths.
    thousandths_per_ten_minutes: u64,
    /// The most within any ten minutes.
    busiest_ten_minutes: u64,
}

/// How many alerts there were in a window of time, and what became of them.
#[utoipa::path(get, path = "/alerts/account", tag = "alerts", params(WindowAsked),
    responses((status = 200, body = AccountView)))]
async fn read_alert_account(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    Asked(asked): Asked<WindowAsked>,
) -> Result<Json<AccountView>, Problem> {
    let to = moment(asked.to.as_deref(), "to")?.unwrap_or_else(|| house.now());
    let from = moment(asked.from.as_deref(), "from")?;
    let from = from.unwrap_or_else(|| to.saturating_add(Span(-USUAL.0)));
    if from >= to || to.since(from) > LONGEST {
        return Err(Problem::malformed(|words| words.say("problem-account-window")).at("from"));
    }
    let account = tokio::task::spawn_blocking(move || house.window.alert_account(&viewer, from, to)).await;
    Ok(Json(account.map_err(Problem::unreadable)??))
}

impl AccountView {
    /// An account in the shape it is answered in.
    pub fn of(
        account: Account,
        (from, to): (Instant, Instant),
        counts_duress: bool,
        names: &BTreeMap<PersonId, String>,
    ) -> Self {
        let Account { messages, .. } = account;
        let rules = account.rules.into_iter();
        let operators = account.operators.into_iter();
        AccountView {
            from: from.to_string(),
            to: to.to_string(),
            raised: account.raised,
            late: account.late,
            withdrawn: account.withdrawn,
            closed: ClosedAs {
                r#true: account.closed_true,
                r#false: account.closed_false,
                planned: account.closed_planned,
            },
            ended: counts_duress.then_some(account.ended),
            open: account.open,
            acknowledged: account.acknowledged,
            escalated: account.escalated,
            nobody_to_tell: account.nobody,
            delivered: account.delivered,
            failed: account.failed,
            messages: MessageCounts {
                due: messages.due,
                delivered: messages.delivered,
                failed: messages.failed,
                waiting: messages.waiting,
            },
            eemua_191_per_ten_minutes: 1,
            rules: rules.map(|(rule, rate)| RuleRate { rule, rate: rate.into() }).collect(),
            operators: operators
                .map(|(person, rate)| OperatorRate {
                    person,
                    name: person.and_then(|person| names.get(&person).cloned()),
                    rate: rate.into(),
                })
                .collect(),
        }
    }
}

impl From<Rate> for RateView {
    fn from(rate: Rate) -> Self {
        let over = u128::try_from(rate.over.0).unwrap_or_default().max(1);
        let ten_minutes = u128::try_from(TEN_MINUTES.0).unwrap_or_default();
        let thousandths = u128::from(rate.raised) * 1000 * ten_minutes / over;
        RateView {
            raised: rate.raised,
            over_s: rate.over.0 / 1_000_000,
            thousandths_per_ten_minutes: u64::try_from(thousandths).unwrap_or(u64::MAX),
            busiest_ten_minutes: rate.busiest,
        }
    }
}
