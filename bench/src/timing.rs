//! Samples, and what is said of them.
//!
//! Machines are shared and disks have moods: the least sample is what the code costs when nothing disturbs it,
//! the median what to expect, the 99th percentile what somebody waits for. A mean says none of these. On a busy
//! machine only the processor's own time can be compared with another day's, so it stands beside them.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

/// How long each repetition took.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Samples {
    /// Shortest first.
    sorted: Vec<Duration>,
    /// The processor's time for each, on average, where the system says it.
    worked: Option<Duration>,
}

impl Samples {
    /// Repeats `work` so often, after one round that is not counted; its result is not optimised away.
    pub fn of<T>(times: usize, mut work: impl FnMut() -> T) -> Self {
        black_box(work());
        let before = on_cpu();
        let samples: Samples = (0..times).map(|_| timed(&mut work).1).collect();
        samples.worked(since(before))
    }

    /// And so long did this thread's processor work on all of them.
    #[must_use]
    pub fn worked(self, all: Option<Duration>) -> Self {
        let count = u32::try_from(self.sorted.len()).unwrap_or(u32::MAX);
        Samples { worked: all.and_then(|all| all.checked_div(count)), ..self }
    }

    /// The processor's time for each.
    #[must_use]
    pub fn work(&self) -> Option<Duration> {
        self.worked
    }

    /// One measurement of something too long to repeat.
    #[must_use]
    pub fn once(took: Duration) -> Self {
        [took].into_iter().collect()
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
        (self.sorted.len() >= 100).then(|| self.at(99))
    }

    /// One in a thousand took longer; `None` of fewer than a thousand samples.
    #[must_use]
    pub fn slowest_of_a_thousand(&self) -> Option<Duration> {
        let index = self.sorted.len() * 999 / 1000;
        if self.sorted.len() >= 1000 { self.sorted.get(index).copied() } else { None }
    }

    /// Whether there is more than one.
    #[must_use]
    pub fn is_repeated(&self) -> bool {
        self.sorted.len() > 1
    }

    fn at(&self, percent: usize) -> Duration {
        let index = (self.sorted.len() * percent / 100).min(self.sorted.len().saturating_sub(1));
        self.sorted.get(index).copied().unwrap_or_default()
    }
}

impl FromIterator<Duration> for Samples {
    fn from_iter<I: IntoIterator<Item = Duration>>(samples: I) -> Self {
        let mut sorted: Vec<Duration> = samples.into_iter().collect();
        sorted.sort_unstable();
        Samples { sorted, worked: None }
    }
}

/// What `work` answers, and how long it took.
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let done = black_box(work());
    (done, start.elapsed())
}

/// How long this thread has had a processor so far; `None` where the system does not say.
#[must_use]
pub fn on_cpu() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}

/// The same since an earlier moment.
#[must_use]
pub fn since(before: Option<Duration>) -> Option<Duration> {
    on_cpu().zip(before).map(|(now, before)| now.saturating_sub(before))
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
