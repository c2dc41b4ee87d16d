//! What somebody says by radio or telephone, typed by an operator as it is said: `0412 CP3 0915`, the movement, the point
//! it passed and the hour. Five seconds lie between two calls, so the order of the three is free where only one reading
//! makes sense, digits are those of the operator's keyboard, and what is left out is now.
//!
//! Which numbers and points there are is the reader's to say ([`Ground`]): without it `0412` is as good an hour as a number.

mod hour;
mod letters;

use model::{Instant, Span, Word};

use hour::hour;
pub use letters::digit;
use letters::tokens;

/// The longest line, in bytes; ours: several times what is said in one breath.
pub const LONGEST: usize = 200;
/// The most words of a line: the movement, the point, the hour, and the word that says how it is with whoever speaks.
pub const MOST: usize = 4;
/// An hour so little ahead of the room's clock counts as now: the speaker's watch is ahead, and what was passed yesterday at
/// this minute nobody reports. Ours: what watches set by hand differ by.
pub const AHEAD: Span = Span::minutes(2);

/// What there is to speak of.
pub trait Ground {
    /// The number of the movement that is called so, if one is.
    fn movement(&self, said: &str) -> Option<Word>;
    /// The names of this movement's points, in its order.
    fn points(&self, movement: &Word) -> Vec<Word>;
}

/// A line as it is understood.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spoken {
    /// The movement's number.
    pub movement: Word,
    /// The point that was passed; without one, that all is well.
    pub point: Option<Point>,
    /// What was said for that point, in small letters, if it was only the end of its name. It may be a word that is agreed, too.
    pub by_end: Option<String>,
    /// When, if it was said: the latest such hour that is not in the future.
    pub at: Option<Instant>,
    /// The word that was said beside, in small letters. It may be one that is agreed: it is compared, and kept nowhere.
    pub word: Option<String>,
}

/// A point that was named.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Point {
    /// Its name: as the order has it, or in capitals as it was said.
    pub name: Word,
    /// Whether the order has it.
    pub known: bool,
}

/// Why a line is not understood.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Unread {
    /// It says nothing.
    #[error("nothing is said")]
    Empty,
    /// It has more than [`LONGEST`] bytes or [`MOST`] words.
    #[error("it is too long: the movement, the point, the hour")]
    TooLong,
    /// None of it is a movement.
    #[error("none of it is the number of a movement")]
    NoMovement,
    /// Something is left over that is neither a point nor an hour.
    #[error("`{0}` is neither a point nor an hour")]
    Unknown(String),
    /// What was said for a point is the end of the names of several.
    #[error("`{said}` is the end of several points")]
    WhichPoint {
        /// What was said.
        said: String,
        /// The points.
        points: Vec<Word>,
    },
    /// More than one reading makes sense.
    #[error("it can be read in more than one way: say the movement first, then the point, then the hour")]
    Ambiguous,
}

/// Reads a line typed at `now`, where local clocks stand `offset` ahead of UTC.
///
/// # Errors
/// When it makes no sense, or more than one.
pub fn read(line: &str, now: Instant, offset: Span, ground: &dyn Ground) -> Result<Spoken, Unread> {
    let tokens = tokens(line)?;
    let mut readings: Vec<Reading> = Vec::new();
    Reader { tokens: &tokens, now, offset, ground }.every(&mut Reading::default(), 0, &mut readings);
    let best = readings.iter().map(Reading::doubt).min();
    let mut sound = readings.into_iter().filter(|reading| Some(reading.doubt()) == best);
    match (sound.next(), sound.next()) {
        (Some(Reading { which: Some((said, points)), .. }), None) => Err(Unread::WhichPoint { said, points }),
        (Some(reading), None) => reading.spoken().ok_or(Unread::NoMovement),
        (Some(_), Some(_)) => Err(Unread::Ambiguous),
        (None, _) => Err(why_none(&tokens, ground)),
    }
}

/// What of a line no reading could place.
fn why_none(tokens: &[String], ground: &dyn Ground) -> Unread {
    let movement = tokens.iter().position(|token| ground.movement(token).is_some());
    match movement {
        None => Unread::NoMovement,
        // The last is where people mistype the hour.
        Some(at) => {
            let rest = tokens.iter().enumerate().rev().find(|(n, _)| *n != at);
            rest.map_or(Unread::Ambiguous, |(_, token)| Unread::Unknown(token.clone()))
        }
    }
}

struct Reader<'a> {
    tokens: &'a [String],
    now: Instant,
    offset: Span,
    ground: &'a dyn Ground,
}

/// One way to read a line: what each word would be.
#[derive(Clone, Default)]
struct Reading {
    movement: Option<(usize, Word)>,
    point: Option<(usize, Point)>,
    by_end: Option<String>,
    /// What was said for the point, and the points whose names end so, if several do.
    which: Option<(String, Vec<Word>)>,
    at: Option<(usize, Instant)>,
    word: Option<(usize, String)>,
}

