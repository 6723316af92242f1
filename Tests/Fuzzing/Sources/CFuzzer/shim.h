#include <stddef.h>
#include <stdint.h>

// libFuzzer as a library (https://llvm.org/docs/LibFuzzer.html#using-libfuzzer-as-a-library); no header declares it.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*one_input)(const uint8_t *bytes, size_t count));

#include <sys/syscall.h>
#include <unistd.h>

// A file in memory. Swift does not see the function of the C library, which GNU's extensions hide.
static inline int fuzz_memory_file(void) { return (int)syscall(SYS_memfd_create, "fuzz", 1u /* MFD_CLOEXEC */); }
