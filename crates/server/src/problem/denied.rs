//! Who may not, told with who may.

use access::{Action, Denied};

use super::{Kind, Problem};

impl Problem {
    pub(crate) fn forbidden(action: Action) -> Self {
        Problem::new(Kind::NotYours, move |words| {
            let roles: Vec<String> = action.roles().iter().map(|role| words.role(*role)).collect();
            words.say_with("problem-done-by", [("roles", words.list(&roles).into())])
        })
    }

    /// Why a viewer may not do this.
    pub(crate) fn denied(denied: Denied, action: Action) -> Self {
        match denied {
            Denied::Hidden => Problem::not_there(),
            Denied::Forbidden => Problem::forbidden(action),
        }
    }
}
