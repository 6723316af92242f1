#include <proj.h>
// Geodesics by Karney's algorithms, part of PROJ: the oracle of the tests for lengths and areas.
#include <geodesic.h>
