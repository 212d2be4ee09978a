//! Outputs that would take something away: two that are one file, one that is an input, one that the next run would read as an input.

use malaprop::error::{Error, Result};
use malaprop::read::Format;
use std::path::{Path, PathBuf};

/// A file or folder that a run writes, with what named it.
pub(super) struct Output {
    pub(super) flag: &'static str,
    pub(super) path: PathBuf,
    /// Whether it may take the place of an input: it appears when all was read.
    pub(super) in_place: bool,
}

/// The file that `path` leads to, whether it is there or not.
fn real(path: &Path) -> PathBuf {
    if let Ok(real) = std::fs::canonicalize(path) {
        return real;
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match (std::fs::canonicalize(folder), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => std::path::absolute(path).unwrap_or_else(|_| path.to_owned()),
    }
}

/// Standard output and devices take what several write.
fn takes_all(path: &Path) -> bool {
    path.as_os_str() == "-" || std::fs::metadata(path).is_ok_and(|there| !there.is_file() && !there.is_dir())
}

/// Refuses a run whose `outputs` clash with one another or with `inputs`.
///
/// # Errors
/// Two outputs that are one; an output that is an input, or a file in a folder of inputs that would be read as one.
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
            if input.is_dir() && !output.path.is_dir() && place.starts_with(read) && Format::of(place).is_some() {
                let what = format!("it lies in {}, and would be read as an input", input.display());
                return clash(output, what);
            }
        }
    }
    Ok(())
}
