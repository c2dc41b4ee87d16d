//! How many reports a second one core hears, how long until one is a finding, and how much memory a vehicle takes. Measures,
//! and therefore runs only when asked for: `cargo test --release -p watch --test throughput -- --ignored --nocapture`

#![allow(clippy::expect_used, reason = "in a test a panic is the report")]
#![allow(clippy::print_stdout, reason = "it is what one wants to read")]
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "metres of a country that is made up"
)]

mod load;

use std::{sync::Arc, time::Duration, time::Instant as Clock};

use load::{IN_ORDER, Load, Manner, OVER_A_NETWORK, SOME_LATE, Size, VEHICLES, at};
use watch::{Heard, Taken, Watch};

const SIZE: Size = Size { movements: 500, fences: 23_000, rounds: 40 };

#[test]
#[ignore = "it measures"]
fn reports_a_second() {
    let mut load = Load::new(SIZE);
    let manners: [(&str, Manner); 3] = [
        ("in order", IN_ORDER),
        ("1% late, 1% twice", SOME_LATE),
        ("1% late, 1% twice, each up to 0.8 s on its way", OVER_A_NETWORK),
    ];
    for (how, manner) in manners {
        let heard = load.heard(manner);
        hearing(how, &load, &heard);
    }
}

/// The processor's time of this thread: a machine with others on it says little else that can be compared.
fn worked() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").expect("Linux says it");
    let nanos = text.split_whitespace().next().and_then(|first| first.parse().ok());
    Duration::from_nanos(nanos.expect("a number"))
}

fn watches(load: &Load) -> Vec<Watch> {
    let watch = |plan| Watch::new(Arc::clone(plan), Arc::clone(&load.fences), at(-3600));
    load.plans.iter().map(watch).collect()
}

fn hearing(how: &str, load: &Load, heard: &[(usize, Heard)]) {
    let (mut watching, mut again) = (watches(load), 0);
    let began = worked();
    for (movement, one) in heard {
        if let Taken::Late(more) = watching[*movement].hear(one) {
            again += more;
        }
    }
    let seconds = (worked() - began).as_secs_f64();
    let bytes: usize = watching.iter().map(Watch::bytes).sum();
    let found: usize = watching.iter().map(|watch| watch.findings().len()).sum();
    println!(
        "{how}: {} reports, {:.0} a second of one processor; {:.2} gone through again for each; {found} findings",
        heard.len(),
        heard.len() as f64 / seconds,
        again as f64 / heard.len() as f64,
    );
    let mut by_rule = std::collections::BTreeMap::new();
    for finding in watching.iter().flat_map(Watch::findings) {
        *by_rule.entry(finding.rule).or_insert(0) += 1;
    }
    println!("  {by_rule:?}");
    println!(
        "  {} bytes a vehicle after {} reports",
        bytes / load.plans.len() / VEHICLES,
        heard.len() / load.plans.len() / VEHICLES
    );
    // And with looking after each report what is found now and when next something is due.
    let (mut watching, mut took) = (watches(load), Vec::with_capacity(heard.len()));
    for (movement, one) in heard {
        let began = Clock::now();
        watching[*movement].hear(one);
        std::hint::black_box((watching[*movement].current(), watching[*movement].next_due()));
        took.push(began.elapsed().as_nanos());
    }
    took.sort_unstable();
    let part = |thousandths: usize| took[(took.len() - 1) * thousandths / 1000] as f64 / 1000.0;
    println!(
        "  from a report to what is found: half within {:.1} µs, 99% within {:.1} µs, 99.9% within {:.1} µs",
        part(500),
        part(990),
        part(999)
    );
}
