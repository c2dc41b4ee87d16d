//! Whatever order things are heard in, however often and however late, the same is found.
