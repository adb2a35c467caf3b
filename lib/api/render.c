/* <contracts/types.h>: the words of the ways in which results write themselves. */
#include "exchange/render.h"

#include "api/getter.h"

LC_WORDS(render)
LC_PARSE(render)
