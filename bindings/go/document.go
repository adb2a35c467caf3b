package contracts

// #include "bridge.h"
import "C"

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path"
	"path/filepath"
	"runtime/cgo"
	"unsafe"
)

// Document is a document on its way into the library. Bytes alone will do; File and FromFS find the
// bytes, and the files that the document refers to.
type Document struct {
	Data   []byte
	Format Format // "" = found out
	Name   string // for messages; "" = "document"

	// Base is where files that a $ref names are looked up, by relative path. Paths that lead out of
	// it are refused. BaseDir makes one of a directory. Without Base and Resolve such a $ref is
	// ErrInput.
	Base fs.FS

	// Resolve gives the bytes of such a file instead. An error that is fs.ErrNotExist says that
	// there is none; any other one stops the call, which gives it as it is.
	Resolve func(path string) ([]byte, error)

	read func(limit uint64) ([]byte, error) // in the place of Data
}

// Bytes is a document at hand.
func Bytes(data []byte) Document { return Document{Data: data} }

// File is a document in a file. It is read when it is used; files that it refers to are looked up
// beside it, symbolic links are refused there.
func File(name string) Document {
	return Document{
		Name: name,
		Base: BaseDir(filepath.Dir(name)),
		read: func(limit uint64) ([]byte, error) {
			file, err := openFile(name)
			if err != nil {
				return nil, err
			}
			return contents(file, name, limit)
		},
	}
}

// FromFS is the same for a file of a file system, such as an embed.FS.
func FromFS(fsys fs.FS, name string) Document {
	base, err := fs.Sub(fsys, path.Dir(name))
	return Document{
		Name: name,
		Base: base,
		read: func(limit uint64) ([]byte, error) {
			if err != nil {
				return nil, err
			}
			file, err := fsys.Open(name)
			if err != nil {
				return nil, err
			}
			return contents(file, name, limit)
		},
	}
}

// refusal is why a file is not given to the library although it may be there. To the library it is
// not there: that knows where the $ref stands, we know why.
type refusal struct{ why error }

func (r *refusal) Error() string { return r.why.Error() }

func (r *refusal) Unwrap() error { return r.why }

func refuse(format string, args ...any) error { return &refusal{fmt.Errorf(format, args...)} }

// contents is all of a regular file, which is closed.
func contents(file fs.File, name string, limit uint64) ([]byte, error) {
	defer file.Close()
	facts, err := file.Stat()
	if err != nil {
		return nil, err
	}
	if !facts.Mode().IsRegular() {
		return nil, refuse("'%s' is no regular file", name)
	}
	size := uint64(facts.Size())
	if limit >= math.MaxInt64 {
		limit = math.MaxInt64 - 1
	}
	if size <= limit {
		data, err := io.ReadAll(io.LimitReader(file, int64(limit)+1))
		if err != nil {
			return nil, err
		}
		if size = uint64(len(data)); size <= limit {
			return data, nil
		}
	}
	e := failure(ErrLimit, nil, "'%s' has %d bytes, at most %d are read", name, size, limit)
	e.Details = map[string]string{"file": name, "limit": fmt.Sprint(limit)}
	return nil, e
}

// below reads a file that a document refers to.
func below(base fs.FS, name string, limit uint64) ([]byte, error) {
	if !fs.ValidPath(name) {
		return nil, refuse("'%s' leaves the document's directory, which is refused", name)
	}
	file, err := base.Open(name)
	if err == nil {
		var data []byte
		data, err = contents(file, name, limit)
		if err == nil || errors.Is(err, ErrLimit) {
			return data, err
		}
	}
	return nil, &refusal{err}
}

// source is a document as C has it, for the time of one call.
type source struct {
	c    C.ctrgo_source
	data []byte
	find *resolver
}

// pointer must stand in the call itself or in a variable of this type: a pointer to bytes needs no
// look at what else its memory holds.
func (s *source) pointer() *C.char {
	if len(s.data) == 0 {
		return nil
	}
	return (*C.char)(unsafe.Pointer(&s.data[0]))
}

func (s *source) size() C.size_t { return C.size_t(len(s.data)) }

// free is due when the call is over.
func (s *source) free() {
	if s.find != nil {
		cgo.Handle(s.c.user).Delete()
		s.find.memory.free()
		s.find = nil
	}
}

// explain adds to an error why a file was not given out.
func (s *source) explain(err error) error {
	var e *Error
	if s.find != nil && s.find.note != nil && errors.As(err, &e) && e.Status == ErrInput {
		e.cause = s.find.note
	}
	return err
}

// source reads a document. It must be freed, also when in has an error.
func (in *inputs) source(d Document, limit uint64, parked *parking, v *visits) *source {
	s := &source{data: d.Data}
	s.c.format = in.formatWord(d.Format)
	s.c.file = in.optional("the name of the document", d.Name)
	if in.err != nil {
		return s
	}
	if d.Base != nil && d.Resolve != nil {
		in.refuse("a document has either Base or Resolve, not both")
		return s
	}
	if d.read != nil {
		s.data, in.err = readInput(d, limit)
	}
	find := d.Resolve
	if d.Base != nil {
		find = func(name string) ([]byte, error) { return below(d.Base, name, limit) }
	}
	if find != nil && in.err == nil {
		s.find = &resolver{find: find, visits: v, parked: parked}
		s.c.user = C.uintptr_t(cgo.NewHandle(s.find))
	}
	return s
}

func readInput(d Document, limit uint64) ([]byte, error) {
	data, err := d.read(limit)
	var e *Error
	if err == nil || errors.As(err, &e) {
		return data, err
	}
	var p *fs.PathError
	cause := err
	if errors.As(err, &p) {
		cause = p.Err // which does not say the name again
	}
	e = failure(ErrInput, cause, "cannot read '%s'", d.Name)
	e.Details = map[string]string{"file": d.Name}
	return nil, e
}

var _ fs.FS = baseDir("")

// baseDir is a directory that nothing leads out of.
type baseDir string

// BaseDir is a directory as a file system in which symbolic links are refused.
func BaseDir(dir string) fs.FS { return baseDir(dir) }

// Open opens a file for reading.
func (dir baseDir) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	file, err := openBelow(string(dir), name)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return file, nil
}

// A pipe in the place of a file must not hang.
func openFile(name string) (*os.File, error) {
	return os.OpenFile(name, os.O_RDONLY|nonBlocking, 0)
}
