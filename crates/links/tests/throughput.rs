//! How many events a second one core reads and writes. Measures, and therefore runs only when asked for:
//! `cargo test --release -p links --test throughput -- --ignored --nocapture`

use std::{hint::black_box, time::Instant};

use links::cot::{
    read,
    stream::{Item, Stream},
    tak, write,
};

const POSITION: &[u8] = include_bytes!("../../../fuzz/seeds/cot_event/position.xml");
const EVENTS: u32 = 200_000;

fn measured(mut each: impl FnMut()) -> String {
    each();
    let began = Instant::now();
    (0..EVENTS).for_each(|_| each());
    let seconds = began.elapsed().as_secs_f64();
    format!("{:.0} events a second", f64::from(EVENTS) / seconds)
}

#[test]
#[ignore = "it measures"]
fn events_a_second() {
    let event = read(POSITION).unwrap();
    let (xml, frame) = (write(&event).into_bytes(), tak::frame(&event));
    let message = tak::write(&tak::Message { control: None, event: Some(event.clone()) });
    println!("an event has {} bytes in XML, {} in protobuf", xml.len(), frame.len());
    let reading = measured(|| drop(black_box(read(black_box(&xml)))));
    println!("XML read: {reading}");
    let reading = measured(|| drop(black_box(tak::read(black_box(&message)))));
    println!("protobuf read: {reading}");
    for (what, bytes) in [("XML out of a stream", &xml), ("protobuf out of a stream", &frame)] {
        let (mut stream, mut items) = (Stream::default(), Vec::new());
        let reading = measured(|| {
            stream.hear(black_box(bytes), &mut items).unwrap();
            assert!(matches!(items.pop(), Some(Item::Event(..))));
        });
        println!("{what}: {reading}");
    }
    let writing = measured(|| drop(black_box(write(black_box(&event)))));
    println!("XML written: {writing}");
    let writing = measured(|| drop(black_box(tak::frame(black_box(&event)))));
    println!("protobuf written: {writing}");
}
