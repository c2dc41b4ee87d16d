//! The tags of one element.

/// Keys and values, as they stand in the extract.
pub(crate) struct Tags<'t>(Vec<(&'t str, &'t str)>);

impl<'t> Tags<'t> {
    /// These tags.
    pub(crate) fn of(pairs: impl Iterator<Item = (&'t str, &'t str)>) -> Self {
        Tags(pairs.collect())
    }

    /// The value of a key.
    pub(crate) fn get(&self, key: &str) -> Option<&'t str> {
        self.0.iter().find(|(k, _)| *k == key).map(|&(_, value)| value)
    }

    /// The value of a key with something after it, such as `maxspeed` and `:forward`.
    pub(crate) fn get_with(&self, key: &str, suffix: &str) -> Option<&'t str> {
        let is_it = |k: &str| k.strip_prefix(key) == Some(suffix);
        self.0.iter().find(|(k, _)| is_it(k)).map(|&(_, value)| value)
    }

    /// Whether a key has this value.
    pub(crate) fn is(&self, key: &str, value: &str) -> bool {
        self.get(key) == Some(value)
    }

    /// Whether a key is there and does not say `no`.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.get(key).is_some_and(|value| value != "no")
    }

    /// The same without a key.
    pub(crate) fn without(&self, key: &str) -> Tags<'t> {
        Tags(self.0.iter().copied().filter(|(k, _)| *k != key).collect())
    }

    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'t str, &'t str)> {
        self.0.iter().copied()
    }
}
