//! How many reports a second one core hears, how long until one is a finding, and how much memory a vehicle takes. Measures,
//! and therefore runs only when asked for: `cargo test --release -p watch --test throughput -- --ignored --nocapture --test-threads 1`

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
use model::Place;
use watch::{Heard, MOST_KEPT, Order, Plan, Taken, Watch};

const SIZE: Size = Size { movements: 500, fences: 23_000, rounds: 100 };

#[test]
#[ignore = "it measures"]
fn reports_a_second_in_order() {
    hearing("in order", IN_ORDER);
}

#[test]
#[ignore = "it measures"]
fn reports_a_second_some_of_them_late() {
    hearing("1% late, 1% twice", SOME_LATE);
}

#[test]
#[ignore = "it measures"]
fn reports_a_second_over_a_network() {
    hearing("1% late, 1% twice, each up to 0.8 s on its way", OVER_A_NETWORK);
}

/// The most that can be in doubt: another road all along the way, 60 m to the north of it.
#[test]
#[ignore = "it measures"]
fn reports_a_second_beside_another_road() {
    let mut load = Load::new(SIZE);
    for plan in &mut load.plans {
        let north = |place: &Place| Place::from_e7(i64::from(place.lat_e7()) + 5_396, place.lon_e7().into());
        let beside = vec![plan.order().line.iter().flat_map(north).collect()];
        let order = Order { beside, ..plan.order().clone() };
        *plan = Arc::new(Plan::new(order, &load.fences).expect("an order"));
    }
    measure("in order, beside another road", load, IN_ORDER);
}

#[test]
#[ignore = "it measures"]
fn memory_of_vehicles_that_reported_until_the_oldest_is_forgotten() {
    let rounds = i64::try_from(MOST_KEPT).expect("a few thousand");
    let mut load = Load::new(Size { movements: 5, rounds, ..SIZE });
    let mut watching = watches(&load);
    for (movement, one) in load.heard(SOME_LATE) {
        watching[movement].hear(&one);
    }
    let (vehicles, bytes) = (watching.len() * VEHICLES, watching.iter().map(Watch::bytes).sum::<usize>());
    println!("{} bytes a vehicle after {rounds} reports of each", bytes / vehicles);
}

/// `ops` makes so many durable with one commit.
const ARMFUL: usize = 16_384;
/// Measured together. A machine with others on it disturbs some parts more than others.
const PART: usize = 20_000;

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

fn hearing(how: &str, manner: Manner) {
    measure(how, Load::new(SIZE), manner);
}

fn measure(how: &str, mut load: Load, manner: Manner) {
    let heard = load.heard(manner);
    let (load, heard) = (&load, heard.as_slice());
    let (mut watching, mut again) = (watches(load), 0);
    let mut parts: Vec<f64> = heard
        .chunks(PART)
        .map(|part| {
            let began = worked();
            for (movement, one) in part {
                if let Taken::Late(more) = watching[*movement].hear(one) {
                    again += more;
                }
            }
            part.len() as f64 / (worked() - began).as_secs_f64()
        })
        .collect();
    parts.sort_by(f64::total_cmp);
    let bytes: usize = watching.iter().map(Watch::bytes).sum();
    let found: usize = watching.iter().map(|watch| watch.findings().len()).sum();
    println!(
        "{how}: {} reports, {:.0} a second of one processor at the median, {:.0} at best; {:.2} gone through again for each; {found} findings",
        heard.len(),
        parts[parts.len() / 2],
        parts[parts.len() - 1],
        again as f64 / heard.len() as f64,
    );
    println!(
        "  {} bytes a vehicle after {} reports",
        bytes / load.plans.len() / VEHICLES,
        heard.len() / load.plans.len() / VEHICLES
    );
    // What is of one convoy together, by as many as the intake makes durable with one commit when it has to.
    let mut together = watches(load);
    let mut parts: Vec<f64> = heard
        .chunks(ARMFUL)
        .map(|part| {
            let began = worked();
            let mut order: Vec<usize> = (0..part.len()).collect();
            order.sort_by_key(|number| part[*number].0);
            for numbers in order.chunk_by(|a, b| part[*a].0 == part[*b].0) {
                let of_one: Vec<Heard> = numbers.iter().map(|number| part[*number].1.clone()).collect();
                together[part[numbers[0]].0].hear_all(&of_one);
            }
            part.len() as f64 / (worked() - began).as_secs_f64()
        })
        .collect();
    parts.sort_by(f64::total_cmp);
    println!(
        "  {:.0} a second at the median, {:.0} at best, by {ARMFUL} with each convoy's together",
        parts[parts.len() / 2],
        parts[parts.len() - 1]
    );
    let mut of_each: Vec<Vec<Heard>> = vec![Vec::new(); load.plans.len()];
    // One convoy after the other, as after a restart.
    for (movement, one) in heard {
        of_each[*movement].push(one.clone());
    }
    let began = worked();
    for (plan, heard) in load.plans.iter().zip(&of_each) {
        let watch = Watch::again(Arc::clone(plan), Arc::clone(&load.fences), heard, at(-3600));
        std::hint::black_box(watch);
    }
    let seconds = (worked() - began).as_secs_f64();
    println!("  {:.0} a second if one convoy is gone through after the other", heard.len() as f64 / seconds);
    // And with looking after each report what is found now and when next something is due.
    let (mut watching, mut took) = (watches(load), Vec::with_capacity(heard.len()));
    for (movement, one) in heard {
        let began = Clock::now();
        watching[*movement].hear(one);
        std::hint::black_box((
            watching[*movement].stirred(),
            watching[*movement].current(),
            watching[*movement].next_due(),
        ));
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
