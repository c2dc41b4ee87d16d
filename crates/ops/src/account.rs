//! The account of alerts over a window of time: what was raised, and what became of it by the window's end.
//!
//! A projection over the record, made when somebody asks; nothing here is kept. Counted are alerts raised within the
//! window, each once: it was withdrawn, closed or is open, so these always add up to what was raised. The rates stand
//! beside the figure of EEMUA Publication 191 (*Alarm systems: a guide to design, management and procurement*), which
//! calls a long-term average of less than one alarm per operator in ten minutes very likely to be acceptable.
//!
//! Of duress few may know: whoever may not is given an account that is the same with and without it.

use std::collections::{BTreeMap, BTreeSet};

use conduct::{
    What,
    command::AlertVerdict,
    message::{About, Recipient},
};
use model::{
    Instant, Span, Word,
    id::{AlertId, MessageId, PersonId},
};

use crate::history::Happened;

/// The time that EEMUA 191 counts alarms over.
pub const TEN_MINUTES: Span = Span::minutes(10);

/// What was raised within a window and what became of it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Account {
    /// Alerts raised.
    pub raised: u64,
    /// Of these, raised late: it was over, or had begun long before.
    pub late: u64,
    /// Taken back, because later reports disproved them.
    pub withdrawn: u64,
    /// Closed: it was so.
    pub closed_true: u64,
    /// Closed: it was not.
    pub closed_false: u64,
    /// Closed: it was so, and planned.
    pub closed_planned: u64,
    /// Duress that ended by its challenge: nobody closes it.
    pub ended: u64,
    /// None of these by the end of the window.
    pub open: u64,
    /// Taken by somebody, whatever became of them then.
    pub acknowledged: u64,
    /// Gone up at least one step, to somebody, because nobody took them in time, or whoever took them did not close them in time or was
    /// dismissed; of duress, told again to those who know.
    pub escalated: u64,
    /// Of which at least one step found nobody to tell.
    pub nobody: u64,
    /// Of which at least one message outside the open pages was delivered.
    pub delivered: u64,
    /// Of which at least one message failed, for good or because it was not taken in time, or somebody concerned had no address.
    pub failed: u64,
    /// The messages about them.
    pub messages: Messages,
    /// By rule of the watch.
    pub rules: BTreeMap<Word, Rate>,
    /// By who had the watch when they were raised; `None` while nobody had taken it.
    pub operators: BTreeMap<Option<PersonId>, Rate>,
}

/// What became of messages about alerts of a window, by its end.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Messages {
    /// Due.
    pub due: u64,
    /// Taken by their receivers, in time or late.
    pub delivered: u64,
    /// Given up, or not taken in time and not yet since.
    pub failed: u64,
    /// Neither.
    pub waiting: u64,
}

/// How many alerts there were in how much time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rate {
    /// How many.
    pub raised: u64,
    /// In how much time.
    pub over: Span,
    /// The most within any ten minutes.
    pub busiest: u64,
}

/// What became of one alert.
#[derive(Default)]
struct Course {
    acknowledged: bool,
    escalated: bool,
    nobody: bool,
    delivered: bool,
    failed: bool,
    end: Option<End>,
}

enum End {
    Withdrawn,
    Ended,
    Closed(AlertVerdict),
}

impl Account {
    /// The account of `[from, to)` without duress. `happened`: the entries about alerts within it, in order; `watches`: the
    /// entries about who has the watch, from the beginning.
    #[must_use]
    pub fn of(happened: &[Happened], watches: &[Happened], from: Instant, to: Instant) -> Self {
        let open = happened.iter().filter(|happened| !happened.event.what.is_of_duress());
        Account::counted(open, watches, from, to)
    }

    /// The same with duress, for those who may always know of it. `happened` as [`history::with_duress`] finds it.
    ///
    /// [`history::with_duress`]: crate::history::with_duress
    #[must_use]
    pub fn with_duress(happened: &[Happened], watches: &[Happened], from: Instant, to: Instant) -> Self {
        Account::counted(happened.iter(), watches, from, to)
    }

