//! Where messages go outside the open pages: a person's own mail, an agency's webhook.

use std::sync::Arc;

use access::Action;
use axum::{Json, extract::State};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use conduct::{Act, message::Recipient};
use model::Word;
use serde::{Deserialize, Serialize};
use url::{Host, Url};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::answers::Done;
use crate::{
    body::Body,
    caller::Caller,
    command::Doing,
    gate,
    house::House,
    path::{Agency, Named},
    problem::Problem,
    shapes,
    stated::said,
    tongue::Tongue,
};

/// What RFC 5321 lets an address have, in bytes.
const LONGEST_MAIL: usize = 254;
/// The longest address of a webhook, in bytes.
const LONGEST_URL: usize = 1000;

pub(super) fn routes(house: &Arc<House>) -> OpenApiRouter<Arc<House>> {
    OpenApiRouter::new()
        .routes(gate::is(house, Action::KeepOwnAddress, routes!(read_own_address)))
        .routes(gate::does(house, Action::KeepOwnAddress, routes!(set_own_address, drop_own_address)))
        .routes(gate::is(house, Action::KeepWebhooks, routes!(read_webhooks)))
        .routes(gate::does(house, Action::KeepWebhooks, routes!(set_webhook, drop_webhook)))
}

/// Where messages for you go.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OwnAddress {
    /// Your mail address; `null` if you are not written to.
    pub mail: Option<String>,
    /// The language you are written to in: `en`, `ur` or `zh`.
    #[schema(value_type = Option<String>)]
    pub language: Option<Word>,
    /// Since when.
    pub since: Option<String>,
}

/// Where messages for an agency's systems go.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Webhook {
    /// The agency.
    #[schema(value_type = String)]
    pub agency: Word,
    /// The address; `null` if it is no longer kept.
    pub url: Option<String>,
    /// Since when.
    pub since: String,
}

/// Where messages for you go, if anywhere.
#[utoipa::path(get, path = "/me/address", tag = "messages",
    responses((status = 200, body = OwnAddress)))]
async fn read_own_address(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
) -> Result<Json<OwnAddress>, Problem> {
    Ok(Json(house.window.own_address(&viewer)?))
}

/// A mail address.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Mail {
    /// The address, such as `name@example.org`. It is kept in the vault.
    #[schema(value_type = shapes::MailAddress)]
    mail: String,
    /// The language to be written to in.
    #[serde(default)]
    language: Tongue,
}

/// Have messages for you sent there. They name a movement by its number and say nothing more about it.
#[utoipa::path(put, path = "/me/address", tag = "messages", request_body = Mail,
    responses((status = 200, body = Done)))]
async fn set_own_address(mut by: Doing, Body(mail): Body<Mail>) -> Result<Json<Done>, Problem> {
    let act = Act::SetAddress {
        of: Recipient::Person(by.viewer.person),
        address: by.keep(mail_address(&mail.mail)?),
        secret: None,
        language: mail.language.word()?,
    };
    by.does(act).await
}

/// Have nothing sent to you any more.
#[utoipa::path(delete, path = "/me/address", tag = "messages",
    responses((status = 200, body = Done)))]
async fn drop_own_address(by: Doing) -> Result<Json<Done>, Problem> {
    let of = Recipient::Person(by.viewer.person);
    by.does(Act::DropAddress { of }).await
}

/// The agencies whose systems are told.
#[utoipa::path(get, path = "/webhooks", tag = "messages",
    responses((status = 200, body = Vec<Webhook>)))]
async fn read_webhooks(State(house): State<Arc<House>>, _: Caller) -> Result<Json<Vec<Webhook>>, Problem> {
    Ok(Json(house.window.webhooks()?))
}

/// Where an agency's systems listen.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Listens {
    /// An `https` address. It is kept in the vault.
    #[schema(value_type = shapes::WebhookAddress)]
    url: String,
}

/// A webhook that was set.
#[derive(Serialize, ToSchema)]
struct Signed {
    /// What messages are signed with, as the Standard Webhooks specification has it. Hand it to the agency; it is
    /// shown only now, and not when this request is repeated.
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<String>,
    /// What was recorded.
    done: Done,
}

