//! `malaprop schema`.

use super::End;
use super::common::print;
use malaprop::config::Config;
use malaprop::error::Result;

pub(super) fn run() -> Result<End> {
    print(format!("{:#}\n", Config::schema()))?;
    Ok(End::Good)
}
