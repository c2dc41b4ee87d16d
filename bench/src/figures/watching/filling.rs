//! As many reports beforehand as a room keeps in memory: what it holds is then as much as it ever will.

use std::{net::SocketAddr, thread};

use e2e::tak::Client;

use super::{
    durable::answered,
    fleet::Fleet,
    gateway::{Gateway, gateways},
};
use crate::cot::{now, ping};

/// Every vehicle says so many times where it is, as clients do that speak Cursor on Target without TLS, and each time once the time before
/// is durable.
///
/// # Panics
/// When the room hangs up.
pub fn filled(fleet: &Fleet, clear: SocketAddr, times: usize) {
    let all = gateways(fleet);
    thread::scope(|scope| all.iter().for_each(|gateway| drop(scope.spawn(|| fill(gateway, clear, times)))));
}

fn fill(gateway: &Gateway<'_>, clear: SocketAddr, times: usize) {
    let (mut client, mut text) = (Client::clear(clear), String::new());
    for time in 0..times {
        let (now, vehicles) = (now(), gateway.devices.len());
        text.clear();
        (0..vehicles).for_each(|nth| gateway.position(&mut text, time * vehicles + nth, &now));
        ping(&mut text, &now);
        client.says(&text);
        answered(&mut client);
    }
}