/// Have an agency's systems told there of whatever people of that agency are told. A new secret replaces the old.
#[utoipa::path(put, path = "/webhooks/{agency}", tag = "messages", params(Agency), request_body = Listens,
    responses((status = 200, body = Signed)))]
async fn set_webhook(
    mut by: Doing,
    Named(agency): Named<Agency>,
    Body(listens): Body<Listens>,
) -> Result<Json<Signed>, Problem> {
    let agency = agency.parse()?;
    let mut drawn = [0; 32];
    (by.house.random)(&mut drawn);
    let secret = format!("whsec_{}", STANDARD.encode(drawn));
    by.about_agency(&agency);
    let act = Act::SetAddress {
        of: Recipient::Agency(agency),
        address: by.keep(webhook_address(&listens.url)?.as_str()),
        secret: Some(by.keep(&secret)),
        language: Tongue::default().word()?,
    };
    let Json(done) = by.does(act).await?;
    Ok(Json(Signed { secret: (!done.repeated).then_some(secret), done }))
}

/// Have an agency's systems told no more.
#[utoipa::path(delete, path = "/webhooks/{agency}", tag = "messages", params(Agency),
    responses((status = 200, body = Done)))]
async fn drop_webhook(by: Doing, Named(agency): Named<Agency>) -> Result<Json<Done>, Problem> {
    by.does(Act::DropAddress { of: Recipient::Agency(agency.parse()?) }).await
}

/// A mail address that a relay will take.
fn mail_address(text: &str) -> Result<&str, Problem> {
    let text = said(text, "mail")?;
    let fits = text.len() <= LONGEST_MAIL && text.is_ascii() && email_address::EmailAddress::is_valid(text);
    if !fits {
        return Err(Problem::malformed(|words| words.say("problem-no-mail-address")).at("mail"));
    }
    Ok(text)
}

/// An address a webhook may have. Where it leads is looked at when something is sent there.
fn webhook_address(text: &str) -> Result<Url, Problem> {
    let wrong = |message: &'static str| Problem::malformed(move |words| words.say(message)).at("url");
    let text = said(text, "url")?;
    let url = Url::parse(text).ok().filter(|_| text.len() <= LONGEST_URL);
    let url = url.ok_or_else(|| wrong("problem-no-webhook-address"))?;
    let loopback = match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => return Err(wrong("problem-no-webhook-address")),
    };
    match url.scheme() {
        "https" => {}
        "http" if loopback => {}
        _ => return Err(wrong("problem-webhook-in-the-clear")),
    }
    if !url.username().is_empty() || url.password().is_some() || url.fragment().is_some() {
        return Err(wrong("problem-webhook-with-password"));
    }
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::Kind;

    #[test]
    fn a_mail_address_is_one_line_and_one_address() {
        for good in ["a@b.example", "first.last+tag@mail.example.org"] {
            assert_eq!(mail_address(&format!(" {good} ")).unwrap(), good);
        }
        let long = format!("{}@example.org", "x".repeat(260));
        for bad in [
            "",
            "nobody",
            "a@b.example, c@d.example",
            "a@b.example\r\nbcc: x@y.example",
            &long,
            "ä@b.example",
        ] {
            assert_eq!(mail_address(bad).unwrap_err().kind, Kind::Malformed, "{bad}");
        }
    }

    #[test]
    fn a_webhook_is_https_or_on_this_machine_and_carries_no_password() {
        for good in ["https://hooks.example.org/in?x=1", "https://10.0.0.7:8443/", "http://127.0.0.1:9000/"] {
            assert_eq!(webhook_address(good).unwrap().as_str(), good);
        }
        for bad in [
            "hooks.example.org",
            "http://hooks.example.org/",
            "ftp://hooks.example.org/",
            "https://me:secret@hooks.example.org/",
            "https://hooks.example.org/#part",
            "https:///path",
            "file:///etc/passwd",
        ] {
            let bad_url = webhook_address(bad);
            assert!(bad_url.is_err() || bad == "https:///path", "{bad}: {bad_url:?}");
        }
    }
}
