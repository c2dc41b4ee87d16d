//! Reasons in English, for somebody who has never seen an expression.

use std::fmt;

use model::{Instant, Span, Value, Word};

use super::{
    reason::{Bound, Part, Reason, Said, Vouched},
    tree::Relation,
};

/// Parts joined by semicolons, and how many more there are.
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, part) in self.parts.iter().enumerate() {
            if i > 0 {
                f.write_str("; ")?;
            }
            part.write(f, self.offset)?;
        }
        match self.more {
            0 => Ok(()),
            more => write!(f, "; and {more} more"),
        }
    }
}

impl Part {
    fn write(&self, f: &mut fmt::Formatter<'_>, offset: Span) -> fmt::Result {
        let show = |value: &Value| shown(value, offset);
        match self {
            Part::Is { fact, value } => write!(f, "{fact} is {}", show(value)),
            Part::Compared { what, value, relation, bound, holds } => {
                write!(f, "{what} is {}", show(value))?;
                compared(f, value, *relation, bound, *holds, offset)
            }
            Part::Among { what, value, values, inside, holds } => {
                let values: Vec<String> = values.iter().map(show).collect();
                let needs = if *holds { "" } else { "needs " };
                let quantity = if *inside { "one" } else { "none" };
                write!(f, "{what} is {}, {needs}{quantity} of {}", show(value), values.join(", "))
            }
            Part::Missing { fact } => write!(f, "nobody has said {fact}"),
            Part::Stale { fact, since, value } => {
                write!(f, "{fact} expired{} (it was {})", on(*since, offset), show(value))
            }
            Part::Contradictory { fact, said } => {
                write!(f, "{fact}: sources disagree ({})", told(said, offset))
            }
            Part::Incomplete { list, vouched } => match vouched {
                Vouched::ByNobody => write!(f, "nobody vouches that the list of {list} is complete"),
                Vouched::Denied => write!(f, "the list of {list} is said not to be complete"),
                Vouched::Expired { since } => {
                    write!(f, "the word that the list of {list} is complete expired{}", on(*since, offset))
                }
                Vouched::Disputed { said } => {
                    write!(
                        f,
                        "{list}: sources disagree whether the list is complete ({})",
                        told(said, offset)
                    )
                }
            },
            Part::Empty { list } => write!(f, "the list of {list} is complete and empty"),
            Part::Each { list, count } => write!(f, "it holds for each of the {count} in {list}"),
            Part::NoneOf { list, count } => write!(f, "it holds for none of the {count} in {list}"),
            Part::Several { list, items } => {
                let items: Vec<&str> = items.iter().map(Word::as_str).collect();
                write!(f, "it holds for {} of {list}: {}", items.len(), items.join(", "))
            }
            Part::Constant { holds: true } => f.write_str("the rule itself says so"),
            Part::Constant { holds: false } => f.write_str("the rule itself rules it out"),
        }
    }
}

fn compared(
    f: &mut fmt::Formatter<'_>,
    value: &Value,
    relation: Relation,
    bound: &Bound,
    holds: bool,
    offset: Span,
) -> fmt::Result {
    let of_time = matches!(value, Value::Time(_) | Value::Day(_));
    let how = match relation {
        Relation::Equal if holds => return Ok(()),
        Relation::Equal => "",
        Relation::NotEqual if holds => "not ",
        Relation::NotEqual => "anything but ",
        Relation::Less if of_time => "before ",
        Relation::Less => "less than ",
        Relation::AtMost if of_time => "no later than ",
        Relation::AtMost => "at most ",
        Relation::More if of_time => "after ",
        Relation::More => "more than ",
        Relation::AtLeast if of_time => "no earlier than ",
        Relation::AtLeast => "at least ",
    };
    write!(f, ", {}{how}", if holds { "" } else { "needs " })?;
    match &bound.text {
        Some(text) => write!(f, "{text} ({})", shown(&bound.value, offset)),
        None => f.write_str(&shown(&bound.value, offset)),
    }
}

/// A value as people on the ground read it: times by their own clocks.
pub(super) fn shown(value: &Value, offset: Span) -> String {
    match value {
        Value::Time(moment) => moment.display_local(offset),
        other => other.to_string(),
    }
}

fn on(moment: Option<Instant>, offset: Span) -> String {
    let Some(moment) = moment else { return String::new() };
    let text = moment.display_local(offset);
    format!(" {}", text.strip_suffix(" 00:00").unwrap_or(&text))
}

fn told(said: &[Said], offset: Span) -> String {
    let each = said.iter().map(|said| format!("{}: {}", said.by, shown(&said.value, offset)));
    each.collect::<Vec<_>>().join("; ")
}
