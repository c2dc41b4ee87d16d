//! Samples, and what is said of them.
//!
//! Machines are shared and disks have moods: the least sample is what the code costs when nothing disturbs it,
//! the median what to expect, the 99th percentile what somebody waits for. A mean says none of these.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

/// How long each repetition took, shortest first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Samples(Vec<Duration>);

impl Samples {
    /// Repeats `work` so often, after one round that is not counted; its result is not optimised away.
    pub fn of<T>(times: usize, mut work: impl FnMut() -> T) -> Self {
        black_box(work());
        (0..times).map(|_| timed(&mut work).1).collect()
    }

    /// One measurement of something too long to repeat.
    #[must_use]
    pub fn once(took: Duration) -> Self {
        Samples(vec![took])
    }

    /// The shortest.
    #[must_use]
    pub fn least(&self) -> Duration {
        self.at(0)
    }

    /// Half took longer.
    #[must_use]
    pub fn median(&self) -> Duration {
        self.at(50)
    }

    /// One in a hundred took longer; `None` of fewer than a hundred samples, which cannot say.
    #[must_use]
    pub fn p99(&self) -> Option<Duration> {
        (self.0.len() >= 100).then(|| self.at(99))
    }

    /// Whether there is more than one.
    #[must_use]
    pub fn is_repeated(&self) -> bool {
        self.0.len() > 1
    }

    fn at(&self, percent: usize) -> Duration {
        let index = (self.0.len() * percent / 100).min(self.0.len().saturating_sub(1));
        self.0.get(index).copied().unwrap_or_default()
    }
}

impl FromIterator<Duration> for Samples {
    fn from_iter<I: IntoIterator<Item = Duration>>(samples: I) -> Self {
        let mut samples: Vec<Duration> = samples.into_iter().collect();
        samples.sort_unstable();
        Samples(samples)
    }
}

/// What `work` answers, and how long it took.
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let done = black_box(work());
    (done, start.elapsed())
}

/// How many of `count` things a second.
#[must_use]
pub fn per_second(count: u64, took: Duration) -> f64 {
    // Counts stay far below 2^53, where every integer is a double.
    count as f64 / took.as_secs_f64()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_a_hundred_is_the_middle_and_the_99th_percentile_the_last() {
        let samples: Samples = (1..=100).rev().map(Duration::from_millis).collect();
        assert_eq!(samples.least(), Duration::from_millis(1));
        assert_eq!(samples.median(), Duration::from_millis(51));
        assert_eq!(samples.p99(), Some(Duration::from_millis(100)));
    }

    #[test]
    fn a_few_samples_say_nothing_about_one_in_a_hundred() {
        let samples: Samples = (1..=20).map(Duration::from_millis).collect();
        assert_eq!(samples.p99(), None);
    }
}
