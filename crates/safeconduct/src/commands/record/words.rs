//! Every sentence of `record verify` and `record show`, in one place.
//!
//! What an entry says is told as it stands, never as more: a verdict is a verdict of the rules at that moment.
//! Names and reasons lie in the room's vault and are not in the log; here stands only by which number the room
//! finds them.

use std::fmt::Display;

use conduct::{
    What, World,
    command::{AlertVerdict, Means, Statement},
    event::{Difference, Evaluated, Prompt, Unreadable},
    movement::{Answer, Bar, Choice, Kind, Why},
};
use model::{
    Instant, Path, Segment, Span,
    id::{MovementId, TextId},
    party::Role,
};
use ops::{
    again::{self, Different, Discrepancy, NotMade, Outcome},
    journal,
    jump::ClockJumped,
    replay::Snapshotted,
};
use record::{EpochOpened, KeyRotated};
use rulebook::Verdict;

pub const SHOWN_NOT_PROVED: &str =
    "What follows is read, not proved: `record verify` says whether it is as it was signed.";
pub const CARRIES_NOTHING: &str =
    "The bundle carries no rulebooks and facts, so its decisions cannot be made again from it.";
pub const NOTHING_DECIDED: &str =
    "No entry here is an evaluation of the rules: there is nothing to make again.";
pub const BARS_AS_RECORDED: &str = "Made again were the rules' verdicts. What barred a movement besides the rules (gate, area, permission) is taken as recorded.";

pub fn nothing_there(path: &impl Display) -> String {
    format!("there is no data directory and no bundle {path}")
}

pub fn no_such_movement(wanted: &str) -> String {
    format!("the bundle says nothing about a movement {wanted}: give its number or its identifier")
}

pub fn key_wanted(path: &impl Display) -> String {
    format!(
        "{path} is a bundle: say whose log it should come from with --key (the public key, or a file with it)"
    )
}

pub fn snapshot(found: &Snapshotted) -> Option<String> {
    match found {
        Snapshotted::Absent => None,
        Snapshotted::AsReplayed { size } => {
            Some(format!("the stored snapshot is what the first {size} entries lead to"))
        }
        Snapshotted::NotBelieved { reason } => Some(format!(
            "the stored snapshot was not compared, and this program does not start from it: {reason}"
        )),
        Snapshotted::Differs { size } => Some(format!(
            "NOT PROVED: the stored snapshot is not what the first {size} entries lead to. The log is as it was signed; but a room that opens this directory would go on from the snapshot. Delete the snapshot (docs/record.md) before one does, and find out who wrote it"
        )),
    }
}

/// What came out when decisions were made again, a sentence a line.
pub fn again(outcome: &Outcome) -> Vec<String> {
    let mut said = Vec::new();
    if let Some(Different { entry, movement, what, engine }) = &outcome.first_different {
        said.push(format!(
            "NOT PROVED: {} come out otherwise when made again; the first is entry {entry} about {movement}: {}",
            decisions(outcome.different),
            discrepancy(what)
        ));
        if *engine != conduct::engine() {
            said.push(format!(
                "  it was recorded by {engine} and made again by {}: the difference may be theirs",
                conduct::engine()
            ));
        }
    }
    if outcome.same > 0 {
        said.push(format!("{}, made again, come out with the recorded verdicts", decisions(outcome.same)));
    }
    if let Some(NotMade { entry, why }) = &outcome.first_not_made {
        said.push(format!(
            "{} could not be made again; the first is entry {entry}: {}",
            decisions(outcome.not_made),
            not_made(why)
        ));
    }
    if outcome.other_engine > 0 {
        said.push(format!(
            "{} were recorded by another version than this one, {}",
            decisions(outcome.other_engine),
            conduct::engine()
        ));
    }
    said
}

fn decisions(count: u64) -> String {
    some(count, "decision")
}

fn some(count: impl Display + Copy + PartialEq + From<u8>, thing: &str) -> String {
    let more = if count == 1.into() { "" } else { "s" };
    format!("{count} {thing}{more}")
}

fn discrepancy(what: &Discrepancy) -> String {
    let said = |verdict: &Option<Verdict>| verdict.map_or("not asked".to_owned(), |v| v.to_string());
    match what {
        Discrepancy::Verdict { rule, recorded, again } => {
            format!("{rule} is recorded as {} and comes out {}", said(recorded), said(again))
        }
        Discrepancy::Failing { recorded, again } => {
            format!("recorded as in the way: {}; come out: {}", listed(recorded), listed(again))
        }
        Discrepancy::Clears { recorded: true } => "it is recorded as cleared and does not clear".to_owned(),
        Discrepancy::Clears { recorded: false } => "it is recorded as refused and clears".to_owned(),
        Discrepancy::HoldsUntil { recorded, again } => format!(
            "it is recorded to hold until {}, and the rules say until {again}",
            recorded.map_or("for ever".to_owned(), |at| at.to_string())
        ),
    }
}

