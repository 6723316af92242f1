#pragma once

/// Blocks that the calling thread has taken from the heap since it began; 0 for ever where nothing counts them
/// (another C library than glibc, or a sanitizer's own allocator).
unsigned long allocation_count(void);

/// Bytes asked for with them.
unsigned long allocation_bytes(void);
