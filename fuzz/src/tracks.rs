//! What is kept of tracks: the bytes that anchors on the record are made of, and stretches packed of them.

use ops::track::{
    kept::Fresh,
    packed::{self, Packer},
};
use store::tracks::Stretch;

/// Reports as they are first kept: what is accepted is written with the same bytes.
pub fn kept(bytes: &[u8]) {
    let Some(reports) = Fresh::read_all(bytes) else { return };
    let mut written = Vec::new();
    reports.iter().for_each(|fresh| fresh.write(&mut written));
    assert_eq!(written, bytes, "reports are written as they were read");
}

/// A stretch, after the number of its reports: what is unpacked is packed and unpacked to the same, under the same root.
pub fn stretch(bytes: &[u8]) {
    let Some((count, body)) = bytes.split_first_chunk() else { return };
    let count = u32::from_le_bytes(*count);
    let stretch = Stretch { device: [0; 16], from: 0, until: 0, first: 0, count, body: body.to_owned() };
    let Some(mut reports) = packed::unpack(&stretch) else { return };
    assert_eq!(reports.len(), count as usize, "as many as it says");
    packed::put_in_order(&mut reports);
    let Some(again) = Packer::default().pack(&reports) else { return };
    let unpacked = packed::unpack(&again).expect("what was packed here is unpacked");
    assert_eq!(packed::root(&unpacked), packed::root(&reports));
    assert_eq!(unpacked, reports);
}
