//! A folder of texts for a test.

use std::fs;
use tempfile::TempDir;

/// A folder with these files, by their paths in it; it is gone when it is dropped.
pub(crate) fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}
