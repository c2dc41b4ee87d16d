//! The rulebooks in force.

use std::sync::Arc;

use access::Action;
use axum::{Json, extract::State};
use conduct::{Act, Pinned};
use model::Word;
use ops::submission::RulebookFile;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::answers::Done;
use crate::{
    body::Body,
    caller::Caller,
    command::Doing,
    gate,
    house::House,
    language::Reader,
    problem::Problem,
    shapes,
    stated::{said, word},
};

pub(super) fn routes(house: &Arc<House>) -> OpenApiRouter<Arc<House>> {
    OpenApiRouter::new()
        .routes(gate::is(house, Action::ReadRulebooks, routes!(read_rulebooks)))
        .routes(gate::does(house, Action::AdoptRulebooks, routes!(adopt_rulebooks)))
}

/// The rules in force.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct InForce {
    /// The rulebooks, by the SHA-256 of their files.
    pub rulebooks: Vec<String>,
    /// Every rule, in their order.
    pub rules: Vec<RuleLine>,
    /// Rules that were switched off.
    #[schema(value_type = Vec<String>)]
    pub switched_off: Vec<Word>,
}

/// One rule in force.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RuleLine {
    /// Its identifier.
    #[schema(value_type = String)]
    pub id: Word,
    /// What it asks, in the reader's language if its author wrote it in that.
    pub title: String,
    /// Whether it refuses, or only warns.
    pub refuses: bool,
    /// Who may waive it, if anybody may.
    pub waivable_by: Option<&'static str>,
    /// Who mends what it asks.
    pub owner: &'static str,
}

/// The rulebooks in force.
#[utoipa::path(get, path = "/rulebooks", tag = "rulebooks",
    responses((status = 200, body = InForce)))]
async fn read_rulebooks(
    State(house): State<Arc<House>>,
    Caller(_): Caller,
    reader: Reader,
) -> Result<(Reader, Json<InForce>), Problem> {
    Ok((reader, Json(house.window.in_force(reader.words())?)))
}

/// Rulebooks to take into force.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Adoption {
    /// The rulebooks, in order, as their files.
    rulebooks: Vec<RulebookText>,
    /// Single rules that do not apply here.
    #[serde(default)]
    #[schema(value_type = Vec<shapes::Word>)]
    switched_off: Vec<String>,
    /// Why rules are switched off; required if any is.
    #[schema(value_type = Option<shapes::Words>)]
    reason: Option<String>,
}

/// A rulebook's file.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RulebookText {
    /// Its name, for faults.
    name: String,
    /// Its text (TOML).
    text: String,
}

/// Take rulebooks into force. Every open movement is judged by them at once.
#[utoipa::path(put, path = "/rulebooks", tag = "rulebooks", request_body = Adoption,
    responses((status = 200, body = Done)))]
async fn adopt_rulebooks(mut by: Doing, Body(adoption): Body<Adoption>) -> Result<Json<Done>, Problem> {
    let files: Vec<RulebookFile> = adoption
        .rulebooks
        .into_iter()
        .map(|file| RulebookFile { name: file.name, text: file.text })
        .collect();
    let switched_off = adoption.switched_off.iter().enumerate();
    let switched_off =
        switched_off.map(|(i, rule)| word(rule, &format!("switched_off[{i}]"))).collect::<Result<_, _>>()?;
    let pinned = Pinned { rulebooks: files.iter().map(RulebookFile::digest).collect(), switched_off };
    let reason = adoption.reason.as_deref().map(|reason| said(reason, "reason")).transpose()?;
    let because = reason.map(|reason| by.keep(reason));
    by.adopting(files).does(Act::AdoptRulebooks { pinned, because }).await
}