    fn counted<'h>(
        happened: impl Iterator<Item = &'h Happened>,
        watches: &[Happened],
        from: Instant,
        to: Instant,
    ) -> Self {
        let within = |happened: &&Happened| (from..to).contains(&happened.event.at);
        let mut account = Account::default();
        let mut courses: BTreeMap<AlertId, Course> = BTreeMap::new();
        let mut messages: BTreeMap<(MessageId, Recipient), Option<bool>> = BTreeMap::new();
        let mut raised: Vec<(Instant, Word)> = Vec::new();
        for Happened { event, .. } in happened.filter(within) {
            match &event.what {
                What::AlertRaised { alert, rule, late, .. } => {
                    account.late += u64::from(*late);
                    raised.push((event.at, rule.clone()));
                    courses.insert(*alert, Course::default());
                }
                What::AlertAcknowledged { alert, .. } => {
                    note(&mut courses, *alert, |it| it.acknowledged = true);
                }
                What::AlertEscalated { alert, to, .. } => {
                    note(&mut courses, *alert, |it| {
                        *if to.is_empty() { &mut it.nobody } else { &mut it.escalated } = true;
                    });
                }
                // It goes up to nobody else: those who know are told again.
                What::DuressUnheard { alert, .. } => note(&mut courses, *alert, |it| it.escalated = true),
                What::DuressEnded { alert, .. } => {
                    note(&mut courses, *alert, |it| it.end = Some(End::Ended));
                }
                What::AlertWithdrawn { alert, .. } => {
                    note(&mut courses, *alert, |it| it.end = Some(End::Withdrawn));
                }
                What::AlertClosed { alert, verdict, .. } => {
                    note(&mut courses, *alert, |it| it.end = Some(End::Closed(*verdict)));
                }
                What::MessagesDue { about, to, without_address, .. } => {
                    if let Some(alert) = of_the_window(&courses, *about) {
                        messages.extend(to.iter().cloned().map(|message| (message, None)));
                        note(&mut courses, alert, |it| it.failed |= !without_address.is_empty());
                    }
                }
                What::MessageDelivered { about, message, to, .. } => {
                    if let Some(alert) = of_the_window(&courses, *about) {
                        messages.insert((*message, to.clone()), Some(true));
                        note(&mut courses, alert, |it| it.delivered = true);
                    }
                }
                What::MessageFailed { about, message, to, .. } => {
                    if let Some(alert) = of_the_window(&courses, *about) {
                        messages.insert((*message, to.clone()), Some(false));
                        note(&mut courses, alert, |it| it.failed = true);
                    }
                }
                _ => {}
            }
        }
        courses.values().for_each(|course| account.count(course));
        messages.values().for_each(|fate| account.messages.count(*fate));
        account.rules = by_rule(&raised, to.since(from));
        let raised: Vec<Instant> = raised.into_iter().map(|(at, _)| at).collect();
        account.operators = by_operator(&raised, watches, from, to);
        account
    }

    fn count(&mut self, course: &Course) {
        self.raised += 1;
        self.acknowledged += u64::from(course.acknowledged);
        self.escalated += u64::from(course.escalated);
        self.nobody += u64::from(course.nobody);
        self.delivered += u64::from(course.delivered);
        self.failed += u64::from(course.failed);
        *match course.end {
            None => &mut self.open,
            Some(End::Withdrawn) => &mut self.withdrawn,
            Some(End::Ended) => &mut self.ended,
            Some(End::Closed(AlertVerdict::True)) => &mut self.closed_true,
            Some(End::Closed(AlertVerdict::False)) => &mut self.closed_false,
            Some(End::Closed(AlertVerdict::Planned)) => &mut self.closed_planned,
        } += 1;
    }
}

impl Messages {
    fn count(&mut self, fate: Option<bool>) {
        self.due += 1;
        *match fate {
            None => &mut self.waiting,
            Some(true) => &mut self.delivered,
            Some(false) => &mut self.failed,
        } += 1;
    }
}

impl Rate {
    fn of(raised: &[Instant], over: Span) -> Self {
        // In order, so that the earliest of the ten minutes up to each only ever moves on.
        let (mut first, mut busiest) = (raised.iter().peekable(), 0_usize);
        for (n, at) in raised.iter().enumerate() {
            while first.next_if(|early| early.saturating_add(TEN_MINUTES) <= *at).is_some() {}
            busiest = busiest.max(n + 1 - (raised.len() - first.len()));
        }
        Rate { raised: raised.len() as u64, over, busiest: busiest as u64 }
    }
}

/// Notes something of an alert, if it was raised within the window.
fn note(courses: &mut BTreeMap<AlertId, Course>, alert: AlertId, what: impl FnOnce(&mut Course)) {
    if let Some(course) = courses.get_mut(&alert) {
        what(course);
    }
}

/// The alert a message is about, if it was raised within the window. That one was taken back is not counted as told
/// of it.
fn of_the_window(courses: &BTreeMap<AlertId, Course>, about: About) -> Option<AlertId> {
    let alert = if let About::Duress(alert) = about { Some(alert) } else { about.alert() };
    alert.filter(|alert| courses.contains_key(alert))
}

fn by_rule(raised: &[(Instant, Word)], over: Span) -> BTreeMap<Word, Rate> {
    let rules: BTreeSet<&Word> = raised.iter().map(|(_, rule)| rule).collect();
    let of = |rule: &Word| -> Vec<Instant> {
        raised.iter().filter(|(_, other)| other == rule).map(|(at, _)| *at).collect()
    };
    rules.into_iter().map(|rule| (rule.clone(), Rate::of(&of(rule), over))).collect()
}

/// Each alert is whoever's watch it was raised in, and each moment of the window somebody's or nobody's watch.
fn by_operator(
    raised: &[Instant],
    watches: &[Happened],
    from: Instant,
    to: Instant,
) -> BTreeMap<Option<PersonId>, Rate> {
    let mut turns: Vec<(Instant, Option<PersonId>)> = vec![(from, None)];
    for Happened { event, .. } in watches.iter().filter(|watch| watch.event.at < to) {
        let on = turns.last().and_then(|(_, on)| *on);
        match &event.what {
            What::ShiftTaken { .. } => turns.push((event.at.max(from), event.by.person)),
            What::PersonDismissed { person } if on == Some(*person) => turns.push((event.at.max(from), None)),
            _ => {}
        }
    }
    let ends = turns.iter().skip(1).map(|(at, _)| *at).chain([to]);
    let mut of: BTreeMap<Option<PersonId>, (Vec<Instant>, Span)> = BTreeMap::new();
    for ((begins, on), ends) in turns.iter().zip(ends).filter(|((begins, _), ends)| begins < ends) {
        let (theirs, over) = of.entry(*on).or_insert_with(|| (Vec::new(), Span::ZERO));
        theirs.extend(raised.iter().filter(|at| (*begins..ends).contains(*at)));
        *over = Span(over.0.saturating_add(ends.since(*begins).0));
    }
    of.into_iter().map(|(on, (theirs, over))| (on, Rate::of(&theirs, over))).collect()
}