fn not_made(why: &again::Why) -> String {
    match why {
        again::Why::Absent { artefact } => format!("{artefact} is not here"),
        again::Why::Unreadable { artefact, reason } => {
            format!("this version cannot read {artefact}: {}", harmless(reason))
        }
        again::Why::NotComposing => "this version cannot put its rulebooks together".to_owned(),
    }
}

/// A moment on the world's own clocks, with their offset: `2026-11-24 07:00 +05:00`.
pub fn moment(at: Instant, offset: Span) -> String {
    let minutes = offset.0 / 60_000_000;
    let sign = if minutes < 0 { '-' } else { '+' };
    let (hours, minutes) = (minutes.abs() / 60, minutes.abs() % 60);
    format!("{} {sign}{hours:02}:{minutes:02}", at.display_local(offset))
}

pub fn place(n: u64, exercise: bool) -> String {
    format!("entry {n}{}", if exercise { " (exercise)" } else { "" })
}

pub fn stated_and_recorded(at: &str, recorded: &str) -> String {
    format!("{at} (recorded {recorded})")
}

pub fn who(role: &str, agency: &str) -> String {
    format!("{role}, {agency}")
}

pub fn role(role: Role) -> String {
    spaced(
        &serde_json::to_value(role)
            .ok()
            .and_then(|word| word.as_str().map(str::to_owned))
            .unwrap_or_default(),
    )
}

pub fn no_entry(reason: &str) -> String {
    format!("what stands here is no entry: {}", harmless(reason))
}

/// Read by its envelope only: the proof is the same. What stands in it may be meant for a terminal.
pub fn not_readable(kind: &str, version: u32, error: &journal::JournalError) -> String {
    let kind = kind.escape_debug();
    match error {
        journal::JournalError::Event { source: Unreadable::UnknownType { .. }, .. } => format!(
            "an entry of the type {kind} v{version}, which this version does not know: a newer version says what it means"
        ),
        _ => format!(
            "an entry of the type {kind} v{version} that cannot be read: {}",
            harmless(&error.to_string())
        ),
    }
}

/// The beginning of a text that came from outside, on one line.
fn harmless(text: &str) -> String {
    text.chars().take(200).flat_map(char::escape_debug).collect()
}

pub fn epoch_opened(opened: &EpochOpened) -> String {
    let origin = opened.origin.escape_debug();
    match &opened.previous {
        None => format!("the log begins, named {origin}, with the key {}", opened.key),
        Some(previous) => format!(
            "a new epoch begins, named {origin}, with the key {}; it goes on from {} entries of {}",
            opened.key,
            previous.size,
            previous.origin.escape_debug()
        ),
    }
}

pub fn key_rotated(rotated: &KeyRotated) -> String {
    format!("the log has a new key, signed by the old and the new: {}", rotated.new_key)
}

pub fn clock_jumped(jumped: &ClockJumped) -> String {
    let ClockJumped { by_us, wall, synchronised, .. } = jumped;
    let sound = if *synchronised { "synchronised" } else { "not known to be synchronised" };
    let way = if *by_us < 0 { "back" } else { "forward" };
    format!("the clock was set {way} by {}; it says {wall} since, {sound}", Span(by_us.saturating_abs()))
}

