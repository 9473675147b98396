// Boost.JSON's own code, compiled here: its packaged library is not needed then.
#include <boost/json/src.hpp>
