package contracts_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
)

// program is Go itself: that which runs the tests.
func program() string {
	if path := os.Getenv("GO"); path != "" {
		return path
	}
	return filepath.Join(runtime.GOROOT(), "bin", "go")
}

func TestTheProgramOfTheREADME(t *testing.T) {
	readme := string(must(os.ReadFile("README.md"))(t))
	blocks := regexp.MustCompile("(?s)```(go)?\n(.*?)```").FindAllStringSubmatch(readme, -1)
	equal(t, "blocks", len(blocks), 2)
	here := must(os.Getwd())(t)
	dir := files(t, map[string]string{"main.go": blocks[0][2],
		"go.mod": "module example\n\ngo 1.19\n\nrequire contracts v0.0.0\n\nreplace contracts => " + here + "\n"})
	for _, name := range []string{"orders-v1.yaml", "orders-v2.yaml"} {
		content := must(os.ReadFile(filepath.Join(sources(t), "doc", "examples", name)))(t)
		noError(t, os.WriteFile(filepath.Join(dir, name), content, 0o600))
	}
	command := exec.Command(program(), "run", ".")
	command.Dir = dir
	var remarks strings.Builder // of the linker, too
	command.Stderr = &remarks
	output, err := command.Output()
	if err != nil {
		t.Fatalf("%v\n%s%s", err, output, remarks.String())
	}
	equal(t, "output", string(output), strings.TrimPrefix(blocks[1][2], "\n"))
}