/// What happened, said of whoever did it. `number` names a movement.
pub fn event(what: &What, offset: Span, number: impl Fn(MovementId) -> String) -> String {
    let at = |moment: &Instant| self::moment(*moment, offset);
    let until = |moment: &Option<Instant>| moment.map_or(String::new(), |m| format!(", until {}", at(&m)));
    match what {
        What::WorldOpened { world: World::Actual, .. } => "opened the real world".to_owned(),
        What::WorldOpened { world: World::Exercise, .. } => {
            "opened a world for a case or exercise".to_owned()
        }
        What::RulebooksAdopted { pinned, .. } => {
            let off = switched_off(&pinned.switched_off);
            format!(
                "put into force {}: {}{off}",
                some(pinned.rulebooks.len(), "rulebook"),
                listed(&pinned.rulebooks)
            )
        }
        What::Registered { statements } => format!("entered in the register: {}", stated(statements)),
        What::MovementRequested { movement, number, kind, plan } => {
            let facts = plan.facts().len();
            format!("{} {number} ({movement}); its order states {}", requested(*kind), some(facts, "fact"))
        }
        What::OrderAmended { movement, revision, statements, drop } => {
            let dropped = if drop.is_empty() { String::new() } else { format!("; dropped {}", listed(drop)) };
            format!(
                "changed the order of {}, now revision {revision}: {}{dropped}",
                number(*movement),
                stated(statements)
            )
        }
        What::FactsReported { movement, statements } => {
            format!("gave evidence about {}: {}", number(*movement), stated(statements))
        }
        What::EarlyNoticeGiven {
            movement,
            party,
            channel,
            window: (first, last),
            given_at,
            call_due,
            ..
        } => {
            format!(
                "gave early notice of {} to {} by {channel} at {}, for {first} to {last}; a call is due at {} if nobody answers",
                number(*movement),
                self::party(party),
                at(given_at),
                at(call_due)
            )
        }
        What::LateNoticeGiven { movement, party, channel, given_at } => format!(
            "gave late notice (hour and route) of {} to {} by {channel} at {}",
            number(*movement),
            self::party(party),
            at(given_at)
        ),
        What::NoticeAnswered { movement, party, answer, means, answered_at } => format!(
            "about {}: {} {}, at {} {}",
            number(*movement),
            self::party(party),
            answered(answer),
            at(answered_at),
            self::means(*means)
        ),
        What::CallDue { movement, party } => {
            format!(
                "a telephone call to {} about {} is due: it has answered nothing",
                self::party(party),
                number(*movement)
            )
        }
        What::CallWasVain { movement, party, call_due } => format!(
            "called {} about {} in vain; the next call is due at {}",
            self::party(party),
            number(*movement),
            at(call_due)
        ),
        What::NoObjectionIssued { movement, party, granted, valid_until } => format!(
            "{} the no-objection certificate of {} for {}{}",
            given(*granted),
            self::party(party),
            number(*movement),
            until(valid_until)
        ),
        What::Approved { movement, granted: true } => format!("approved {}", number(*movement)),
        What::Approved { movement, granted: false } => format!("refused to approve {}", number(*movement)),
        What::WaiverGranted { movement, rule, reason, expires, .. } => {
            format!("waived {rule} for {} until {} {}", number(*movement), at(expires), text(reason))
        }
        What::WaiverRefused { movement, rule, reason } => format!(
            "tried to waive {rule} for {} and may not: nothing was waived {}",
            number(*movement),
            text(reason)
        ),
        What::WaiverRevoked { movement, waiver } => {
            format!("took back the waiver {waiver} for {}", number(*movement))
        }
        What::ClearanceEvaluated(evaluated) => {
            let outcome = if evaluated.clears { "CLEARED" } else { "REFUSED" };
            format!(
                "{}: {} {outcome}: {}",
                prompt(evaluated.prompt),
                number(evaluated.movement),
                verdicts(evaluated, offset)
            )
        }
        What::GateChecked { movement, plates, crew, heads, differences, revision, .. } => format!(
            "checked {} at the gate: {}, {} of the detail, {}; {} (order revision {revision})",
            number(*movement),
            some(plates.len(), "vehicle"),
            crew.len(),
            some(*heads, "head"),
            compared(differences)
        ),
        What::DepartureAuthorised(evaluated) => {
            format!(
                "DEPARTURE AUTHORISED for {}: {}",
                number(evaluated.movement),
                verdicts(evaluated, offset)
            )
        }
        What::DepartureRefused(evaluated) => {
            format!("DEPARTURE REFUSED for {}: {}", number(evaluated.movement), verdicts(evaluated, offset))
        }
        What::UrgentStarted { movement, reason, review_due } => format!(
            "started {} at once, uncleared {}; to be reviewed by {}",
            number(*movement),
            text(reason),
            at(review_due)
        ),
        What::UrgentReviewed { movement, finding } => {
            format!("reviewed the urgent departure of {} {}", number(*movement), text(finding))
        }
        What::ReviewOverdue { movement } => format!("the review of {} is overdue", number(*movement)),
        What::DepartureObserved { movement, seen_at, .. } => {
            format!("saw {} on the road at {}, without authority", number(*movement), at(seen_at))
        }
        What::Arrived { movement, arrived_at } => {
            format!("{} arrived at {}", number(*movement), at(arrived_at))
        }
        What::Closed { movement } => format!("closed the file of {}", number(*movement)),
        What::Cancelled { movement, reason } => format!("called {} off {}", number(*movement), text(reason)),
        What::AlertLevelSet { area, level, stand_fast, valid_until } => {
            let fast = if *stand_fast { ", stand fast" } else { "" };
            format!("set the alert level of {area} to {level}{fast}{}", until(valid_until))
        }
        What::HeldToStandFast { movement, area } => {
            format!("{} holds: {area} stands fast", number(*movement))
        }
        What::Released { area } => format!("released {area}"),
        What::DecisionAsked { movement, why } => {
            format!("asked those under way with {} to decide: {}", number(*movement), because(why))
        }
        What::Chosen { movement, choice } => {
            format!("those under way with {} chose to {}", number(*movement), chosen(*choice))
        }
        What::AlertRaised { alert, movement, rule } => {
            format!("ALERT about {}: {} ({alert})", number(*movement), spaced(rule.as_str()))
        }
        What::AlertAcknowledged { alert } => format!("took the alert {alert}"),
        What::AlertClosed { alert, verdict } => format!("closed the alert {alert}: {}", turned_out(*verdict)),
        What::PersonEnrolled { person, role, agency, .. } => {
            format!("enrolled {person} as {} of {agency}", spaced(role.word()))
        }
        What::PersonDismissed { person } => format!("dismissed {person}"),
        What::PersonErased { person, because: Some(_) } => format!("erased the data of {person}"),
        What::PersonErased { person, because: None } => {
            format!("erased the data of {person} again, after a restore")
        }
        What::CaseOpened { movement, .. } => format!("opened a case about {}", number(*movement)),
        What::AddressSet { of, .. } => format!("messages for {of} go to another address from now on"),
        What::AddressDropped { of } => format!("messages for {of} go nowhere any more"),
        What::MessagesDue { movement, about, to, without_address } => {
            let to: Vec<String> =
                to.iter().map(|(message, to)| format!("{to} (message {message})")).collect();
            let to = if to.is_empty() { "nobody".to_owned() } else { to.join(", ") };
            let without = match without_address.as_slice() {
                [] => String::new(),
                people => format!("; no address for {}", listed(people)),
            };
            format!("to be told about {}, {}: {to}{without}", number(*movement), spaced(about.word()))
        }
        What::MessageDelivered { movement, about, message, to } => {
            format!("told {to} about {}, {}: message {message}", number(*movement), spaced(about.word()))
        }
        What::MessageFailed { movement, about, message, to, why } => format!(
            "NOT TOLD: {to} about {}, {}: message {message} failed ({})",
            number(*movement),
            spaced(about.word()),
            spaced(why.word())
        ),
        What::Seen { sights } => format!("noted who has seen what: {}", some(sights.len(), "part")),
    }
}

