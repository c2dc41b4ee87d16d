//! The messages of an OpenStreetMap PBF file that an import reads, as `fileformat.proto` and `osmformat.proto` of
//! openstreetmap/OSM-binary (version 1.5) define them. Authors and histories are not read, so they are not declared.

use prost::Message;

/// What stands before every blob.
#[derive(Clone, PartialEq, Message)]
pub(in crate::import) struct BlobHeader {
    #[prost(string, required, tag = "1")]
    pub kind: String,
    #[prost(int32, required, tag = "3")]
    pub size: i32,
}

/// A blob. Of the compressions, zlib is the one every writer uses unless told otherwise.
#[derive(Clone, PartialEq, Message)]
pub(in crate::import) struct Blob {
    #[prost(bytes = "vec", optional, tag = "1")]
    pub raw: Option<Vec<u8>>,
    #[prost(int32, optional, tag = "2")]
    pub raw_size: Option<i32>,
    #[prost(bytes = "vec", optional, tag = "3")]
    pub zlib: Option<Vec<u8>>,
    #[prost(bytes = "vec", optional, tag = "4")]
    pub lzma: Option<Vec<u8>>,
    #[prost(bytes = "vec", optional, tag = "5")]
    pub bzip2: Option<Vec<u8>>,
    #[prost(bytes = "vec", optional, tag = "6")]
    pub lz4: Option<Vec<u8>>,
    #[prost(bytes = "vec", optional, tag = "7")]
    pub zstd: Option<Vec<u8>>,
}

/// The first block: what a reader must be able to read.
#[derive(Clone, PartialEq, Message)]
pub(in crate::import) struct HeaderBlock {
    #[prost(string, repeated, tag = "4")]
    pub required_features: Vec<String>,
    #[prost(int64, optional, tag = "32")]
    pub as_of: Option<i64>,
}

/// A block of elements, with the strings they refer to.
#[derive(Clone, PartialEq, Message)]
pub(in crate::import) struct PrimitiveBlock {
    #[prost(message, required, tag = "1")]
    pub strings: StringTable,
    #[prost(message, repeated, tag = "2")]
    pub groups: Vec<PrimitiveGroup>,
    #[prost(int32, optional, tag = "17", default = "100")]
    pub granularity: Option<i32>,
    #[prost(int64, optional, tag = "19")]
    pub lat_offset: Option<i64>,
    #[prost(int64, optional, tag = "20")]
    pub lon_offset: Option<i64>,
}

#[derive(Clone, PartialEq, Message)]
pub(in crate::import) struct StringTable {
    #[prost(bytes = "vec", repeated, tag = "1")]
    pub texts: Vec<Vec<u8>>,
}

#[derive(Clone, PartialEq, Message)]
pub(in crate::import) struct PrimitiveGroup {
    #[prost(message, repeated, tag = "1")]
    pub nodes: Vec<Node>,
    #[prost(message, optional, tag = "2")]
    pub dense: Option<DenseNodes>,
    #[prost(message, repeated, tag = "3")]
    pub ways: Vec<Way>,
    #[prost(message, repeated, tag = "4")]
    pub relations: Vec<Relation>,
}

#[derive(Clone, PartialEq, Message)]
pub(in crate::import) struct Node {
    #[prost(sint64, required, tag = "1")]
    pub id: i64,
    #[prost(uint32, repeated, tag = "2")]
    pub keys: Vec<u32>,
    #[prost(uint32, repeated, tag = "3")]
    pub values: Vec<u32>,
    #[prost(sint64, required, tag = "8")]
    pub lat: i64,
    #[prost(sint64, required, tag = "9")]
    pub lon: i64,
}

/// Nodes as columns; identifiers and coordinates are differences to the one before.
#[derive(Clone, PartialEq, Message)]
pub(in crate::import) struct DenseNodes {
    #[prost(sint64, repeated, tag = "1")]
    pub ids: Vec<i64>,
    #[prost(sint64, repeated, tag = "8")]
    pub lats: Vec<i64>,
    #[prost(sint64, repeated, tag = "9")]
    pub lons: Vec<i64>,
    /// Key, value, key, value, 0 for each node in turn; nothing at all if no node has tags.
    #[prost(int32, repeated, tag = "10")]
    pub tags: Vec<i32>,
}

#[derive(Clone, PartialEq, Message)]
pub(in crate::import) struct Way {
    #[prost(int64, required, tag = "1")]
    pub id: i64,
    #[prost(uint32, repeated, tag = "2")]
    pub keys: Vec<u32>,
    #[prost(uint32, repeated, tag = "3")]
    pub values: Vec<u32>,
    #[prost(sint64, repeated, tag = "8")]
    pub refs: Vec<i64>,
}

#[derive(Clone, PartialEq, Message)]
pub(in crate::import) struct Relation {
    #[prost(int64, required, tag = "1")]
    pub id: i64,
    #[prost(uint32, repeated, tag = "2")]
    pub keys: Vec<u32>,
    #[prost(uint32, repeated, tag = "3")]
    pub values: Vec<u32>,
    #[prost(int32, repeated, tag = "8")]
    pub roles: Vec<i32>,
    #[prost(sint64, repeated, tag = "9")]
    pub members: Vec<i64>,
    #[prost(int32, repeated, tag = "10")]
    pub kinds: Vec<i32>,
}
