//! The facts of the demonstration's movements: those of `cases/demo-airport-run.toml`, brought to today and changed
//! here and there.

use conduct::command::Statement;
use model::{Claim, Day, Dossier, Instant, Path, Segment, Span, Value, Word};

use crate::{case, shipped};

/// Facts about one movement, to be changed before they become an order.
#[derive(Clone)]
pub(super) struct Facts {
    said: Vec<(Path, Claim)>,
}

impl Facts {
    /// The airport run as if it were told at `now`: everything is moved by as much as lies between.
    pub fn of_the_airport_run(now: Instant, offset: Span) -> anyhow::Result<Self> {
        let (name, text) = shipped::DEMONSTRATION[1];
        let case = case::parse(name, text.as_bytes(), now)?;
        let by = now.since(case.at.now);
        let days = now.day(offset).since(case.at.now.day(case.at.offset));
        let moved = |(path, claim): (Path, Claim)| (path, moved(claim, by, (days, offset), now));
        let said = case.facts.facts().into_iter();
        let said =
            said.flat_map(|(path, claims)| claims.iter().map(move |claim| (path.clone(), claim.clone())));
        Ok(Facts { said: said.filter(|(path, _)| !is_done_not_said(path)).map(moved).collect() })
    }

    /// The same with another word for one fact; nobody had said it before, or the order had.
    pub fn with(mut self, path: &str, value: Value) -> anyhow::Result<Self> {
        let path: Path = path.parse()?;
        let like = self.said.iter().find(|(known, _)| *known == path).or_else(|| self.said.first());
        let (_, like) = like.ok_or_else(|| anyhow::anyhow!("the demonstration says nothing"))?;
        let claim = Claim { value, ..like.clone() };
        self.said.retain(|(known, _)| *known != path);
        self.said.push((path, claim));
        Ok(self)
    }

    /// The same with a second word for one fact, of another origin.
    pub fn disputed(mut self, path: &str, value: Value, by: &str) -> anyhow::Result<Self> {
        let path: Path = path.parse()?;
        let known = self.said.iter().find(|(known, _)| *known == path);
        let (_, claim) = known.ok_or_else(|| anyhow::anyhow!("the demonstration does not say {path}"))?;
        let mut claim = Claim { value, ..claim.clone() };
        claim.source.by = Some(by.parse()?);
        self.said.push((path, claim));
        Ok(self)
    }

    /// The same without whatever stands at these places.
    pub fn without(mut self, places: &[&str]) -> anyhow::Result<Self> {
        for place in places {
            let place: Path = place.parse()?;
            self.said.retain(|(path, _)| !path.segments().starts_with(place.segments()));
        }
        Ok(self)
    }

    /// The same with other vehicles and people: every label and plate of theirs ends in `nth`.
    pub fn with_others(mut self, nth: u32) -> anyhow::Result<Self> {
        for (path, claim) in &mut self.said {
            *path =
                Path::from(path.segments().iter().map(|segment| relabelled(segment, nth)).collect::<Result<
                    Vec<_>,
                    _,
                >>(
                )?);
            let names_one = path.segments().last().is_some_and(|last| {
                matches!(last, Segment::Attribute(name) if matches!(name.as_str(), "vehicle" | "plate"))
            });
            if let (true, Value::Word(word)) = (names_one, &claim.value) {
                claim.value = Value::Word(other(word, nth)?);
            }
        }
        Ok(self)
    }

    /// What was said last, as evidence.
    pub fn last_said(&self) -> anyhow::Result<Statement> {
        let (path, claim) =
            self.said.last().ok_or_else(|| anyhow::anyhow!("the demonstration says nothing"))?;
        Ok(Statement { path: path.clone(), claim: claim.clone() })
    }

    /// As an order.
    pub fn order(self) -> anyhow::Result<Dossier> {
        let mut order = Dossier::default();
        for (path, claim) in self.said {
            order.say(&path, claim)?;
        }
        Ok(order)
    }
}

/// A claim told later. An hour of the run stays on the run's day: told late in the evening, it departs before midnight.
fn moved(claim: Claim, by: Span, (days, offset): (Span, Span), now: Instant) -> Claim {
    let value = match claim.value {
        Value::Time(at) => {
            let next_day = shifted(shifted(at.day(offset), days), Span::hours(24)).begins(offset);
            Value::Time(at.saturating_add(by).min(next_day.saturating_add(Span::minutes(-1))))
        }
        Value::Day(day) => Value::Day(shifted(day, days)),
        other => other,
    };
    Claim {
        value,
        // What was observed at the beginning of a day may lie ahead by a part of one.
        observed: claim.observed.saturating_add(by).min(now),
        valid_until: claim.valid_until.map(|until| until.saturating_add(by)),
        ..claim
    }
}

fn shifted(day: Day, by: Span) -> Day {
    day.checked_add(by.0 / Span::hours(24).0).unwrap_or(day)
}

/// What a real room learns by a command of its own.
fn is_done_not_said(path: &Path) -> bool {
    let is = |segment: &Segment, names: &[&str]| matches!(segment, Segment::Attribute(a) if names.contains(&a.as_str()));
    path.segments().first().is_some_and(|root| is(root, &["alerts"]))
        || path
            .segments()
            .iter()
            .any(|s| is(s, &["notice", "late_notice", "accepted", "no_objection", "approved"]))
        || path.to_string() == "movement.kind"
}

fn relabelled(segment: &Segment, nth: u32) -> anyhow::Result<Segment> {
    Ok(match segment {
        Segment::Item(label) if is_of_the_convoy(label) => Segment::Item(other(label, nth)?),
        as_it_was => as_it_was.clone(),
    })
}

fn is_of_the_convoy(label: &Word) -> bool {
    ["demo-escort", "demo-car", "demo-driver", "demo-guard"]
        .iter()
        .any(|prefix| label.as_str().starts_with(prefix))
}

fn other(word: &Word, nth: u32) -> anyhow::Result<Word> {
    Ok(format!("{word}-{nth}").parse()?)
}