fn verdicts(evaluated: &Evaluated, offset: Span) -> String {
    let Evaluated { verdicts, failing, bars, valid_until, pinned, .. } = evaluated;
    let named = |wanted: &dyn Fn(&model::Word, Verdict) -> bool| {
        let found: Vec<String> = verdicts
            .iter()
            .filter(|(rule, v)| wanted(rule, *v))
            .map(|(rule, v)| format!("{rule} {v}"))
            .collect();
        (!found.is_empty()).then(|| found.join(", "))
    };
    let count = |verdict| verdicts.iter().filter(|(_, v)| *v == verdict).count();
    let mut said = Vec::new();
    said.extend(named(&|rule, v| v.obstructs() && failing.contains(rule)));
    if !bars.is_empty() {
        let bars: Vec<String> = bars.iter().map(bar).collect();
        said.push(format!("besides the rules: {}", bars.join(", ")));
    }
    said.extend(named(&|_, v| v == Verdict::Waived));
    let warnings = named(&|rule, v| v.obstructs() && !failing.contains(rule));
    said.extend(warnings.map(|warnings| format!("warnings: {warnings}")));
    said.push(format!("{} rules met, {} not applicable", count(Verdict::Met), count(Verdict::NotApplicable)));
    said.extend(
        valid_until
            .filter(|_| evaluated.clears)
            .map(|at| format!("holds until {} at the latest", moment(at, offset))),
    );
    format!("{}{}", said.join("; "), switched_off(&pinned.switched_off))
}

fn switched_off(rules: &[model::Word]) -> String {
    if rules.is_empty() { String::new() } else { format!("; SWITCHED OFF: {}", listed(rules)) }
}

fn prompt(prompt: Prompt) -> &'static str {
    match prompt {
        Prompt::Asked => "asked for clearance",
        Prompt::Change => "something changed",
        Prompt::Time => "time passed",
        Prompt::Departure => "departure was asked for",
    }
}

