//! `record past`: a movement gone through again, out of what is stored of it.

use std::process::ExitCode;

use atlas::Atlas;
use conduct::{Event, Networks as _};
use model::{Digest, Instant, Span, id::DeviceId};
use ops::{
    extract, history,
    recovery::recover,
    watching::past::{self, Agrees, Archive, Compared, Differs, Missing, Outcome, Part, Past},
};
use record::Hash;
use store::{DataDir, ReadStore as _, tracks::SqliteTracks};
use words::Catalogue;

use super::nothing_there;
use crate::{arguments::PastAsked, clock, exit, page::Page};

pub(super) fn run(asked: &PastAsked, page: &Page) -> anyhow::Result<ExitCode> {
    if !asked.data.exists() {
        anyhow::bail!(nothing_there(&asked.data, page));
    }
    let store = DataDir::open_read_only(&asked.data)?;
    let tracks = SqliteTracks::open_read_only(&asked.data)?;
    let atlas = Atlas::of(&asked.data);
    let (id, world) = extract::named(&store, &asked.movement)?;
    let happened = history::with_its_alerts(&store, &world, id)?;
    let happened: Vec<Event> = happened.into_iter().map(|happened| happened.event).collect();
    let worlds = recover(&store, ops::BUILD)?.worlds;
    let state = worlds.get(&world);
    let movement = state.and_then(|state| Some((state, state.movement(id)?)));
    let reporting: Vec<DeviceId> = movement.map_or_else(Vec::new, |(state, movement)| {
        conduct::device::reporting(state, movement).map(|(device, _)| device).collect()
    });
    let grounds = |network: &Digest| atlas.ground(network);
    let papers = |digest: &Digest| store.artefact(&Hash(digest.0)).ok().flatten().map(|paper| paper.bytes);
    let archive = Archive { grounds: &grounds, papers: &papers, tracks: &tracks };
    let past = past::again(&happened, &reporting, archive, clock::wall(), &mut |_| {})?;
    if asked.json {
        println!("{}", serde_json::to_string_pretty(&past)?);
    } else {
        tell(&past, state.map_or(Span::hours(0), |state| state.offset.0), page);
    }
    Ok(exit::answered(past.outcome == Outcome::Same))
}

fn tell(past: &Past, offset: Span, page: &Page) {
    let words = page.words;
    let at = |at: Instant| at.display_local(offset);
    page.say(&words.say(match past.outcome {
        Outcome::Same => "past-same",
        Outcome::Different => "past-different",
        Outcome::Incomplete => "past-incomplete",
        Outcome::NeverWatched => "past-never-watched",
        Outcome::NothingReported => "past-nothing-reported",
    }));
    let times = [("from", at(past.from).into()), ("until", at(past.until).into())];
    page.say(&words.say_with("past-times", times));
    let then: Vec<String> = past.watched_with.iter().cloned().collect();
    if !then.is_empty() {
        let engines = [("then", words.list(&then).into()), ("now", past.engine.into())];
        page.say(&words.say_with("past-engines", engines));
    }
    let reported = [
        ("anchored", past.reported.anchored.into()),
        ("waiting", past.reported.waiting.into()),
        ("elsewhere", past.reported.elsewhere.into()),
    ];
    page.say(&words.say_with("past-reported", reported));
    let parts = |id: &str, parts: &[Part]| {
        for part in parts {
            let about = [
                ("count", part.count.into()),
                ("device", part.device.to_string().into()),
                ("from", at(part.from).into()),
                ("until", at(part.until).into()),
            ];
            page.say(&words.say_with(id, about));
        }
    };
    parts("past-gone", &past.reported.gone);
    parts("past-damaged", &past.reported.damaged);
    for missing in &past.missing {
        let (id, digest) = match missing {
            Missing::Order(digest) => ("past-missing-order", digest),
            Missing::Areas(digest) => ("past-missing-areas", digest),
            Missing::Network(digest) => ("past-missing-network", digest),
            Missing::Unfit(digest) => ("past-missing-unfit", digest),
        };
        page.say(&words.say_with(id, [("digest", digest.to_string().into())]));
    }
    for deaf in &past.deaf {
        page.say(
            &words.say_with("past-deaf", [("from", at(deaf.from).into()), ("until", at(deaf.until).into())]),
        );
    }
    if past.alerts.is_empty() && !matches!(past.outcome, Outcome::NeverWatched | Outcome::NothingReported) {
        page.say(&words.say("past-no-alerts"));
    }
    for one in &past.alerts {
        page.paragraph(&line(one, &at, words), "    ");
    }
}

/// Since when, what about whom, and whether it is found again.
fn line(one: &Compared, at: &dyn Fn(Instant) -> String, words: &Catalogue) -> String {
    let told = one.recorded.as_ref().or(one.now.as_ref());
    let since = told.map(|found| at(found.since)).unwrap_or_default();
    let (rule, subject) = (one.key.rule.as_str(), one.key.subject.as_ref().map(ToString::to_string));
    let element = one.key.element.as_ref().map(|element| words.alert_at(rule, element.as_str(), at));
    let vehicles = told.iter().flat_map(|found| &found.vehicles).map(ToString::to_string);
    let about = std::iter::once(words.alert(rule)).chain(subject).chain(vehicles).chain(element);
    let about: Vec<String> = about.collect();
    let agrees = match &one.agrees {
        Agrees::Same => words.say("past-agrees-same"),
        Agrees::OnlyOnRecord => words.say("past-agrees-only-on-record"),
        Agrees::OnlyNow => words.say("past-agrees-only-now"),
        Agrees::Differs(fields) => {
            let fields: Vec<String> = fields.iter().map(|one| words.say(field(*one))).collect();
            words.say_with("past-agrees-differs", [("fields", words.list(&fields).into())])
        }
    };
    format!("{since}  {}  {agrees}", words.list(&about))
}

fn field(field: Differs) -> &'static str {
    match field {
        Differs::Since => "past-field-since",
        Differs::Established => "past-field-established",
        Differs::Until => "past-field-until",
        Differs::Vehicles => "past-field-vehicles",
        Differs::Evidence => "past-field-evidence",
        Differs::Distance => "past-field-distance",
        Differs::Delay => "past-field-delay",
        Differs::Withdrawal => "past-field-withdrawal",
    }
}
