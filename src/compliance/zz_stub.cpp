#include "compliance/redaction.hpp"
