//! Why a certificate will not do, and what to do about it.

use model::Instant;

/// What is wrong with a certificate, a key or an authority.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum TlsError {
    /// A file is not there, or not ours to read.
    #[error("{place} cannot be read: {why}")]
    Unreadable {
        /// The file.
        place: String,
        /// In the words of the operating system.
        why: String,
    },
    /// A file without a certificate in it.
    #[error(
        "{place} holds no certificate that can be used: {why}. It is a PEM file with the room's own certificate \
         first and then those between it and its authority"
    )]
    NoCertificate {
        /// The file.
        place: String,
        /// What is wrong with it.
        why: String,
    },
    /// A file without a key in it.
    #[error(
        "{place} holds no key that can be used: {why}. It is a PEM file with one private key, not locked by a \
         passphrase: ECDSA (P-256, P-384), Ed25519, or RSA of 2048 bits or more"
    )]
    NoKey {
        /// The file.
        place: String,
        /// What is wrong with it.
        why: String,
    },
    /// A key that anybody on this machine can read.
    #[error(
        "{place} can be read by everybody on this machine, so it may no longer be secret: get another key, and \
         keep it to its owner (chmod 600 {place})"
    )]
    Exposed {
        /// The file.
        place: String,
    },
    /// A certificate of one key and another key.
    #[error("the certificate in {place} is not of this key: give the pair that was made together")]
    NotAPair {
        /// The certificate's file.
        place: String,
    },
    /// A certificate whose time is over.
    #[error("the certificate in {place} was good until {until}: renew it")]
    Ended {
        /// Its file.
        place: String,
        /// The end of its time.
        until: Instant,
    },
    /// A certificate whose time has not come.
    #[error("the certificate in {place} is good from {from} on: set this machine's clock right, or wait")]
    NotYet {
        /// Its file.
        place: String,
        /// The beginning of its time.
        from: Instant,
    },
    /// A certificate of another name than the one people type.
    #[error(
        "the certificate in {place} is not for {host}, so every browser would refuse it: it is for {names}. Get one \
         for {host}, or serve under a name it is for (--site)"
    )]
    OtherName {
        /// Its file.
        place: String,
        /// The name or address people type.
        host: String,
        /// What it is for.
        names: String,
    },
    /// An authority that may not speak for this name.
    #[error(
        "the authority in {place} cannot speak for {host}: {why}. An authority is made for one name only. Serve under \
         that one (--site), or move the file away: a new one is made, to be installed on every device"
    )]
    OtherAuthority {
        /// Its file.
        place: String,
        /// The name or address people type.
        host: String,
        /// In the words of whoever verified.
        why: String,
    },
    /// An authority that is damaged.
    #[error(
        "{place} is not an authority: {why}. Put it back from a backup, or move it away: a new one is made, to be \
         installed on every device"
    )]
    NoAuthority {
        /// Its file.
        place: String,
        /// What is wrong with it.
        why: String,
    },
    /// An authority for devices that is damaged.
    #[error(
        "{place} is not the authority that makes devices' certificates: {why}. Put it back from where it was copied to; or \
         move it away: a new one is made, and every device that shows a certificate is enrolled again"
    )]
    NoDevices {
        /// Its file.
        place: String,
        /// What is wrong with it.
        why: String,
    },
    /// Nothing could be made.
    #[error("no certificate could be made: {why}")]
    NotMade {
        /// Why.
        why: String,
    },
}
