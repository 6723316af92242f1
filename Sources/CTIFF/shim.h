#include <stdint.h>
#include <tiffio.h>

// TIFFGetField takes arguments of any number, which Swift cannot call: one function a kind of field. Fields that libtiff
// does not know (those of GeoTIFF) it keeps with the type that the file gives them; another type than asked for is none.

static inline void ctiff_be_silent(void) {
  TIFFSetErrorHandler(0);
  TIFFSetWarningHandler(0);
}

static inline uint32_t ctiff_long(TIFF *file, uint32_t tag) {
  uint32_t value = 0;
  return TIFFGetFieldDefaulted(file, tag, &value) ? value : 0;
}

static inline uint16_t ctiff_short(TIFF *file, uint32_t tag) {
  uint16_t value = 0;
  return TIFFGetFieldDefaulted(file, tag, &value) ? value : 0;
}

static inline const void *ctiff_list(TIFF *file, uint32_t tag, TIFFDataType type, uint32_t *count) {
  const TIFFField *field = TIFFFieldWithTag(file, tag);
  const void *values = 0;
  *count = 0;
  if (!field || TIFFFieldDataType(field) != type || !TIFFFieldPassCount(field)) return 0;
  if (TIFFFieldReadCount(field) == TIFF_VARIABLE2) {
    if (!TIFFGetField(file, tag, count, &values)) return 0;
  } else {
    uint16_t few = 0;
    if (!TIFFGetField(file, tag, &few, &values)) return 0;
    *count = few;
  }
  return values;
}

static inline const double *ctiff_doubles(TIFF *file, uint32_t tag, uint32_t *count) {
  return (const double *)ctiff_list(file, tag, TIFF_DOUBLE, count);
}

static inline const uint16_t *ctiff_shorts(TIFF *file, uint32_t tag, uint32_t *count) {
  return (const uint16_t *)ctiff_list(file, tag, TIFF_SHORT, count);
}

static inline const char *ctiff_text(TIFF *file, uint32_t tag, uint32_t *count) {
  return (const char *)ctiff_list(file, tag, TIFF_ASCII, count);
}
