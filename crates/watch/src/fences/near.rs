//! The no-go areas around a vehicle. Whoever drives is for minutes among the same few, so the index is asked once for all
//! that reach into a part of the country, and then not until the vehicle leaves that.
//!
//! It only saves asking: what [`Near::entered`] answers is what the index would.

use model::Place;

use super::Fences;

/// How far to each side is looked, in 1e-7 degree. Ours: some 2 km, two minutes of driving.
const REACH: i64 = 200_000;
/// Where more areas than this reach in, less is looked at. Ours: comparing so many costs about what asking does.
const MANY: usize = 24;
/// But no less than this. Ours: about 30 m.
const LEAST_REACH: i64 = 3_000;

/// What is near.
#[derive(Clone, Debug, Default)]
pub(crate) struct Near {
    /// South and west, north and east of what was looked at.
    corners: Option<[[i32; 2]; 2]>,
    /// All whose bounds reach in, and their bounds.
    areas: Vec<(u32, [[i32; 2]; 2])>,
}

impl Near {
    /// The no-go areas that contain a place, by their numbers.
    pub(crate) fn entered<'a>(
        &'a mut self,
        fences: &'a Fences,
        place: Place,
    ) -> impl Iterator<Item = u32> + 'a {
        let at = [place.lat_e7(), place.lon_e7()];
        if self.corners.is_none_or(|corners| !within(corners, at)) {
            self.look(fences, at);
        }
        let here = self.areas.iter().filter(move |area| within(area.1, at)).map(|area| area.0);
        here.filter(move |fence| fences.get(*fence).is_some_and(|fence| fence.shape.contains(place)))
    }

    /// How many bytes it takes beside itself.
    pub(crate) fn bytes(&self) -> usize {
        self.areas.capacity() * size_of::<(u32, [[i32; 2]; 2])>()
    }

    fn look(&mut self, fences: &Fences, at: [i32; 2]) {
        let at = at.map(i64::from);
        let mut reach = REACH;
        loop {
            let corners = [at.map(|axis| axis - reach), at.map(|axis| axis + reach)];
            self.areas.clear();
            let most = if reach > LEAST_REACH { MANY + 1 } else { usize::MAX };
            let areas = fences.reaching_into(corners).take(most);
            self.areas.extend(areas.map(|area| (area.fence, area.corners.map(narrow))));
            if self.areas.len() < most {
                self.corners = Some(corners.map(narrow));
                return;
            }
            reach /= 2;
        }
    }
}

/// No place lies outside of what 32 bits hold.
fn narrow(corner: [i64; 2]) -> [i32; 2] {
    corner.map(|axis| i32::try_from(axis).unwrap_or(if axis < 0 { i32::MIN } else { i32::MAX }))
}

fn within([low, high]: [[i32; 2]; 2], at: [i32; 2]) -> bool {
    (0..2).all(|axis| (low[axis]..=high[axis]).contains(&at[axis]))
}

#[cfg(test)]
mod tests {
    use super::super::{Fence, Shape};
    use super::*;

    fn place(at: [i64; 2]) -> Place {
        Place::from_e7(at[0], at[1]).unwrap()
    }

    #[test]
    fn whoever_wanders_among_areas_is_told_what_asking_the_index_each_time_tells() {
        let mut random = fastrand::Rng::with_seed(11);
        let mut hits = 0;
        for crowd in [30, 300, 3_000] {
            let fence = |number: usize| Fence {
                label: format!("f{number}").parse().unwrap(),
                no_go: !number.is_multiple_of(10),
                shape: Shape::Circle {
                    middle: place([random.i64(0..2_000_000), random.i64(700_000_000..702_000_000)]),
                    radius_mm: random.u32(1..4_000_000),
                },
            };
            let fences = Fences::new((0..crowd).map(fence).collect()).unwrap();
            let (mut near, mut at, mut looked) = (Near::default(), [1_000_000, 701_000_000], 0);
            for step in 0..3_000 {
                let far = if step % 500 == 0 { 800_000 } else { 3_000 };
                at = at.map(|axis| axis + random.i64(-far..=far));
                let before = near.corners;
                let mut told: Vec<u32> = near.entered(&fences, place(at)).collect();
                let mut asked: Vec<u32> = fences.entered(place(at)).collect();
                looked += usize::from(near.corners != before);
                told.sort_unstable();
                asked.sort_unstable();
                assert_eq!(told, asked);
                hits += told.len();
            }
            assert!((6..2_900).contains(&looked), "among {crowd} it looked {looked} times");
        }
        assert!(hits > 10_000, "{hits}");
    }
}
