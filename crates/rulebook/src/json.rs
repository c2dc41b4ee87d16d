//! Judgements and fixes as the command line and the server print them: times as RFC 3339, values as people
//! write them, reasons in words.

use model::{Claim, Instant, party::Role, value::Plain};
use serde::{Serialize, Serializer, ser::SerializeStruct};

use crate::{
    Evaluation, Judgement, Verdict,
    expression::FactUse,
    fix::{Setting, Step},
    remedy::{Measure, Remedy},
};

/// A moment, or null.
struct Moment(Option<Instant>);

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Some(moment) => to.collect_str(&moment),
            None => to.serialize_none(),
        }
    }
}

struct Said<'a>(&'a Claim);

impl Serialize for Said<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Claim { value, source, observed, valid_until, .. } = self.0;
        let mut said = to.serialize_struct("claim", 5)?;
        said.serialize_field("value", &Plain(value))?;
        said.serialize_field("source", &source.cite)?;
        said.serialize_field("by", &source.by)?;
        said.serialize_field("observed", &Moment(Some(*observed)))?;
        said.serialize_field("valid_until", &Moment(*valid_until))?;
        said.end()
    }
}

struct Read<'a>(&'a FactUse);

impl Serialize for Read<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let FactUse { path, state, claims, decisive } = self.0;
        let mut read = to.serialize_struct("fact", 4)?;
        read.serialize_field("path", path)?;
        read.serialize_field("state", state)?;
        read.serialize_field("decisive", decisive)?;
        read.serialize_field("claims", &claims.iter().map(Said).collect::<Vec<_>>())?;
        read.end()
    }
}

/// What can be done, as the rule has it.
struct Doing<'a>(&'a Measure, Role);

impl Serialize for Doing<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Doing(measure, owner) = self;
        let mut doing = to.serialize_struct("measure", 3)?;
        doing.serialize_field("action", &measure.action)?;
        doing.serialize_field("owner", &measure.owner.unwrap_or(*owner))?;
        doing.serialize_field("text", &measure.to_string())?;
        doing.end()
    }
}

fn doings(remedy: &Remedy, owner: Role) -> Vec<Doing<'_>> {
    remedy.measures.iter().map(|measure| Doing(measure, owner)).collect()
}

impl Serialize for Judgement {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let rule = &self.rule;
        // What mends a rule is of interest where it stands in the way, waived or not.
        let remedies = if self.underlying.obstructs() { rule.remedies.as_slice() } else { &[] };
        let mut judgement = to.serialize_struct("judgement", 11)?;
        judgement.serialize_field("id", &rule.id)?;
        judgement.serialize_field("title", &rule.title)?;
        judgement.serialize_field("verdict", &self.verdict)?;
        match self.verdict {
            Verdict::Waived => judgement.serialize_field("underlying", &self.underlying)?,
            _ => judgement.skip_field("underlying")?,
        }
        judgement.serialize_field("effect", &rule.effect)?;
        judgement.serialize_field("reason", &self.reason.to_string())?;
        judgement.serialize_field("facts", &self.facts.iter().map(Read).collect::<Vec<_>>())?;
        judgement
            .serialize_field("remedy", &remedies.iter().map(|r| doings(r, rule.owner)).collect::<Vec<_>>())?;
        judgement.serialize_field("owner", &rule.owner)?;
        judgement.serialize_field("source", &rule.source)?;
        judgement.serialize_field("basis", &rule.basis)?;
        judgement.end()
    }
}

impl Serialize for Evaluation {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut evaluation = to.serialize_struct("evaluation", 2)?;
        evaluation.serialize_field("rules", &self.rules)?;
        evaluation.serialize_field("valid_until", &Moment(self.valid_until))?;
        evaluation.end()
    }
}

impl Serialize for Setting {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut setting = to.serialize_struct("setting", 2)?;
        setting.serialize_field("path", &self.path)?;
        setting.serialize_field("value", &Plain(&self.value))?;
        setting.end()
    }
}

impl Serialize for Step {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut step = to.serialize_struct("step", 9)?;
        step.serialize_field("action", &self.action)?;
        step.serialize_field("owner", &self.owner)?;
        step.serialize_field("text", &self.to_string())?;
        step.serialize_field("subject", &self.subject)?;
        step.serialize_field("mends", &self.mends)?;
        step.serialize_field("not_before", &Moment(self.not_before))?;
        step.serialize_field("sets", &self.sets)?;
        step.serialize_field("drops", &self.drops)?;
        step.serialize_field("brings", &self.brings)?;
        step.end()
    }
}
