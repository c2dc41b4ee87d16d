//! What can go wrong at the door, and what to do about it.

use std::fmt;

use model::Instant;
use store::StoreError;

/// Why somebody was not let in, or could not be enrolled.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LoginError {
    /// No account has that name and that password. Not said which of them is wrong.
    #[error("the name or the password is not right: check both, and the keyboard's language")]
    Wrong,
    /// The code is not the one of this moment, or was used before.
    #[error(
        "the code is not right, or was used before: wait for the next one, and check the clock of the phone"
    )]
    WrongCode,
    /// The passkey did not answer the challenge it was given, or is not of this account.
    #[error("the passkey was not accepted: begin again, with a passkey that was set up here")]
    WrongPasskey,
    /// Too many guesses for this name, or from this address.
    #[error("too many attempts: try again at {until}")]
    TooMany {
        /// When another attempt is looked at.
        until: Instant,
    },
    /// The role asks for a second factor, and the account has none.
    #[error(
        "this role signs in with a second factor, and the account has none: ask an administrator for a new enrolment \
         link and set one up"
    )]
    NoFactor,
    /// An invitation to be finished without the factor that the role asks for.
    #[error("this role signs in with a second factor: set up a code generator or a passkey")]
    FactorRequired,
    /// Not the token of an invitation that is good now.
    #[error(
        "this enrolment link is not good: it was used, replaced by a newer one, or is older than 72 hours. Ask an \
         administrator for a new one"
    )]
    NotInvited,
    /// Nothing was begun with this token, or too long ago.
    #[error("this took too long, or was begun elsewhere: begin again")]
    NotBegun,
    /// Not the token of a session that is good now, or of one that may not do this.
    #[error("you are not signed in, or no longer: sign in first")]
    NotSignedIn,
    /// Someone else signs in with this name.
    #[error("the name {name} is taken: choose another")]
    NameTaken {
        /// As it would be kept.
        name: String,
    },
    /// The name will not do.
    #[error("this cannot be a name: {why}")]
    NameUnfit {
        /// What is wrong with it.
        why: Unfit,
    },
    /// The password will not do.
    #[error("this cannot be a password: {why}")]
    PasswordUnfit {
        /// What is wrong with it.
        why: Unfit,
    },
    /// This installation has no passkeys.
    #[error("passkeys are not set up here: they need the server's own domain name. Use a code generator")]
    NoPasskeys,
    /// The installation cannot be run like this.
    #[error("{what} cannot be set up: {why}")]
    Setup {
        /// Which part.
        what: &'static str,
        /// In the words of its library.
        why: String,
    },
    /// The accounts could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What a library says of this part, as an error of ours.
pub(crate) fn cannot<E: fmt::Display>(what: &'static str) -> impl Fn(E) -> LoginError {
    move |why| LoginError::Setup { what, why: why.to_string() }
}

/// Why a name or a password will not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// A name too short or too long.
    #[error("it needs 2 to 64 characters")]
    NameLength,
    /// A name of which something else could be read.
    #[error("only letters, digits and . _ - @ + may stand in it")]
    NameLetters,
    /// A password too short or too long.
    #[error("it needs 12 to 128 characters; a few words that do not belong together are easy to keep")]
    PasswordLength,
    /// A password that is easily guessed from the name.
    #[error("it must not contain the name")]
    HasName,
}
