//! Outputs that are packed as their names say.

use crate::error::{Error, Result};
use crate::read::Packing;
use crate::report::{Place, Ready};
use flate2::write::GzEncoder;
use std::io::Write;
use std::path::Path;

/// An open output.
pub(super) enum Packer {
    Plain(Place),
    Gzip(GzEncoder<Place>),
    Zstd(zstd::stream::write::Encoder<'static, Place>),
}

/// Zstandard's own middle.
const ZSTD_LEVEL: i32 = 3;

impl Packer {
    pub(super) fn open(path: &Path) -> Result<Self> {
        let place = Place::open(path)?;
        Ok(match Packing::of(path).0 {
            None => Self::Plain(place),
            Some(Packing::Gzip) => Self::Gzip(GzEncoder::new(place, flate2::Compression::default())),
            Some(Packing::Zstd) => {
                let encoder = zstd::stream::write::Encoder::new(place, ZSTD_LEVEL);
                Self::Zstd(encoder.map_err(|e| Error::io(path, e))?)
            }
        })
    }

    /// Everything is written, but the file has no name yet.
    pub(super) fn ready(self, path: &Path) -> Result<Ready> {
        let place = match self {
            Self::Plain(place) => Ok(place),
            Self::Gzip(encoder) => encoder.finish(),
            Self::Zstd(encoder) => encoder.finish(),
        };
        place.map_err(|e| Error::io(path, e))?.ready()
    }
}

impl Write for Packer {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self {
            Self::Plain(place) => place.write(bytes),
            Self::Gzip(encoder) => encoder.write(bytes),
            Self::Zstd(encoder) => encoder.write(bytes),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match self {
            Self::Plain(place) => place.flush(),
            Self::Gzip(encoder) => encoder.flush(),
            Self::Zstd(encoder) => encoder.flush(),
        }
    }
}
