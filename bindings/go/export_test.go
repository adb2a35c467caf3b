package contracts

// What tests may see of the inside.

// StatusKnown tells whether the library has a status of that name.
func StatusKnown(status Status) bool { return statusKnown(status) }
