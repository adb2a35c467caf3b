// Package heap tells tests how much memory C has: what Go cannot see, and no collector frees.
package heap

// #include <malloc.h>
import "C"

// InUse is the number of bytes that C has allocated and not freed.
func InUse() uint64 {
	info := C.mallinfo2()
	return uint64(info.uordblks + info.hblkhd)
}
