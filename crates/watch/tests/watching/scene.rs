//! A movement that is made up: an order, and what is heard. Metres east and north of a place on the equator, seconds after
//! departure.

use std::sync::Arc;

use model::{Fix, Instant, Place, Report, Signal, Span, Word, id::DeviceId};
use uuid::Uuid;
use watch::{
    Element, Fence, Fences, Finding, Heard, Order, Plan, Rule, Shape, Subject, Thresholds, Watch, What,
    order::{Binding, Part, Point, Sort, Vehicle},
};

pub fn word(text: &str) -> Word {
    text.parse().unwrap()
}

pub fn at(seconds: i64) -> Instant {
    Instant::from_micros(1_711_425_600_000_000 + seconds * 1_000_000).unwrap()
}

/// A metre of the equator is 89.93 units of 1e-7 degree.
pub fn place(east: f64, north: f64) -> Place {
    let units = |metres: f64| (metres * 89.932_036_2).round() as i64;
    Place::from_e7(units(north), 728_000_000 + units(east)).unwrap()
}

pub fn device(number: usize) -> DeviceId {
    DeviceId(Uuid::from_u128(number as u128 + 1))
}

pub fn point(label: &str, along_m: u64, sort: Sort, planned: Option<i64>) -> Point {
    Point { label: word(label), along_mm: along_m * 1000, sort, planned: planned.map(at) }
}

pub fn circle(label: &str, no_go: bool, middle: Place, radius_m: u32) -> Fence {
    Fence { label: word(label), no_go, shape: Shape::Circle { middle, radius_mm: radius_m * 1000 } }
}

#[derive(Clone)]
pub struct Scene {
    pub order: Order,
    pub fences: Vec<Fence>,
    pub heard: Vec<Heard>,
    pub now: Instant,
}

impl Scene {
    /// So many vehicles on a straight way of so many kilometres to the east, planned at 10 m/s. The first and last are
    /// escort, those between carry principals. Nothing is watched that can be left out.
    pub fn straight(vehicles: usize, kilometres: u64) -> Scene {
        let last = vehicles.saturating_sub(1);
        let vehicles = (0..vehicles).map(|number| Vehicle {
            label: word(&format!("v{number}")),
            part: if number == 0 {
                Part::Lead
            } else if number == last {
                Part::Trail
            } else {
                Part::Main
            },
            principals: number > 0 && number < last,
            escort: number == 0 || number == last,
            bindings: vec![Binding { device: device(number), from: at(-3600), until: None }],
        });
        let order = Order {
            line: (0..=kilometres).map(|kilometre| place(kilometre as f64 * 1000.0, 0.0)).collect(),
            beside: Vec::new(),
            departure: at(0),
            planned_departure: None,
            speed_mm_s: 10_000,
            points: Vec::new(),
            vehicles: vehicles.collect(),
            within: Vec::new(),
            exempt: [],
            dead_ground: Vec::new(),
            silences: Vec::new(),
            deaf: Vec::new(),
            thresholds: Thresholds::default(),
        };
        Scene { order, fences: Vec::new(), heard: Vec::new(), now: at(0) }
    }

    /// Everything is watched, by values such as a duty officer might choose.
    pub fn watch_all(mut self) -> Scene {
        self.order.thresholds = Thresholds {
            corridor_mm: Some(200_000),
            stop: Some(Span::minutes(5)),
            stop_radius_mm: Some(60_000),
            late: Some(Span::minutes(10)),
            unreported: Some(Span::minutes(5)),
            interval_least_mm: Some(30_000),
            interval_most_mm: Some(200_000),
            spacing_for: Some(Span::seconds(60)),
            broken_mm: Some(1_500_000),
            straggler_mm: Some(1_000_000),
            silence: Some(Span::minutes(3)),
            separation_mm: Some(500_000),
            two_places_mm_s: Some(60_000),
            vague_mm: Some(500_000),
        };
        self
    }

    fn push(&mut self, at: Instant, what: What) {
        let reference = self.heard.len() as u64;
        self.now = self.now.max(at);
        self.heard.push(Heard { reference, received: at, what });
    }

