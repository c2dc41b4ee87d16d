//! Why somebody was not let in.

use login::{LoginError, Unfit};
use store::StoreError;

use super::{Kind, Problem};

impl From<LoginError> for Problem {
    fn from(error: LoginError) -> Self {
        let (kind, message) = match error {
            LoginError::Wrong => (Kind::Wrong, "problem-wrong-password"),
            LoginError::WrongCode => (Kind::Wrong, "problem-wrong-code"),
            LoginError::WrongPasskey => (Kind::Wrong, "problem-wrong-passkey"),
            LoginError::NotSignedIn => return Problem::not_signed_in(),
            LoginError::TooMany { until } => {
                return Problem::new(Kind::TooMany, move |words| {
                    words.say_with("problem-try-again-at", [("until", until.to_string().into())])
                });
            }
            LoginError::NotInvited => (Kind::NotGood, "problem-link-not-good"),
            LoginError::NotBegun => (Kind::NotGood, "problem-begin-again"),
            LoginError::NoFactor => (Kind::FactorRequired, "problem-no-factor"),
            LoginError::FactorRequired => (Kind::FactorRequired, "problem-set-up-factor"),
            LoginError::NameTaken { name } => {
                return Problem::new(Kind::NameTaken, move |words| {
                    words.say_with("problem-sign-in-name-taken", [("name", name.as_str().into())])
                });
            }
            LoginError::NameUnfit { why } => return unfit(why).at("name"),
            LoginError::PasswordUnfit { why } => return unfit(why).at("password"),
            LoginError::NoPasskeys => (Kind::NoPasskeys, "problem-passkeys-not-set-up"),
            LoginError::Store(StoreError::Full { why, .. }) => {
                return Problem::new(Kind::DiskFull, move |words| {
                    words.say_with("problem-nothing-recorded-disk-full", [("why", why.as_str().into())])
                });
            }
            LoginError::Setup { .. } | LoginError::Store(_) => {
                let why = error.to_string();
                return Problem::busy(move |words| {
                    words.say_with("problem-accounts-unreadable", [("why", why.as_str().into())])
                });
            }
        };
        Problem::new(kind, move |words| words.say(message))
    }
}

fn unfit(why: Unfit) -> Problem {
    let message = match why {
        Unfit::NameLength => "problem-sign-in-name-length",
        Unfit::NameLetters => "problem-sign-in-name-letters",
        Unfit::PasswordLength => "problem-password-length",
        Unfit::HasName => "problem-password-has-name",
    };
    Problem::malformed(move |words| words.say(message))
}
