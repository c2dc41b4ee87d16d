//! The day of a case as an exercise, told line by line as it goes.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    process::ExitCode,
    time::Duration,
};

use anyhow::bail;
use conduct::{Event, What};
use model::{
    Instant, Span,
    id::{MovementId, PersonId},
};
use serde_json::json;

use super::{
    super::record::telling::{Telling, moment},
    day,
};
use crate::{
    arguments::Replay,
    case::{self, Day, Named},
    clock,
    desk::Desk,
    exit::{self, Misuse},
    page::Page,
    prepared::prepare,
};

/// The shipped rulebook that has the thresholds of the watch.
const WATCH: &str = "watch";

pub(super) fn run(replay: &Replay, speed: u32, page: &Page) -> anyhow::Result<ExitCode> {
    let [path] = &replay.paths[..] else {
        bail!(Misuse("--speed drives the day of one case: name one file".to_owned()));
    };
    let mut case = case::read(path, clock::wall())?;
    // Without thresholds nothing is watched: where the case names none, and nobody names rulebooks of their own, the shipped ones hold.
    if !case.rulebooks.iter().any(|named| named.word == *WATCH) {
        case.rulebooks.push(Named { word: WATCH.parse()?, line: 1 });
    }
    let Some(day) = case.day.clone() else {
        bail!(Misuse(format!(
            "{}:1: no [exercise]: a case whose day is driven says from where to where and when (docs/cases.md)",
            case.file
        )));
    };
    let prepared = prepare(vec![case], &replay.with)?;
    let [prepared] = &prepared[..] else { bail!("one case was asked for") };
    let (mut desk, tracks) = Desk::open_for_a_day(replay.with.data.as_deref())?;
    let offset = prepared.case.at.offset;
    if !replay.with.json {
        begins(&prepared.case, &day, speed, page);
    }
    let mut drive = desk.drive(prepared, &day, tracks, page.words)?;
    let mut told = Told {
        offset,
        json: replay.with.json,
        page,
        numbers: BTreeMap::new(),
        lines: Vec::new(),
        people: drive.people().clone(),
        raised: 0,
        withdrawn: 0,
        delivered: 0,
        unreached: BTreeSet::new(),
    };
    told.tell(drive.told());
    // What was worked meanwhile is not waited for as well.
    let (began, mut due) = (std::time::Instant::now(), Duration::ZERO);
    while let Some(passed) = drive.goes_on()? {
        told.tell(drive.told());
        due += day::lasts(passed, speed);
        std::thread::sleep(due.saturating_sub(began.elapsed()));
    }
    let movement = drive.movement();
    let open = drive
        .state()
        .map_or(0, |state| state.alerts.values().filter(|alert| alert.movement == movement).count());
    told.ends(open, movement, replay.with.data.as_deref())
}

fn begins(case: &case::Case, day: &Day, speed: u32, page: &Page) {
    let about = [("title", case.title.as_str().into()), ("speed", i64::from(speed).into())];
    page.say(&page.words.say_with("replay-day-begins", about));
    page.say(&day.note);
    println!();
}

/// What happens, as it happens.
struct Told<'a> {
    offset: Span,
    json: bool,
    page: &'a Page,
    numbers: BTreeMap<MovementId, String>,
    lines: Vec<serde_json::Value>,
    people: BTreeMap<PersonId, String>,
    raised: usize,
    withdrawn: usize,
    delivered: usize,
    /// Who was to be told of something and had no address.
    unreached: BTreeSet<PersonId>,
}

impl Told<'_> {
    fn tell(&mut self, events: Vec<(Instant, Event)>) {
        for (at, event) in events {
            match &event.what {
                What::MovementRequested { movement, number, .. } => {
                    self.numbers.insert(*movement, number.to_string());
                }
                What::AlertRaised { .. } => self.raised += 1,
                What::AlertWithdrawn { .. } => self.withdrawn += 1,
                What::MessageDelivered { .. } => {
                    self.delivered += 1;
                    // That they were told stands in the line before.
                    continue;
                }
                What::MessagesDue { without_address, .. } => self.unreached.extend(without_address),
                // How the stage is set is on the record and nobody's news.
                What::DeviceEnrolled { .. }
                | What::WorldOpened { .. }
                | What::WatchSet { .. }
                | What::TrackSealed { .. } => continue,
                _ => {}
            }
            self.line(at, &event);
        }
    }

    fn line(&mut self, at: Instant, event: &Event) {
        let telling = Telling {
            words: self.page.words,
            offset: self.offset,
            numbers: &self.numbers,
            people: &self.people,
        };
        let said = telling.event(&event.what);
        if self.json {
            let kind: &'static str = (&event.what).into();
            self.lines.push(json!({ "at": at.to_string(), "type": kind, "words": said }));
        } else {
            let about = [("at", moment(at, self.offset).into()), ("said", said.into())];
            self.page.say(&self.page.words.say_with("replay-day-line", about));
        }
    }

    fn ends(self, open: usize, movement: MovementId, kept: Option<&Path>) -> anyhow::Result<ExitCode> {
        if self.json {
            let unreached: Vec<_> =
                self.unreached.iter().filter_map(|person| self.people.get(person)).collect();
            let day = json!({
                "movement": movement, "events": self.lines, "raised": self.raised, "withdrawn": self.withdrawn, "open": open,
                "told": self.delivered, "unreached": unreached,
            });
            println!("{}", serde_json::to_string_pretty(&day)?);
        } else {
            println!();
            let about =
                [("raised", self.raised.into()), ("withdrawn", self.withdrawn.into()), ("open", open.into())];
            self.page.say(&self.page.words.say_with("replay-day-ends", about));
            let words = self.page.words;
            self.page.say(&words.say_with("replay-day-told", [("told", self.delivered.into())]));
            let unreached = self.unreached.iter().filter_map(|person| self.people.get(person).cloned());
            let unreached: Vec<String> = unreached.collect();
            if !unreached.is_empty() {
                let people = words.list(&unreached);
                self.page.say(&words.say_with("replay-day-unreached", [("people", people.into())]));
            }
            match kept {
                Some(data) => {
                    self.page.say(&words.say("replay-day-kept"));
                    println!("  safeconduct record past {} --movement {movement}", data.display());
                }
                None => self.page.say(&words.say("replay-day-thrown-away")),
            }
        }
        Ok(exit::answered(true))
    }
}
