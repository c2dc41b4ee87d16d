//! What somebody says about facts, as the API takes it: paths and plain values, read by the schema.

use conduct::command::Statement;
use model::{
    Claim, Dossier, Instant, Nature, Path, Quantity, Source, Value, Word,
    schema::{Type, attribute_at},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::problem::Problem;

/// The most facts of one request.
const MOST: usize = 5000;

/// One fact, as somebody says it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Said {
    /// Where it stands, such as `vehicles[SPU-7].plate`, or `vehicles.complete` for "there are no others".
    pub path: String,
    /// What is said: yes or no, a whole number, or a text: a word, a time (RFC 3339), a day (`2026-11-24`), a
    /// quantity with its unit (`150 m`, `2 h`), a place (`34.93,72.88`).
    #[schema(value_type = serde_json::Value)]
    pub value: serde_json::Value,
    /// Who says so, if not you: a laboratory, an agency. For what was found or done; the order speaks for itself.
    #[serde(default)]
    pub by: Option<String>,
    /// When it was so (RFC 3339); left out: now.
    #[serde(default)]
    pub observed: Option<String>,
    /// From when on it is worth nothing (RFC 3339).
    #[serde(default)]
    pub valid_until: Option<String>,
    /// Whose contradicting words this settles.
    #[serde(default)]
    pub settles: Vec<String>,
}

/// Reads facts as statements. What the order says is the order's word, whoever amends it; anything else is the
/// word of whoever is named, or of the speaker's agency.
pub(crate) fn statements(said: &[Said], agency: &Word, now: Instant) -> Result<Vec<Statement>, Problem> {
    if said.len() > MOST {
        return Err(Problem::malformed(format!("at most {MOST} facts at a time: send several requests")));
    }
    said.iter()
        .enumerate()
        .map(|(i, one)| statement(one, agency, now).map_err(|p| p.at(format!("facts[{i}]"))))
        .collect()
}

/// Reads facts as an order.
pub(crate) fn order(said: &[Said], agency: &Word, now: Instant) -> Result<Dossier, Problem> {
    let mut plan = Dossier::default();
    for (i, Statement { path, claim }) in statements(said, agency, now)?.into_iter().enumerate() {
        plan.say(&path, claim)
            .map_err(|error| Problem::malformed(error.to_string()).at(format!("facts[{i}]")))?;
    }
    Ok(plan)
}

fn statement(said: &Said, agency: &Word, now: Instant) -> Result<Statement, Problem> {
    let malformed = |error: &dyn std::fmt::Display| Problem::malformed(error.to_string());
    let path: Path = said.path.parse().map_err(|error| malformed(&error))?;
    let attribute = attribute_at(&path).map_err(|error| malformed(&error))?;
    let value = value(attribute.takes, &said.value).ok_or_else(|| {
        Problem::malformed(format!("`{path}` takes {}, not {}", attribute.takes, said.value))
    })?;
    attribute.accepts(&path, &value).map_err(|error| malformed(&error))?;
    let word = |text: &String| text.parse::<Word>().map_err(|error| malformed(&error));
    let moment = |text: &String| text.parse::<Instant>().map_err(|error| malformed(&error));
    let by = said.by.as_ref().map(word).transpose()?;
    let source = match attribute.nature {
        Nature::Plan => Source { cite: constant("order")?, by },
        Nature::Act | Nature::Finding => {
            Source { cite: constant("report")?, by: Some(by.unwrap_or_else(|| agency.clone())) }
        }
    };
    let claim = Claim {
        value,
        source,
        observed: said.observed.as_ref().map(moment).transpose()?.unwrap_or(now),
        valid_until: said.valid_until.as_ref().map(moment).transpose()?,
        settles: said.settles.iter().map(word).collect::<Result<_, _>>()?,
    };
    Ok(Statement { path, claim })
}

fn constant(text: &'static str) -> Result<Word, Problem> {
    text.parse().map_err(|error: model::word::NotAWord| Problem::malformed(error.to_string()))
}

/// A plain value of the type a fact takes.
fn value(takes: Type, plain: &serde_json::Value) -> Option<Value> {
    use serde_json::Value as Json;
    match (takes, plain) {
        (Type::Bool, Json::Bool(yes)) => Some(Value::Bool(*yes)),
        (Type::Quantity(unit @ (model::Unit::Count | model::Unit::Money)), Json::Number(n)) => {
            let n = n.as_i64().filter(|n| n.abs() <= model::value::LARGEST)?;
            Some(Value::Quantity(Quantity { n, unit }))
        }
        (Type::Quantity(unit), Json::String(text)) => unit.parse(text).ok().map(Value::Quantity),
        (Type::Word(_), Json::String(text)) => text.parse().ok().map(Value::Word),
        (Type::Time, Json::String(text)) => text.parse().ok().map(Value::Time),
        (Type::Day, Json::String(text)) => text.parse().ok().map(Value::Day),
        (Type::Place, Json::String(text)) => text.parse().ok().map(Value::Place),
        _ => None,
    }
}
