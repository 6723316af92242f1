#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "CFloors.h"

// The file's framing and the three fields of a Blob: https://wiki.openstreetmap.org/wiki/PBF_Format.

typedef struct {
  const uint8_t *at, *end;
} span;

static int varint(span *s, uint64_t *value) {
  *value = 0;
  for (int shift = 0; shift < 64 && s->at < s->end; shift += 7) {
    const uint8_t byte = *s->at++;
    *value |= (uint64_t)(byte & 0x7F) << shift;
    if (byte < 0x80) return 0;
  }
  return -1;
}

/// The next field: its number, and its value or its bytes. 0, 1 at the end, -1 when broken.
static int field(span *s, uint32_t *number, uint64_t *value, span *bytes) {
  uint64_t key;
  if (s->at == s->end) return 1;
  if (varint(s, &key) || varint(s, value)) return -1;
  *number = (uint32_t)(key >> 3);
  *bytes = (span){NULL, NULL};
  if ((key & 7) == 0) return 0;
  if ((key & 7) != 2 || *value > (uint64_t)(s->end - s->at)) return -1;
  *bytes = (span){s->at, s->at + *value};
  s->at += *value;
  return 0;
}

typedef struct {
  struct libdeflate_decompressor *decompressor;
  int by_zlib;
  uint8_t *buffer;
  size_t capacity;
} inflater;

static int inflate_blob(inflater *w, span blob, floors_inflated *result) {
  uint32_t number;
  uint64_t value, raw_size = 0;
  span bytes = {NULL, NULL}, packed = {NULL, NULL};
  int end;
  while ((end = field(&blob, &number, &value, &bytes)) == 0) {
    if (number == 2) raw_size = value;
    if (number == 3) packed = bytes;
  }
  if (end < 0 || !packed.at || raw_size > 32 << 20) return -1;
  if (raw_size > w->capacity) {
    uint8_t *larger = realloc(w->buffer, raw_size);
    if (!larger) return -1;
    w->buffer = larger;
    w->capacity = raw_size;
  }
  const size_t size = (size_t)(packed.end - packed.at);
  if (w->by_zlib) {
    uLongf length = raw_size;
    if (uncompress(w->buffer, &length, packed.at, size) != Z_OK || length != raw_size) return -1;
  } else if (libdeflate_zlib_decompress(w->decompressor, packed.at, size, w->buffer, raw_size, NULL)) {
    return -1;
  }
  result->blobs++;
  result->compressed_bytes += size;
  result->inflated_bytes += raw_size;
  return 0;
}

int floors_inflate(const uint8_t *file, size_t size, int by_zlib, floors_inflated *result) {
  inflater w = {.decompressor = libdeflate_alloc_decompressor(), .by_zlib = by_zlib};
  *result = (floors_inflated){0, 0, 0};
  span s = {file, file + size};
  int broken = w.decompressor ? 0 : -1;
  while (!broken && s.at < s.end) {
    broken = -1;
    if (s.end - s.at < 4) break;
    const uint32_t length = (uint32_t)s.at[0] << 24 | s.at[1] << 16 | s.at[2] << 8 | s.at[3];
    s.at += 4;
    if (length > (uint64_t)(s.end - s.at)) break;
    span header = {s.at, s.at + length}, bytes = {NULL, NULL};
    s.at += length;
    uint32_t number;
    uint64_t value, blob_size = UINT64_MAX;
    int end;
    while ((end = field(&header, &number, &value, &bytes)) == 0)
      if (number == 3) blob_size = value;
    if (end < 0 || blob_size > (uint64_t)(s.end - s.at)) break;
    broken = inflate_blob(&w, (span){s.at, s.at + blob_size}, result);
    s.at += blob_size;
  }
  if (w.decompressor) libdeflate_free_decompressor(w.decompressor);
  free(w.buffer);
  return broken;
}