impl Reader<'_> {
    /// Every reading of the words from `n` on: at most four words in four places.
    fn every(&self, so_far: &mut Reading, n: usize, all: &mut Vec<Reading>) {
        let Some(token) = self.tokens.get(n) else {
            all.extend(self.with_point(so_far));
            return;
        };
        if so_far.movement.is_none()
            && let Some(number) = self.ground.movement(token)
        {
            so_far.movement = Some((n, number));
            self.every(so_far, n + 1, all);
            so_far.movement = None;
        }
        if so_far.at.is_none()
            && let Some(at) = hour(token, self.now, self.offset)
        {
            so_far.at = Some((n, at));
            self.every(so_far, n + 1, all);
            so_far.at = None;
        }
        if so_far.point.is_none()
            && let Ok(name) = token.to_uppercase().parse()
        {
            so_far.point = Some((n, Point { name, known: false }));
            self.every(so_far, n + 1, all);
            so_far.point = None;
        }
        // An hour that was mistyped has digits, a word that was agreed has none.
        if so_far.word.is_none() && !token.contains(|c: char| c.is_numeric()) {
            so_far.word = Some((n, token.to_lowercase()));
            self.every(so_far, n + 1, all);
            so_far.word = None;
        }
    }

    /// A whole reading has a movement; its point is looked up in that movement's order. One that is not there begins with
    /// a letter: other things are hours that were mistyped.
    fn with_point(&self, reading: &Reading) -> Option<Reading> {
        let (_, movement) = reading.movement.as_ref()?;
        let mut reading = reading.clone();
        if let Some((n, point)) = &mut reading.point {
            let said = self.tokens.get(*n)?;
            match called(&self.ground.points(movement), said) {
                Called::So(name) => *point = Point { name, known: true },
                Called::AtTheEnd(name) => {
                    *point = Point { name, known: true };
                    reading.by_end = Some(said.to_lowercase());
                }
                Called::Several(points) => {
                    point.known = true;
                    reading.which = Some((said.clone(), points));
                }
                Called::Nothing if said.starts_with(char::is_alphabetic) => {}
                Called::Nothing => return None,
            }
        }
        Some(reading)
    }
}

/// Which of some points is meant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Called {
    /// The one of that name.
    So(Word),
    /// The only one whose name ends so.
    AtTheEnd(Word),
    /// Each of these ends so.
    Several(Vec<Word>),
    /// None.
    Nothing,
}

/// Which of these points is called so, in whatever case: the one of that name, or that whose name ends so after a stroke or a
/// point, as people call it: `SITE-1` is `DEMO-SITE-1`. A word of letters only that several end with is none of them: it may
/// be the word that was agreed, which no list of points may answer.
#[must_use]
pub fn called(points: &[Word], said: &str) -> Called {
    if let Some(name) = points.iter().find(|name| name.as_str().eq_ignore_ascii_case(said)) {
        return Called::So(name.clone());
    }
    let ends_so = |name: &&Word| {
        let start = name.as_str().len().checked_sub(said.len()).filter(|start| *start > 0);
        let parts = start.and_then(|start| name.as_str().split_at_checked(start));
        parts.is_some_and(|(before, end)| {
            before.ends_with(['-', '/', '.', '_']) && !said.is_empty() && end.eq_ignore_ascii_case(said)
        })
    };
    let ending: Vec<Word> = points.iter().filter(ends_so).cloned().collect();
    match &ending[..] {
        [] => Called::Nothing,
        [only] => Called::AtTheEnd(only.clone()),
        _ if said.chars().all(char::is_alphabetic) => Called::Nothing,
        _ => Called::Several(ending),
    }
}

impl Reading {
    /// What speaks against it, the weightiest first: that something is no more than a word, that the order has no such
    /// point, that it is not in the order in which such lines are said.
    fn doubt(&self) -> (bool, bool, bool) {
        let unknown = self.point.as_ref().is_some_and(|(_, point)| !point.known);
        let places = [
            self.movement.as_ref().map(|(n, _)| *n),
            self.point.as_ref().map(|(n, _)| *n),
            self.at.as_ref().map(|(n, _)| *n),
            self.word.as_ref().map(|(n, _)| *n),
        ];
        let disordered = !places.into_iter().flatten().is_sorted();
        (self.word.is_some(), unknown, disordered)
    }

    fn spoken(self) -> Option<Spoken> {
        Some(Spoken {
            movement: self.movement?.1,
            point: self.point.map(|(_, point)| point),
            by_end: self.by_end,
            at: self.at.map(|(_, at)| at),
            word: self.word.map(|(_, word)| word),
        })
    }
}
