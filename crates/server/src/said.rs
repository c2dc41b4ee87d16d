//! What somebody says about facts, as the API takes it: paths and plain values, read by the schema.

use conduct::command::Statement;
use model::{
    Claim, Dossier, Instant, Nature, Path, Quantity, Source, Value, Word,
    schema::{Type, attribute_at},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{problem::Problem, shapes, stated::at};

/// The most facts of one request.
const MOST: usize = 5000;

/// One fact, as somebody says it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Said {
    /// Where it stands, such as `vehicles[SPU-7].plate`, or `vehicles.complete` for "there are no others".
    #[schema(value_type = shapes::FactPath)]
    pub path: String,
    /// What is said: yes or no, a whole number, or a text: a word, a time (RFC 3339), a day (`2026-11-24`), a
    /// quantity with its unit (`150 m`, `2 h`), a place (`34.93,72.88`).
    #[schema(value_type = shapes::Plain)]
    pub value: serde_json::Value,
    /// Who says so, if not you: a laboratory, an agency. For what was found or done; the order speaks for itself.
    #[serde(default)]
    #[schema(value_type = Option<shapes::Word>)]
    pub by: Option<String>,
    /// When it was so (RFC 3339); left out: now.
    #[serde(default)]
    #[schema(value_type = Option<shapes::Moment>)]
    pub observed: Option<String>,
    /// From when on it is worth nothing (RFC 3339).
    #[serde(default)]
    #[schema(value_type = Option<shapes::Moment>)]
    pub valid_until: Option<String>,
    /// Whose contradicting words this settles.
    #[serde(default)]
    #[schema(value_type = Vec<shapes::Word>)]
    pub settles: Vec<String>,
}

/// Reads facts as statements. What the order says is the order's word, whoever amends it; anything else is the
/// word of whoever is named, or of the speaker's agency.
pub(crate) fn statements(said: &[Said], agency: &Word, now: Instant) -> Result<Vec<Statement>, Problem> {
    if said.len() > MOST {
        return Err(Problem::malformed(|words| {
            words.say_with("problem-too-many-facts", [("most", MOST.to_string().into())])
        })
        .at("facts"));
    }
    said.iter()
        .enumerate()
        .map(|(i, one)| statement(one, agency, now).map_err(|p| p.within(&format!("facts[{i}]"))))
        .collect()
}

/// Reads facts as an order.
pub(crate) fn order(said: &[Said], agency: &Word, now: Instant) -> Result<Dossier, Problem> {
    let mut plan = Dossier::default();
    for (i, Statement { path, claim }) in statements(said, agency, now)?.into_iter().enumerate() {
        plan.say(&path, claim).map_err(|error| Problem::from(error).at(format!("facts[{i}]")))?;
    }
    Ok(plan)
}

fn statement(said: &Said, agency: &Word, now: Instant) -> Result<Statement, Problem> {
    let path: Path = said.path.parse()?;
    let attribute = attribute_at(&path)?;
    let value = value(attribute.takes, &said.value)
        .ok_or_else(|| Problem::mistyped(path.to_string(), attribute, &said.value))?;
    attribute.accepts(&path, &value)?;
    let word = |text: &String| text.parse::<Word>().map_err(|_| Problem::not_a_word(text));
    let moment = |text: &Option<String>, place| text.as_deref().map(|text| at(text, place)).transpose();
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
        observed: moment(&said.observed, "observed")?.unwrap_or(now),
        valid_until: moment(&said.valid_until, "valid_until")?,
        settles: said.settles.iter().map(word).collect::<Result<_, _>>()?,
    };
    Ok(Statement { path, claim })
}

fn constant(text: &'static str) -> Result<Word, Problem> {
    text.parse().map_err(|_| Problem::not_a_word(text))
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
