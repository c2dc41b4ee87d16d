//! The bytes of one tile: the protocol buffers of Mapbox vector tiles 2.1, written by `mvt`, and gzip.

use std::io::Write as _;

use flate2::{Compression, write::GzEncoder};
use mvt::{Feature, GeomData, GeomEncoder, GeomType, Tile};

use crate::{
    NotATile,
    cutting::{Piece, UNITS},
    globe::Point,
    shapes::{Form, Layer, Shapes, Value},
};

/// More places than anybody reads in one tile.
const MOST_PLACES: usize = 128;

/// One tile, of the pieces that lie in it: sorted by layer, and within one by what is said of them.
pub(crate) fn tile(shapes: &Shapes, pieces: &[Piece]) -> Result<Vec<u8>, NotATile> {
    let failed = |why: &dyn std::fmt::Display| {
        let (zoom, [column, row]) =
            pieces.first().map_or((0, [0, 0]), |piece| (piece.tile.zoom(), piece.tile.place()));
        NotATile { zoom, column, row, why: why.to_string() }
    };
    let bytes = encoded(shapes, pieces).map_err(|error| failed(&error))?;
    let mut packed = GzEncoder::new(Vec::new(), Compression::new(6));
    packed.write_all(&bytes).and_then(|()| packed.finish()).map_err(|error| failed(&error))
}

fn encoded(shapes: &Shapes, pieces: &[Piece]) -> Result<Vec<u8>, mvt::Error> {
    let mut tile = Tile::new(1 << UNITS);
    let layer_of = |piece: &Piece| shapes.all[piece.shape].layer;
    for some in pieces.chunk_by(|one, next| layer_of(one) == layer_of(next)) {
        let Some(name) = some.first().map(layer_of) else { continue };
        let some = if name == Layer::Places { &some[..some.len().min(MOST_PLACES)] } else { some };
        let mut layer = tile.create_layer(name.name());
        let sort = |piece: &Piece| {
            let shape = &shapes.all[piece.shape];
            (shape.tags, shape.form as u8)
        };
        // What is said the same of is one feature.
        for alike in some.chunk_by(|one, next| sort(one) == sort(next)) {
            let Some(first) = alike.first().map(|piece| &shapes.all[piece.shape]) else { continue };
            let mut feature = layer.into_feature(geometry(first.form, alike)?);
            for (key, value) in &shapes.tags[first.tags as usize] {
                say(&mut feature, key, value);
            }
            layer = feature.into_layer();
        }
        tile.add_layer(layer)?;
    }
    tile.to_bytes()
}

fn say(feature: &mut Feature, key: &str, value: &Value) {
    match value {
        Value::Text(text) => feature.add_tag_string(key, text),
        Value::Number(number) => feature.add_tag_sint(key, *number),
        Value::Yes => feature.add_tag_bool(key, true),
    }
}

fn geometry(form: Form, pieces: &[Piece]) -> Result<GeomData, mvt::Error> {
    let parts = pieces.iter().flat_map(|piece| &piece.parts);
    let mut encoder: GeomEncoder<i32> = GeomEncoder::new(match form {
        Form::Point => GeomType::Point,
        Form::Line => GeomType::Linestring,
        Form::Area => GeomType::Polygon,
    });
    let mut before: Option<Point> = None;
    for part in parts {
        let follows = part.first() == before.as_ref();
        if form != Form::Point && before.is_some() && !(form == Form::Line && follows) {
            encoder.complete_geom()?;
        }
        // `mvt` goes on with the part before where the next begins at its last point. For a line that is as well; a
        // ring begins elsewhere.
        let (head, tail) = part.split_at(usize::from(form == Form::Area && follows));
        for &[x, y] in tail.iter().chain(head) {
            encoder.add_point(x, y)?;
            before = Some([x, y]);
        }
    }
    encoder.encode()
}
