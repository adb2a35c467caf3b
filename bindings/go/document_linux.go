package contracts

import (
	"os"
	"strings"
	"syscall"
)

const (
	nonBlocking = syscall.O_NONBLOCK
	pathOnly    = 0x200000 // O_PATH, which the package syscall does not have
)

// openBelow walks from directory to directory, so that no step can lead elsewhere.
func openBelow(dir, name string) (*os.File, error) {
	at, err := syscall.Open(dir, pathOnly|syscall.O_DIRECTORY|syscall.O_CLOEXEC, 0)
	if err != nil {
		return nil, err
	}
	defer func() { syscall.Close(at) }()
	steps := strings.Split(name, "/")
	for _, step := range steps[:len(steps)-1] {
		next, err := syscall.Openat(at, step, pathOnly|syscall.O_NOFOLLOW|syscall.O_CLOEXEC, 0)
		if err != nil {
			return nil, err
		}
		syscall.Close(at)
		at = next
		var facts syscall.Stat_t
		if err := syscall.Fstat(at, &facts); err != nil {
			return nil, err
		}
		if facts.Mode&syscall.S_IFMT == syscall.S_IFLNK {
			return nil, linkRefused(name)
		}
	}
	flags := syscall.O_RDONLY | syscall.O_NOFOLLOW | syscall.O_NONBLOCK | syscall.O_CLOEXEC
	file, err := syscall.Openat(at, steps[len(steps)-1], flags, 0)
	if err == syscall.ELOOP {
		return nil, linkRefused(name)
	}
	if err != nil {
		return nil, err
	}
	return os.NewFile(uintptr(file), name), nil
}

func linkRefused(name string) error {
	return refuse("'%s' goes through a symbolic link, which is refused", name)
}
