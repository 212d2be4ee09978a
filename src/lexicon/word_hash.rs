//! The hash by which word lists and compiled tables are laid out and searched: the same on every machine.

/// A hash of all bytes of `word`: two multiplications to 128 bits for words of up to sixteen bytes (after wyhash, Wang Yi).
pub(crate) fn word_hash(word: &[u8]) -> u64 {
    let mut hash = 0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(word.len() as u64 + 1);
    let mut rest = word;
    while rest.len() > 16 {
        hash = folded(hash ^ eight(rest), 0xa076_1d64_78bd_642f);
        rest = &rest[8..];
    }
    let (first, last) = match rest.len() {
        8.. => (eight(rest), eight(&rest[rest.len() - 8..])),
        4.. => (four(rest), four(&rest[rest.len() - 4..])),
        1.. => (u64::from(rest[0]) << 16 | u64::from(rest[rest.len() / 2]) << 8 | u64::from(rest[rest.len() - 1]), 0),
        0 => (0, 0),
    };
    folded(folded(hash ^ first, 0xe703_7ed1_a0b4_28db ^ last), 0x8ebc_6af0_9c88_c6e3)
}

fn eight(bytes: &[u8]) -> u64 {
    bytes.first_chunk().map_or(0, |chunk| u64::from_le_bytes(*chunk))
}

fn four(bytes: &[u8]) -> u64 {
    bytes.first_chunk().map_or(0, |chunk| u64::from(u32::from_le_bytes(*chunk)))
}

/// Both halves of a product, one laid over the other.
const fn folded(a: u64, b: u64) -> u64 {
    let product = a as u128 * b as u128;
    (product >> 64) as u64 ^ product as u64
}