fn requested(kind: Kind) -> &'static str {
    match kind {
        Kind::Single => "requested the movement",
        Kind::Standing => "requested the standing permission",
        Kind::Run(_) => "planned, under a standing permission, the run",
        Kind::Urgent => "reported the urgent movement",
        Kind::Observed => "reported, seen on the road and unknown until then, the movement",
    }
}

fn answered(answer: &Answer) -> String {
    match answer {
        Answer::Received => "received the notice and promised nothing".to_owned(),
        Answer::Accepted { .. } => "accepted (a named officer, resources and a telephone)".to_owned(),
        Answer::Objected { reason } => format!("objected {}", text(reason)),
    }
}

fn means(means: Means) -> &'static str {
    match means {
        Means::Written => "in writing",
        Means::TelephoneReadBack => "by telephone, read back",
        Means::Telephone => "by telephone, not read back",
    }
}

fn given(granted: bool) -> &'static str {
    if granted { "issued" } else { "refused" }
}

fn compared(differences: &[Difference]) -> String {
    let said = differences.iter().map(|difference| match difference {
        Difference::VehicleAbsent(label) => format!("vehicle {label} absent"),
        Difference::VehicleUnplanned(plate) => format!("vehicle {plate} not planned"),
        Difference::PersonAbsent(label) => format!("{label} absent"),
        Difference::PersonUnplanned(label) => format!("{label} not planned"),
        Difference::Heads { seen, planned } => format!("{seen} heads where {planned} were planned"),
    });
    let said: Vec<String> = said.collect();
    if said.is_empty() { "as ordered".to_owned() } else { said.join(", ") }
}

fn because(why: &Why) -> String {
    match why {
        Why::Rules(rules) => format!("no longer proved: {}", listed(rules)),
        Why::StandFast(area) => format!("{area} stands fast"),
        Why::PermissionEnded => "the permission it runs under has ended".to_owned(),
    }
}

fn chosen(choice: Choice) -> &'static str {
    match choice {
        Choice::Continue => "continue",
        Choice::Divert => "divert",
        Choice::Return => "return",
        Choice::SafeHaven => "make for a safe haven",
    }
}

fn turned_out(verdict: AlertVerdict) -> &'static str {
    match verdict {
        AlertVerdict::True => "it was so",
        AlertVerdict::False => "it was not so",
        AlertVerdict::Planned => "it was so, and planned",
    }
}

fn bar(bar: &Bar) -> String {
    match bar {
        Bar::StandFast(area) => format!("{area} stands fast"),
        Bar::ClockUnsound => "the clock was not known to be synchronised".to_owned(),
        Bar::NoRules => "no rulebook was in force".to_owned(),
        Bar::Urgent => "it is urgent, and urgent movements are never cleared".to_owned(),
        Bar::NotAJourney => "it is a permission, and its runs depart".to_owned(),
        Bar::NoPermission => "its permission does not cover it".to_owned(),
        Bar::GateUnchecked => "not checked at the gate".to_owned(),
        Bar::GateOutdated => "the gate check was too old, or the order changed since".to_owned(),
        Bar::HeadsDiffer => "the heads counted differ from the order".to_owned(),
        Bar::BeforeItsDay(day) => format!("its order says it departs on {day}"),
        Bar::TooMuchSaid => "more was said about it than can be judged".to_owned(),
    }
}

/// `districts[shangla]` as `the district shangla`, `highway_police` as `the highway police`.
fn party(path: &Path) -> String {
    match path.segments() {
        [Segment::Attribute(list), Segment::Item(label)] if list == "districts" => {
            format!("the district {label}")
        }
        [Segment::Attribute(name)] => format!("the {}", name.as_str().replace('_', " ")),
        _ => path.to_string(),
    }
}

fn text(id: &TextId) -> String {
    format!("(its words are kept by the room: text {id})")
}

fn spaced(word: &str) -> String {
    word.replace('-', " ")
}

/// The most that is listed in a sentence.
const MOST: usize = 12;

fn stated(statements: &[Statement]) -> String {
    let said: Vec<String> = statements
        .iter()
        .map(|s| format!("{} {} ({})", s.path, s.claim.value, s.claim.source.origin()))
        .collect();
    listed(&said)
}

fn listed(items: &[impl Display]) -> String {
    let mut said: Vec<String> = items.iter().take(MOST).map(ToString::to_string).collect();
    if items.len() > MOST {
        said.push(format!("and {} more", items.len() - MOST));
    }
    if said.is_empty() { "nothing".to_owned() } else { said.join(", ") }
}
