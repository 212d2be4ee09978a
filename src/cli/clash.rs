//! Outputs that would take something away: two that are one file, one that is an input, one that the next run would read as an input.

use malaprop::error::{Error, Result};
use malaprop::read::Format;
use std::path::{Path, PathBuf};

/// A file or folder that a run writes, with what named it.
pub(super) struct Output {
    pub(super) flag: &'static str,
    pub(super) path: PathBuf,
    /// Whether it is a folder, of which all files are written.
    pub(super) folder: bool,
    /// Whether it may take the place of an input: it appears when all was read.
    pub(super) in_place: bool,
}

impl Output {
    /// The file of a report.
    pub(super) const fn report(path: PathBuf) -> Self {
        Self { flag: "-o", path, folder: false, in_place: false }
    }
}

/// The file that `path` leads to; what of it is not there yet lies below what is.
fn real(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    for above in path.ancestors() {
        if let (Ok(there), Ok(rest)) = (std::fs::canonicalize(above), path.strip_prefix(above)) {
            return there.components().chain(rest.components()).collect();
        }
    }
    path
}

/// Standard output and devices take what several write.
fn takes_all(path: &Path) -> bool {
    path.as_os_str() == "-" || std::fs::metadata(path).is_ok_and(|there| !there.is_file() && !there.is_dir())
}

/// Refuses a run whose `outputs` clash with one another or with `inputs`.
///
/// # Errors
/// Two outputs that are one; an output that is an input, or lies in a folder of inputs and would be read as one.
pub(super) fn refuse(outputs: &[Output], inputs: &[PathBuf]) -> Result<()> {
    let outputs: Vec<(&Output, PathBuf)> =
        outputs.iter().filter(|output| !takes_all(&output.path)).map(|output| (output, real(&output.path))).collect();
    let clash =
        |output: &Output, what: String| Err(Error::usage(format!("{} {}: {what}", output.flag, output.path.display())));
    for (i, (output, place)) in outputs.iter().enumerate() {
        if let Some((other, _)) = outputs[..i].iter().find(|(_, other)| other == place) {
            return clash(output, format!("{} writes there", other.flag));
        }
        for input in inputs.iter().filter(|input| !takes_all(input)) {
            let read = real(input);
            if read == *place && !output.in_place && !input.is_dir() {
                return clash(output, "it is an input".to_owned());
            }
            if input.is_dir() && place.starts_with(read) && (output.folder || Format::of(place).is_some()) {
                let what = format!("it lies in {}, and would be read as an input", input.display());
                return clash(output, what);
            }
        }
    }
    Ok(())
}
