//! Little-endian numbers end to end, read where they lie.

/// A section of numbers of one width.
#[derive(Debug, Clone, Copy)]
pub(super) struct Numbers<'a>(pub(super) &'a [u8]);

impl Numbers<'_> {
    /// Number `i` of 32 bits; beyond the end, as in a damaged file, 0.
    pub(super) fn u32(self, i: usize) -> u32 {
        let bytes = i.checked_mul(4).and_then(|at| self.0.get(at..)?.first_chunk::<4>());
        bytes.map_or(0, |b| u32::from_le_bytes(*b))
    }

    /// Number `i` of 64 bits; beyond the end 0.
    pub(super) fn u64(self, i: usize) -> u64 {
        let bytes = i.checked_mul(8).and_then(|at| self.0.get(at..)?.first_chunk::<8>());
        bytes.map_or(0, |b| u64::from_le_bytes(*b))
    }

    /// How many numbers of 32 bits there are.
    pub(super) const fn len_u32(self) -> usize {
        self.0.len() / 4
    }
}

pub(super) fn push_u32(bytes: &mut Vec<u8>, number: u32) {
    bytes.extend(number.to_le_bytes());
}

pub(super) fn push_u64(bytes: &mut Vec<u8>, number: u64) {
    bytes.extend(number.to_le_bytes());
}
