package contracts_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"contracts"
)

const refers = `{"type":"object","properties":{"a":{"$ref":"PATH"}}}`

// files writes files below a new directory, and gives it.
func files(t testing.TB, contents map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range contents {
		path := filepath.Join(dir, name)
		noError(t, os.MkdirAll(filepath.Dir(path), 0o700))
		noError(t, os.WriteFile(path, []byte(content), 0o600))
	}
	return dir
}

func referring(path string) string { return strings.Replace(refers, "PATH", path, 1) }

func create(store *contracts.Store, d contracts.Document) error {
	if d.Format == "" {
		d.Format = contracts.FormatJSONSchema
	}
	return first(store.Create(background, contracts.NewContract{Team: "t", Name: "c", Document: d}))
}

func TestAFileAndWhatItRefersTo(t *testing.T) {
	dir := files(t, map[string]string{"main.json": referring("parts/a.json"),
		"parts/a.json": `{"$ref":"../b.json"}`, "b.json": `{"type":"integer"}`})
	store := open(t)
	noError(t, create(store, contracts.File(filepath.Join(dir, "main.json"))))
	for path, want := range map[string]string{"": referring("parts/a.json"),
		"parts/a.json": `{"$ref":"../b.json"}`, "b.json": `{"type":"integer"}`} {
		equal(t, path, string(must(store.Document(background, "t", "c", "latest", path))(t)), want)
	}
}

func TestAFileOfAnyFileSystem(t *testing.T) {
	fsys := fstest.MapFS{"api/main.json": {Data: []byte(referring("a.json"))},
		"api/a.json": {Data: []byte(`{"type":"integer"}`)}, "secret.json": {Data: []byte(`{}`)},
		"api/out.json": {Data: []byte(referring("../secret.json"))}}
	store := open(t)
	noError(t, create(store, contracts.FromFS(fsys, "api/main.json")))
	wanted(t, create(open(t), contracts.FromFS(fsys, "api/out.json")), contracts.ErrInput)
	wanted(t, create(store, contracts.FromFS(fsys, "api/none.json")), contracts.ErrInput, "api/none.json")
	wanted(t, create(store, contracts.FromFS(fsys, "../x.json")), contracts.ErrInput)
	err := create(store, contracts.FromFS(fsys, "api"))
	wanted(t, err, contracts.ErrInput, "no regular file")
}

func TestNothingLeavesTheBase(t *testing.T) {
	outside := files(t, map[string]string{"secret.json": `{"type":"integer"}`})
	dir := files(t, map[string]string{"main.json": `{}`, "real/a.json": `{}`})
	noError(t, os.Symlink(filepath.Join(outside, "secret.json"), filepath.Join(dir, "link.json")))
	noError(t, os.Symlink(outside, filepath.Join(dir, "linked")))
	noError(t, os.Symlink("real", filepath.Join(dir, "near")))
	noError(t, syscall.Mkfifo(filepath.Join(dir, "pipe.json"), 0o600))
	store := open(t)
	for path, words := range map[string]string{
		"link.json":          "symbolic link",
		"linked/secret.json": "symbolic link",
		"near/a.json":        "symbolic link",
		"pipe.json":          "no regular file",
		"real":               "no regular file",
		"none.json":          "which is not there",
		"main.json/x":        "not a directory",
		"../" + filepath.Base(outside) + "/secret.json": "",
		"/etc/passwd":                           "",
		"%2e%2e/secret.json":                    "",
		"http://localhost/x.json":               "",
		"file://" + outside + "/secret.json":    "",
		strings.Repeat("x", 300) + "/none.json": "too long",
	} {
		t.Run(path, func(t *testing.T) {
			err := create(store, contracts.Document{Data: []byte(referring(path)), Base: contracts.BaseDir(dir)})
			var e *contracts.Error
			equal(t, "is an Error", errors.As(err, &e), true)
			if e.Status != contracts.ErrInput && e.Status != contracts.ErrUnsupported || !strings.Contains(err.Error(), words) {
				t.Fatalf("have %s: %v", e.Status, err)
			}
		})
	}
	equal(t, "contracts", must(store.Info(background))(t).Contracts, 0)
	_, err := contracts.BaseDir(dir).Open("../x")
	equal(t, "is invalid", errors.Is(err, fs.ErrInvalid), true)
	_, err = contracts.BaseDir(filepath.Join(dir, "gone")).Open("x")
	equal(t, "is not there", errors.Is(err, fs.ErrNotExist), true)
}

