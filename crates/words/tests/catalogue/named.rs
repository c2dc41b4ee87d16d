//! What needs a message: rows and words of the schema, members of enumerations, and what the code says.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use conduct::{
    message::About,
    movement::{Authority, Stage},
};
use model::{
    id::AlertId,
    schema::{KINDS, Type},
};
use rulebook::{expression::State, remedy::Action};

/// The messages whose names are put together from the schema's rows and from enumerations.
pub fn everything() -> BTreeSet<String> {
    let mut named = BTreeSet::new();
    for kind in KINDS {
        named.insert(format!("kind-{}", kind.name));
        for attribute in kind.attributes {
            let id = format!("fact-{}-{}", kind.name, attribute.name);
            match attribute.takes {
                Type::List(_) => drop(named.insert(format!("{id}.item"))),
                Type::Word(words) => named.extend(words.iter().map(|word| format!("word-{word}"))),
                _ => {}
            }
            named.insert(id);
        }
    }
    named.extend(Action::ALL.iter().map(|action| format!("action-{action}")));
    named.extend(states().map(|state| format!("state-{state}")));
    for about in abouts() {
        named.extend([format!("message-{about}"), format!("message-{about}.what")]);
    }
    named.extend(conduct::event::TYPES.iter().map(|kind| format!("entry-{kind}")));
    named.extend(roads::import::Note::ALL.iter().map(|note| format!("roads-note-{}", note.word())));
    named.extend(stages().map(|stage| format!("stage-{stage}")));
    named
}

fn states() -> impl Iterator<Item = String> {
    let states = [State::Known, State::Missing, State::Stale, State::Contradictory];
    states.into_iter().map(|state| serde_json::to_value(state).unwrap().as_str().unwrap().to_owned())
}

/// What messages to people outside the open pages are about.
fn abouts() -> impl Iterator<Item = &'static str> {
    let id = "00000000-0000-0000-0000-000000000000".parse::<AlertId>().unwrap();
    let alert = About::Alert(id);
    let abouts = [
        About::Notice,
        About::CallDue,
        About::Cleared,
        About::Held,
        About::DecisionAsked,
        About::RouteTouched,
        alert,
        About::Cancelled,
        About::AlertEscalated(id),
        About::AlertWithdrawn(id),
    ];
    abouts.into_iter().map(About::word)
}

fn stages() -> impl Iterator<Item = String> {
    let stages = [
        Stage::Requested,
        Stage::Cleared,
        Stage::Held,
        Stage::UnderWay(Authority::Authorised),
        Stage::Arrived,
        Stage::Closed,
        Stage::Cancelled,
    ];
    stages.into_iter().map(|stage| stage.words().replace(' ', "-"))
}

/// How code says a message: in Rust, and on the pages in text, in a list of arguments and in a template.
const SAID_BY: [&str; 6] = ["say(", "say_with(", " t(", "{t(", "(t(", ">t("];

/// What the code says: the message named where one is said, and every text that is named like one of a family which
/// code chooses from by a member of an enumeration.
pub fn said_by_code() -> BTreeSet<String> {
    let code = code();
    let texts: Vec<&str> = code.split('"').collect();
    let mut said = BTreeSet::new();
    for pair in texts.windows(2) {
        let [before, text] = pair else { continue };
        let is_name = text.bytes().all(|b| b.is_ascii_lowercase() || b"-_".contains(&b)) && !text.is_empty();
        let is_said = SAID_BY.iter().any(|call| before.trim_end().ends_with(call));
        let families = [
            "bar-",
            "verdict-",
            "effect-",
            "role-",
            "reason-",
            "bound-",
            "term-",
            "span-",
            "record-",
            "entry-",
            "again-",
            "rules-",
            "note-",
            "page-",
            "problem-",
            "hint-",
            "needed-",
            "instead-",
            "notice-order-",
            "period-",
            "not-enrolled-",
            "no-such-",
            "not-addressed-",
            "erasure-",
            "unfit-",
            "takes-",
            "roads-",
        ];
        if is_name && (is_said || families.iter().any(|family| text.starts_with(family))) {
            said.insert((*text).to_owned());
        }
    }
    said
}

/// All code but tests: of the crates, and of the pages with their quotes as in Rust.
pub fn code() -> String {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut code = String::new();
    for directory in fs::read_dir(&crates).unwrap() {
        read(&directory.unwrap().path().join("src"), &["rs"], &mut code);
    }
    let mut pages = String::new();
    read(&crates.join("../web/src"), &["ts", "svelte"], &mut pages);
    code + &pages.replace('\'', "\"")
}

fn read(directory: &PathBuf, endings: &[&str], code: &mut String) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(&path, endings, code);
        } else if path.extension().is_some_and(|extension| endings.iter().any(|ending| extension == *ending))
        {
            code.push_str(&fs::read_to_string(path).unwrap());
        }
    }
}
