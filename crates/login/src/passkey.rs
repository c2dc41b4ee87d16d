//! Passkeys: a device signs a challenge for this site alone, after its owner has unlocked it. They cannot be
//! phished, because the browser, not the person, decides where an answer goes.
//!
//! They are a second factor here, after the password. `webauthn-rs` does the work; no attestation is asked for,
//! because a unit lets its people bring what they have.

use model::id::PersonId;
use store::accounts::{Account, Passkey as Kept};
use webauthn_rs::prelude::{
    Passkey, PasskeyAuthentication, PasskeyRegistration, Webauthn, WebauthnBuilder, WebauthnError,
};

pub use webauthn_rs::prelude::{
    CreationChallengeResponse, PublicKeyCredential, RegisterPublicKeyCredential, RequestChallengeResponse,
    Url,
};

use crate::error::{LoginError, cannot};

/// What cannot be set up, if a library refuses.
const PART: &str = "passkeys";

/// The site that passkeys are made for. They work nowhere else: choose the name people will keep using.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Site {
    /// The domain name, such as `ops.example.org`. An address of numbers cannot have passkeys.
    pub domain: String,
    /// Where the pages come from: `https`, that domain or one below it, and the port. Plain `http` only for
    /// `localhost`.
    pub origin: Url,
}

/// Makes and checks passkeys of one site.
pub(crate) struct Passkeys(Option<Webauthn>);

/// A passkey that is being made.
pub(crate) type Making = PasskeyRegistration;
/// A passkey that was asked for.
pub(crate) type Asking = PasskeyAuthentication;

impl Passkeys {
    pub(crate) fn new(site: Option<&Site>) -> Result<Passkeys, LoginError> {
        let Some(Site { domain, origin }) = site else { return Ok(Passkeys(None)) };
        if origin.scheme() != "https" && origin.domain() != Some("localhost") {
            let why = format!("{origin} is not https, and browsers make passkeys for nothing else");
            return Err(LoginError::Setup { what: PART, why });
        }
        let built = WebauthnBuilder::new(domain, origin).and_then(|site| site.rp_name("Safeconduct").build());
        built.map(|site| Passkeys(Some(site))).map_err(cannot(PART))
    }

    /// A challenge to make a passkey; those the account already has are not made again.
    pub(crate) fn make(
        &self,
        person: PersonId,
        name: &str,
        had: &[Kept],
    ) -> Result<(CreationChallengeResponse, Making), LoginError> {
        let had = read(had)?.iter().map(|passkey| passkey.cred_id().clone()).collect();
        self.site()?.start_passkey_registration(person.0, name, name, Some(had)).map_err(cannot(PART))
    }

    pub(crate) fn made(
        &self,
        answer: &RegisterPublicKeyCredential,
        making: &Making,
    ) -> Result<Kept, LoginError> {
        let passkey =
            self.site()?.finish_passkey_registration(answer, making).map_err(|_| LoginError::WrongPasskey)?;
        written(&passkey)
    }

    /// A challenge to show one of these.
    pub(crate) fn ask(&self, account: &Account) -> Result<(RequestChallengeResponse, Asking), LoginError> {
        let passkeys = read(&account.passkeys)?;
        if passkeys.is_empty() {
            return Err(LoginError::WrongPasskey);
        }
        self.site()?.start_passkey_authentication(&passkeys).map_err(cannot(PART))
    }

    /// The passkey that answered, as it is to be kept from now on. One whose counter did not move on may be a copy,
    /// and is refused.
    pub(crate) fn shown(
        &self,
        account: &Account,
        answer: &PublicKeyCredential,
        asking: &Asking,
    ) -> Result<Kept, LoginError> {
        let refused = |_: WebauthnError| LoginError::WrongPasskey;
        let result = self.site()?.finish_passkey_authentication(answer, asking).map_err(refused)?;
        let passkeys = read(&account.passkeys)?;
        let shown = passkeys.into_iter().find(|passkey| passkey.cred_id() == result.cred_id());
        let Some(mut shown) = shown.filter(|_| result.user_verified()) else {
            return Err(LoginError::WrongPasskey);
        };
        shown.update_credential(&result);
        written(&shown)
    }

    fn site(&self) -> Result<&Webauthn, LoginError> {
        self.0.as_ref().ok_or(LoginError::NoPasskeys)
    }
}

fn read(kept: &[Kept]) -> Result<Vec<Passkey>, LoginError> {
    kept.iter()
        .map(|kept| serde_json::from_slice(&kept.bytes))
        .collect::<Result<_, _>>()
        .map_err(cannot(PART))
}

fn written(passkey: &Passkey) -> Result<Kept, LoginError> {
    let bytes = serde_json::to_vec(passkey).map_err(cannot(PART))?;
    Ok(Kept { id: passkey.cred_id().as_slice().to_vec(), bytes })
}
