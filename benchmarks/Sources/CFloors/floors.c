#include "CFloors.h"