    /// A device reports a position, with an accuracy of 5 m.
    pub fn fix(&mut self, number: usize, seconds: i64, (east, north): (f64, f64)) {
        self.fix_within(number, seconds, (east, north), 5);
    }

    pub fn fix_within(&mut self, number: usize, seconds: i64, (east, north): (f64, f64), accuracy_m: u32) {
        self.fix_at(number, seconds, place(east, north), accuracy_m);
    }

    pub fn fix_at(&mut self, number: usize, seconds: i64, place: Place, accuracy_m: u32) {
        let fix = Fix {
            place,
            accuracy_mm: Some(accuracy_m * 1000),
            speed_mm_s: None,
            course_mdeg: None,
            height_mm: None,
            battery_percent: None,
        };
        let report = Report { at: at(seconds), fix: Some(fix), signal: None };
        self.push(at(seconds), What::Device { device: device(number), report });
    }

    /// A device reports every so many seconds from then to then where a function says.
    pub fn drive(
        &mut self,
        number: usize,
        seconds: std::ops::Range<i64>,
        every: usize,
        path: impl Fn(f64) -> (f64, f64),
    ) {
        for second in seconds.step_by(every) {
            self.fix(number, second, path(second as f64));
        }
    }

    pub fn signal(&mut self, number: usize, seconds: i64, signal: Option<Signal>) {
        let report = Report { at: at(seconds), fix: None, signal };
        self.push(at(seconds), What::Device { device: device(number), report });
    }

    pub fn voice(&mut self, seconds: i64, point: Option<&str>) {
        self.push(at(seconds), What::Voice { point: point.map(word), at: at(seconds) });
    }

    pub fn distress(&mut self, seconds: i64, vehicle: Option<&str>) {
        self.push(at(seconds), What::Distress { vehicle: vehicle.map(word), device: None, at: at(seconds) });
    }

    /// A device of which no vehicle is known calls for help.
    pub fn calls(&mut self, number: usize, seconds: i64) {
        let (device, at) = (Some(device(number)), at(seconds));
        self.push(at, What::Distress { vehicle: None, device, at });
    }

    pub fn called_off(&mut self, number: usize, seconds: i64) {
        self.push(at(seconds), What::CalledOff { device: device(number), at: at(seconds) });
    }

    /// It is so late now.
    pub fn until(&mut self, seconds: i64) {
        self.now = self.now.max(at(seconds));
    }

    pub fn fences(&self) -> Arc<Fences> {
        Arc::new(Fences::new(self.fences.clone()).unwrap())
    }

    pub fn plan(&self) -> Arc<Plan> {
        Arc::new(Plan::new(self.order.clone(), &self.fences()).unwrap())
    }

    pub fn blank(&self) -> Watch {
        Watch::new(self.plan(), self.fences(), at(-7200))
    }

    /// A watch that heard all in the order of the scene.
    pub fn watch(&self) -> Watch {
        let mut watch = self.blank();
        for heard in &self.heard {
            watch.hear(heard);
        }
        watch.time(self.now);
        watch
    }

    pub fn findings(&self) -> Vec<Finding> {
        self.watch().findings()
    }

    /// The findings of a rule.
    pub fn found(&self, rule: Rule) -> Vec<Finding> {
        self.findings().into_iter().filter(|finding| finding.rule == rule).collect()
    }

    /// The only finding there is, and of that rule.
    pub fn only(&self, rule: Rule) -> Finding {
        let findings = self.findings();
        assert!(findings.len() == 1 && findings[0].rule == rule, "not one {rule} but {findings:#?}");
        findings[0].clone()
    }

    pub fn nothing(&self) {
        let findings = self.findings();
        assert!(findings.is_empty(), "{findings:#?}");
    }
}

pub fn vehicle(number: usize) -> Subject {
    Subject::Vehicle(word(&format!("v{number}")))
}

pub fn leg(after: Option<&str>, before: Option<&str>) -> Element {
    Element::Leg { after: after.map(word), before: before.map(word) }
}
