//! What somebody says by voice, understood by what the room knows; and when nothing else can be heard.

use access::{
    Part, Viewer,
    view::{self, SilenceView},
};
use conduct::{
    Movement, State,
    voice::{LATE, Reporter, Spoken as Said, is_before_departure},
};
use links::spoken::{self, Called, Ground, Point, Spoken, Unread};
use model::{Instant, Path, Span, Word, id::MovementId};

use super::{Seen, Window, look};
use crate::{problem::Problem, routes::Understood};

/// A line as it is understood, and why it is not taken so, if it is not: a word that was said beside it counts all the same.
pub(crate) struct Heard {
    pub spoken: Spoken,
    pub understood: Understood,
    pub refused: Option<Problem>,
}

impl Window {
    /// A line of voice traffic, as it is understood now.
    pub fn hear(&self, viewer: &Viewer, line: &str) -> Result<Seen<Heard>, Problem> {
        let (picture, now) = (self.picture(), self.now());
        let known = Known { state: &picture.state };
        let spoken = spoken::read(line, now, picture.state.offset.0, &known).map_err(problem)?;
        self.understood(viewer, spoken, now)
    }

    /// The same of its parts.
    pub fn hear_parts(
        &self,
        viewer: &Viewer,
        number: &str,
        point: Option<Word>,
        at: Option<Instant>,
        word: Option<String>,
    ) -> Result<Seen<Heard>, Problem> {
        let picture = self.picture();
        let known = Known { state: &picture.state };
        let movement = known.movement(number).ok_or_else(|| problem(Unread::NoMovement).at("movement"))?;
        let (mut by_end, mut named) = (None, None);
        if let Some(said) = point {
            named = Some(match spoken::called(&known.points(&movement), said.as_str()) {
                Called::So(name) => Point { name, known: true },
                Called::AtTheEnd(name) => {
                    by_end = Some(said.as_str().to_lowercase());
                    Point { name, known: true }
                }
                Called::Several(points) => {
                    let said = said.to_string();
                    return Err(problem(Unread::WhichPoint { said, points }).at("point"));
                }
                Called::Nothing => Point { name: said, known: false },
            });
        }
        self.understood(viewer, Spoken { movement, point: named, by_end, at, word }, self.now())
    }

    fn understood(&self, viewer: &Viewer, spoken: Spoken, now: Instant) -> Result<Seen<Heard>, Problem> {
        let picture = self.picture();
        let id = *picture.state.numbers.get(&spoken.movement).ok_or_else(Problem::not_there)?;
        let sight = look(&picture, viewer, id, now)?;
        let whole = picture.state.movement(id);
        let names_points = whole.is_some_and(|movement| !points(&picture.state, movement).is_empty());
        let at = spoken.at.unwrap_or(now);
        let early = whole.filter(|movement| is_before_departure(movement, at));
        let refused = early.map(|movement| before_departure(movement, at, picture.state.offset.0));
        let understood = Understood {
            movement: id,
            number: spoken.movement.clone(),
            point: spoken.point.as_ref().map(|point| point.name.clone()),
            point_known: spoken.point.as_ref().filter(|_| names_points).map(|point| point.known),
            at: at.to_string(),
            late: at.saturating_add(LATE) < now,
            word: spoken.word.is_some(),
            said_by: whole.and_then(|movement| said_by(&picture.state, movement)).map(|who| who.to_string()),
        };
        let sights = vec![(id, sight.only(&[Part::Number]))];
        Ok(Seen { view: Heard { spoken, understood, refused }, sights })
    }

    /// What was heard of a movement, as the page names it: times to the second, and of several that look the same the last.
    pub fn heard_of(&self, movement: MovementId, named: &Said) -> Option<Said> {
        let picture = self.picture();
        let times = |one: &Said| [one.stated_at.to_string(), one.received_at.to_string()];
        let is_meant = |one: &&Said| times(one) == times(named) && one.point == named.point;
        picture.state.movement(movement)?.heard.iter().rev().find(is_meant).cloned()
    }

    /// The silences that are planned for.
    pub fn silences(&self, viewer: &Viewer) -> Vec<SilenceView> {
        view::silences(&self.picture().state, viewer)
    }
}

/// What there is to speak of.
struct Known<'a> {
    state: &'a State,
}

impl Ground for Known<'_> {
    /// The number as it stands, in whatever case; or the end of one open movement's number, as people call it: `0412` is
    /// `SC-2026-0412`. Where two end so, neither is meant.
    fn movement(&self, said: &str) -> Option<Word> {
        if let Some((number, _)) = self.state.numbers.get_key_value(said) {
            return Some(number.clone());
        }
        let open = || self.state.open.iter().filter_map(|id| self.state.movement(*id)).map(|it| &it.number);
        let whole = |number: &&Word| number.as_str().eq_ignore_ascii_case(said);
        let end = |number: &&Word| {
            let last = number.as_str().rsplit(['-', '/', '.', '_']).next();
            last.is_some_and(|last| last.eq_ignore_ascii_case(said))
        };
        only(open().filter(whole)).or_else(|| only(open().filter(end))).cloned()
    }

    fn points(&self, movement: &Word) -> Vec<Word> {
        let movement = self.state.numbers.get(movement).and_then(|id| self.state.movement(*id));
        movement.map_or(Vec::new(), |movement| points(self.state, movement))
    }
}

/// The points of an order: checkpoints, phase lines.
fn points(state: &State, movement: &Movement) -> Vec<Word> {
    "points".parse::<Path>().map(|list| conduct::listed(state, movement, &list)).unwrap_or_default()
}

/// Who speaks for a movement unless somebody else is named: whoever of those whom orders name did last, or else its only commander.
fn said_by(state: &State, movement: &Movement) -> Option<Path> {
    let named = movement.heard.iter().filter_map(|heard| match &heard.reporter {
        Some(Reporter::Named(who)) => Some((heard.received_at, who)),
        _ => None,
    });
    if let Some((_, who)) = named.max_by_key(|(at, _)| *at) {
        return Some(who.clone());
    }
    let list: Path = "commanders".parse().ok()?;
    only(conduct::listed(state, movement, &list).into_iter()).map(|label| list.item(&label))
}

fn only<T>(mut those: impl Iterator<Item = T>) -> Option<T> {
    those.next().filter(|_| those.next().is_none())
}

/// Says how it was understood: an hour that is still to come is read as yesterday's.
fn before_departure(movement: &Movement, at: Instant, offset: Span) -> Problem {
    let number = movement.number.to_string();
    let (at, left) = (
        at.display_local(offset),
        movement.departed.map(|left| left.display_local(offset)).unwrap_or_default(),
    );
    Problem::malformed(move |words| {
        let understood =
            [("number", number.as_str().into()), ("at", at.as_str().into()), ("left", left.as_str().into())];
        words.say_with("problem-voice-before-departure", understood)
    })
    .at("at")
}

fn problem(unread: Unread) -> Problem {
    Problem::malformed(move |words| match &unread {
        Unread::Empty => words.say("problem-voice-empty"),
        Unread::TooLong => words.say("problem-voice-too-long"),
        Unread::NoMovement => words.say("problem-voice-no-movement"),
        Unread::Unknown(said) => words.say_with("problem-voice-unknown", [("said", said.as_str().into())]),
        Unread::WhichPoint { said, points } => {
            let points: Vec<String> = points.iter().map(Word::to_string).collect();
            let named = [("said", said.as_str().into()), ("points", words.list(&points).into())];
            words.say_with("problem-voice-which", named)
        }
        Unread::Ambiguous => words.say("problem-voice-ambiguous"),
    })
}
