//! The key that signs a data directory's log.
//!
//! It lies beside the log, readable by its owner only. Whoever can read it can sign; whoever loses it can
//! still verify the log, but not continue it under the same name.

use std::{fs, io::Write as _, path::Path};

use anyhow::{Context as _, bail};
use record::{Signer, VerifierKey};

/// The file with the secret.
const SECRET: &str = "record.key";
/// The file with the public key, for whoever verifies.
pub const PUBLIC: &str = "record.pub";

/// The signer of the log in `dir`; a fresh one if the directory has none.
pub fn signer(dir: &Path, has_log: bool) -> anyhow::Result<Signer> {
    let path = dir.join(SECRET);
    match fs::read_to_string(&path) {
        Ok(text) => {
            parse(&text).with_context(|| format!("{} is not a signing key of a record", path.display()))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && has_log => bail!(
            "{} is missing: the log can be verified, but only its key can continue it. Put the key back",
            path.display()
        ),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => fresh(dir),
        Err(error) => Err(error).with_context(|| format!("{} cannot be read", path.display())),
    }
}

/// Two lines: the name the log is signed under, and the secret in hexadecimal.
fn parse(text: &str) -> anyhow::Result<Signer> {
    let (name, secret) = text.trim_end().split_once('\n').context("it should have two lines")?;
    let seed = from_hex(secret).context("the second line should be 64 hexadecimal digits")?;
    Ok(Signer::from_seed(name, &seed)?)
}

fn from_hex(text: &str) -> Option<[u8; 32]> {
    let digits: Option<Vec<u32>> = text.chars().map(|digit| digit.to_digit(16)).collect();
    let (pairs, rest) = digits.as_deref()?.as_chunks::<2>();
    let bytes: Result<Vec<u8>, _> = pairs.iter().map(|[high, low]| u8::try_from(high * 16 + low)).collect();
    if rest.is_empty() { bytes.ok()?.try_into().ok() } else { None }
}

/// Draws a key and keeps it.
pub fn fresh(dir: &Path) -> anyhow::Result<Signer> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).context("the operating system gives no random bytes")?;
    let mut tag = [0; 8];
    getrandom::fill(&mut tag).context("the operating system gives no random bytes")?;
    let hex = |bytes: &[u8]| bytes.iter().map(|b| format!("{b:02x}")).collect::<String>();
    let name = format!("safeconduct/{}", hex(&tag));
    let signer = Signer::from_seed(&name, &seed)?;
    keep(&dir.join(PUBLIC), &format!("{}\n", signer.verifier()), 0o644)?;
    keep(&dir.join(SECRET), &format!("{name}\n{}\n", hex(&seed)), 0o600)?;
    Ok(signer)
}

/// Keeps a key: written aside, synced, then renamed, so that there is never half of one.
pub fn keep(path: &Path, text: &str, mode: u32) -> anyhow::Result<()> {
    let aside = path.with_extension("new");
    let write = || -> std::io::Result<()> {
        // What an interrupted start left may have another file's mode.
        match fs::remove_file(&aside) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
        let mut file = options.open(&aside)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&aside, path)?;
        path.parent().map_or(Ok(()), |dir| fs::File::open(dir)?.sync_all())
    };
    write().with_context(|| format!("{} cannot be written", path.display()))
}

/// A public key as text, or the name of a file that holds one.
pub fn public(text_or_file: &str) -> anyhow::Result<VerifierKey> {
    if let Ok(key) = text_or_file.trim().parse() {
        return Ok(key);
    }
    let file = Path::new(text_or_file);
    let text = crate::case::read_bounded(file)
        .with_context(|| format!("`{text_or_file}` is neither a public key nor a file with one"))?;
    // What the file holds is not repeated in the error: it may be the secret.
    let text = String::from_utf8(text).map_err(|_| no_public_key(text_or_file))?;
    if parse(&text).is_ok() {
        bail!(
            "{text_or_file} is a log's SECRET key: give {PUBLIC} instead, and never hand {SECRET} to anyone"
        );
    }
    text.trim().parse().map_err(|_| no_public_key(text_or_file))
}

fn no_public_key(file: &str) -> anyhow::Error {
    anyhow::anyhow!(
        "{file} holds no public key: it is one line, name+key-id+base64, as the log's owner gave it"
    )
}
