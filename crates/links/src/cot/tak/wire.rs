//! The messages of the protocol, as they are on the wire. The numbers of fields are the protocol's.

/// `TakMessage`.
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct TakMessage {
    #[prost(message, optional, tag = "1")]
    pub control: Option<TakControl>,
    #[prost(message, optional, tag = "2")]
    pub event: Option<CotEvent>,
    /// Milliseconds since 1970, of servers.
    #[prost(uint64, tag = "3")]
    pub submission: u64,
    #[prost(uint64, tag = "4")]
    pub creation: u64,
}

/// `TakControl`.
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct TakControl {
    #[prost(uint32, tag = "1")]
    pub least: u32,
    #[prost(uint32, tag = "2")]
    pub most: u32,
    #[prost(string, tag = "3")]
    pub contact: String,
}

/// `CotEvent`; times in milliseconds since 1970, lengths in metres, angles in degrees.
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct CotEvent {
    #[prost(string, tag = "1")]
    pub kind: String,
    #[prost(string, tag = "2")]
    pub access: String,
    #[prost(string, tag = "3")]
    pub qos: String,
    #[prost(string, tag = "4")]
    pub opex: String,
    #[prost(string, tag = "5")]
    pub uid: String,
    #[prost(uint64, tag = "6")]
    pub send: u64,
    #[prost(uint64, tag = "7")]
    pub start: u64,
    #[prost(uint64, tag = "8")]
    pub stale: u64,
    #[prost(string, tag = "9")]
    pub how: String,
    #[prost(double, tag = "10")]
    pub lat: f64,
    #[prost(double, tag = "11")]
    pub lon: f64,
    #[prost(double, tag = "12")]
    pub hae: f64,
    #[prost(double, tag = "13")]
    pub ce: f64,
    #[prost(double, tag = "14")]
    pub le: f64,
    #[prost(message, optional, tag = "15")]
    pub detail: Option<Detail>,
    #[prost(string, tag = "16")]
    pub caveat: String,
    #[prost(string, tag = "17")]
    pub releasable: String,
}

/// `Detail`.
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct Detail {
    #[prost(string, tag = "1")]
    pub xml: String,
    #[prost(message, optional, tag = "2")]
    pub contact: Option<Contact>,
    #[prost(message, optional, tag = "3")]
    pub group: Option<Group>,
    #[prost(message, optional, tag = "4")]
    pub precision: Option<PrecisionLocation>,
    #[prost(message, optional, tag = "5")]
    pub status: Option<Status>,
    #[prost(message, optional, tag = "6")]
    pub takv: Option<Takv>,
    #[prost(message, optional, tag = "7")]
    pub track: Option<Track>,
}

/// `Contact`.
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct Contact {
    #[prost(string, tag = "1")]
    pub endpoint: String,
    #[prost(string, tag = "2")]
    pub callsign: String,
}

/// `Group`.
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct Group {
    #[prost(string, tag = "1")]
    pub name: String,
    #[prost(string, tag = "2")]
    pub role: String,
}

/// `PrecisionLocation`.
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct PrecisionLocation {
    #[prost(string, tag = "1")]
    pub geopointsrc: String,
    #[prost(string, tag = "2")]
    pub altsrc: String,
}

/// `Status`.
#[derive(Clone, Copy, PartialEq, prost::Message)]
pub(super) struct Status {
    #[prost(uint32, tag = "1")]
    pub battery: u32,
}

/// `Takv`.
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct Takv {
    #[prost(string, tag = "1")]
    pub device: String,
    #[prost(string, tag = "2")]
    pub platform: String,
    #[prost(string, tag = "3")]
    pub os: String,
    #[prost(string, tag = "4")]
    pub version: String,
}

/// `Track`; metres a second, degrees.
#[derive(Clone, Copy, PartialEq, prost::Message)]
pub(super) struct Track {
    #[prost(double, tag = "1")]
    pub speed: f64,
    #[prost(double, tag = "2")]
    pub course: f64,
}