func TestARefWithoutABase(t *testing.T) {
	e := wanted(t, create(open(t), text(referring("a.json"))), contracts.ErrInput, "a.json")
	equal(t, "line", e.Details["line"], "1")
}

func TestAResolver(t *testing.T) {
	store := open(t)
	mine := errors.New("mine")
	var asked []string
	d := contracts.Document{Data: []byte(referring("./x/../a.json")), Name: "dir/main.json",
		Resolve: func(path string) ([]byte, error) {
			asked = append(asked, path)
			return []byte(`{"type":"integer"}`), nil
		}}
	noError(t, create(store, d))
	equal(t, "asked", strings.Join(asked, " "), "a.json")
	d.Resolve = func(string) ([]byte, error) { return nil, mine }
	equal(t, "is mine", create(open(t), d) == mine, true)
	d.Resolve = func(string) ([]byte, error) { return nil, &fs.PathError{Op: "open", Err: fs.ErrNotExist} }
	wanted(t, create(open(t), d), contracts.ErrInput, "is not there")
	d.Resolve = func(string) ([]byte, error) { return nil, nil }
	wanted(t, create(open(t), d), contracts.ErrInput)
	d.Base = contracts.BaseDir(".")
	wanted(t, create(open(t), d), contracts.ErrArgument, "not both")
}

func TestFilesThatCannotBeRead(t *testing.T) {
	dir := files(t, map[string]string{"empty.json": ""})
	sparse := filepath.Join(dir, "sparse.json")
	noError(t, os.WriteFile(sparse, nil, 0o600))
	noError(t, os.Truncate(sparse, 2<<30))
	pipe := filepath.Join(dir, "pipe.json")
	noError(t, syscall.Mkfifo(pipe, 0o600))
	store := open(t)
	err := create(store, contracts.File(filepath.Join(dir, "none.json")))
	e := wanted(t, err, contracts.ErrInput, "cannot read", "no such file")
	equal(t, "is not there", errors.Is(err, fs.ErrNotExist), true)
	equal(t, "file", e.Details["file"], filepath.Join(dir, "none.json"))
	begin := time.Now()
	e = wanted(t, create(store, contracts.File(sparse)), contracts.ErrLimit, "2147483648 bytes")
	equal(t, "limit", e.Details["limit"], "268435456")
	wanted(t, create(store, contracts.File(pipe)), contracts.ErrInput, "no regular file")
	wanted(t, create(store, contracts.File(dir)), contracts.ErrInput)
	wanted(t, create(store, contracts.File(filepath.Join(dir, "empty.json"))), contracts.ErrInput)
	wanted(t, create(store, contracts.File("a\x00b")), contracts.ErrArgument)
	if took := time.Since(begin); took > 2*time.Second {
		t.Fatalf("it took %v", took)
	}
	dir = files(t, map[string]string{"main.json": referring("b.json"), "b.json": strings.Repeat(" ", 2000)})
	small := open(t, contracts.WithMaxDocumentBytes(1000))
	equal(t, "limit", errors.Is(create(small, contracts.File(filepath.Join(dir, "main.json"))), contracts.ErrLimit), true)
}

func TestADocumentIsNotReadForNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(background)
	cancel()
	_, err := open(t).Create(ctx, contracts.NewContract{Team: "t", Name: "c",
		Document: contracts.File("/nowhere/x.json")})
	wanted(t, err, contracts.ErrCancelled)
}
