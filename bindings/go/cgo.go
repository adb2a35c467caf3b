package contracts

// The build folder of the library serves as well as an installed one: set PKG_CONFIG_PATH to its
// pkgconfig folder, and LD_LIBRARY_PATH to its lib/.libs. With the tag contracts_static a program
// takes along libcontracts.a and what that needs.

/*
#cgo !contracts_static pkg-config: libcontracts
#cgo contracts_static pkg-config: --static libcontracts
#cgo CFLAGS: -std=c11 -Wall
#include "bridge.h"
*/
import "C"

// LibraryVersion is the version of the C library that is linked, such as "0.1.0".
func LibraryVersion() string {
	return C.GoString(C.ctr_library_version())
}

// LibraryDetails names the libraries it was built with.
func LibraryDetails() string {
	return C.GoString(C.ctr_library_details())
}
