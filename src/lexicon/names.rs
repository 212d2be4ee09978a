//! People, places and organisations.
use crate::error::Result;
/// placeholder
#[derive(Debug)]
pub struct Names {}
/// placeholder
#[derive(Debug, Default)]
pub(crate) struct Builder {}
impl Builder {
    pub(crate) fn add(&mut self, _file: &str, _text: &str) -> Result<()> {
        Ok(())
    }
    pub(crate) fn build(self) -> Names {
        Names {}
    }
}
