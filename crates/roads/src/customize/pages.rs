//! Arrays that share what does not change: whole, with a copy of the few *pages* on which something is different.
//!
//! A page holds the arcs of some nodes that lie together. The next array has its own copies of the pages that
//! differ and shares all others, so to make it costs what is different and a list of pages.

use std::{ops::Range, sync::Arc};

/// A node belongs to the page its first arc would be on if pages were cut after every so many arcs.
const ARCS_PER_PAGE: usize = 1 << 9;

/// Where each page starts in an array that has some entries for each node, and behind them where the last one ends.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Pages(Vec<u32>);

impl Pages {
    /// The pages of an array in which the entries of node `n` start at `first[n]`.
    pub(crate) fn of(first: &[u32], first_up: &[u32]) -> Self {
        let nodes = &first_up[..first_up.len() - 1];
        let count = page_of(first_up[nodes.len()] as usize) + 1;
        let node = |page: usize| nodes.partition_point(|&first| page_of(first as usize) < page);
        Pages((0..count).map(|page| first[node(page)]).chain(first.last().copied()).collect())
    }

    fn count(&self) -> usize {
        self.0.len() - 1
    }

    fn range(&self, page: usize) -> Range<usize> {
        self.0[page] as usize..self.0[page + 1] as usize
    }
}

/// The page of the node whose first arc this is.
#[inline]
pub(crate) fn page_of(first_arc: usize) -> usize {
    first_arc / ARCS_PER_PAGE
}

/// An array of which most is shared.
#[derive(Clone, Debug)]
pub(crate) struct Paged<T> {
    whole: Arc<Vec<T>>,
    /// Lists of pages, none where nothing differs from the whole: a small change on a large map copies a short list.
    lists: Vec<Option<Arc<List<T>>>>,
}

/// The pages that differ from the whole, each at its place.
type List<T> = [Option<Arc<[T]>>; PAGES_PER_LIST];

const PAGES_PER_LIST: usize = 64;

impl<T: Copy> Paged<T> {
    pub(crate) fn whole(entries: Vec<T>) -> Self {
        Paged { whole: Arc::new(entries), lists: Vec::new() }
    }

    #[inline]
    fn page(&self, page: usize) -> Option<&[T]> {
        self.lists.get(page / PAGES_PER_LIST)?.as_ref()?[page % PAGES_PER_LIST].as_deref()
    }

    /// Entries that are all on one page.
    #[inline]
    pub(crate) fn on(&self, page: usize, of: &Pages, range: Range<usize>) -> &[T] {
        match self.page(page) {
            Some(own) => {
                let first = of.0[page] as usize;
                &own[range.start - first..range.end - first]
            }
            None => &self.whole[range],
        }
    }

    /// One entry, wherever it is.
    #[inline]
    pub(crate) fn one(&self, of: &Pages, at: usize) -> &T {
        if self.lists.is_empty() {
            return &self.whole[at];
        }
        let (first, entries) = self.beside(of, at);
        &entries[at - first]
    }

    /// All entries on the page of one, and which is the first.
    #[inline]
    pub(crate) fn beside(&self, of: &Pages, at: usize) -> (usize, &[T]) {
        // A node whose first arc is on a page may have others where the next would be.
        let mut page = page_of(at);
        while of.0[page] as usize > at {
            page -= 1;
        }
        let range = of.range(page);
        (range.start, self.page(page).unwrap_or_else(|| &self.whole[range]))
    }

    /// The array's own copy of an entry on a page.
    pub(crate) fn own(&mut self, page: usize, of: &Pages, at: usize) -> Option<&mut T> {
        let Paged { whole, lists } = self;
        lists.resize(of.count().div_ceil(PAGES_PER_LIST), None);
        let list = lists.get_mut(page / PAGES_PER_LIST)?;
        let list = list.get_or_insert_with(|| Arc::new([const { None }; PAGES_PER_LIST]));
        let page_of_whole = || Arc::from(&whole[of.range(page)]);
        let own = Arc::make_mut(list)[page % PAGES_PER_LIST].get_or_insert_with(page_of_whole);
        Arc::make_mut(own).get_mut(at - of.0[page] as usize)
    }
}
