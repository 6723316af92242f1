#include "CAllocations.h"

#include <stdlib.h>

// Stands before the C library's allocator in the program that links it, and counts. Each thread has its own count, so
// that what other threads do at the same time does not disturb it.

static __thread unsigned long count;
static __thread unsigned long bytes;

unsigned long allocation_count(void) { return count; }
unsigned long allocation_bytes(void) { return bytes; }

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define OWN_ALLOCATOR
#endif
#endif

#if defined(__GLIBC__) && !defined(OWN_ALLOCATOR)
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

void *malloc(size_t size) {
  count++;
  bytes += size;
  return __libc_malloc(size);
}

void *calloc(size_t members, size_t size) {
  count++;
  bytes += members * size;
  return __libc_calloc(members, size);
}

void *realloc(void *block, size_t size) {
  count++;
  bytes += size;
  return __libc_realloc(block, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
  count++;
  bytes += size;
  return __libc_memalign(alignment, size);
}
#endif
