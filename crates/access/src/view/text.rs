//! Words that lie in the vault, and people by name: read for whoever may see the place they stand in.

use model::{
    Word,
    id::TextId,
    party::{Actor, Role},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::shapes;

/// Reads the vault. A destroyed text is gone for everybody.
pub trait Texts {
    /// The words, if they are still there.
    fn words(&self, id: TextId) -> Option<String>;
    /// The name somebody was enrolled under.
    fn name(&self, actor: &Actor) -> Option<String>;
}

/// Somebody's words, or that they were destroyed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct Text {
    /// The words; `null` once they were destroyed.
    pub words: Option<String>,
}

/// Who did something.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct ActorView {
    /// In what role.
    #[schema(value_type = shapes::ActorRole)]
    pub role: Role,
    /// For which agency.
    #[schema(value_type = String, example = "spu")]
    pub agency: Word,
    /// By name, if the name is still kept.
    pub name: Option<String>,
}

impl Text {
    pub(crate) fn of(id: TextId, texts: &dyn Texts) -> Self {
        Text { words: texts.words(id) }
    }
}

impl ActorView {
    pub(crate) fn of(actor: &Actor, texts: &dyn Texts) -> Self {
        ActorView { role: actor.role, agency: actor.agency.clone(), name: texts.name(actor) }
    }
}
