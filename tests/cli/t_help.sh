#!/bin/sh
# Help texts and the manual page: every command and option is in both, neither has drifted.
. "$(dirname "$0")/lib.sh"

gives "help is an answer" 0 help
gives "help by option" 0 --help
gives "short option for help" 0 -h
run help
cp out overview
sed -n '/^Commands:/,/^Options/p' overview | awk '/^  [a-z]/' |
    sed 's/^  //; s/   *.*//' > commands
is "there are commands" test "$(wc -l < commands)" -ge 30

for page in $(tr ' ' _ < commands); do
    words=$(echo "$page" | tr _ ' ')
    run help $words
    is "$words: help" test "$code" -eq 0
    prints "$words: synopsis" "Usage: contracts $words"
    prints "$words: examples" '  $ contracts '
    isnt "$words: no line is wider than 79 but examples" \
        awk '!/^  \$ / && length > 79 { wide = 1 } END { exit !wide }' out
    cp out by_word
    run $words --help
    is "$words: --help is the same" cmp out by_word
    is "$words: in the manual" grep -qxF ".SS $words" "$top/doc/man/contracts.1"
    grep -oE '^  --[a-z-]+' by_word | sed 's/^  --//; s/-/\\-/g' | while read -r name; do
        grep -qF "\\-\\-$name" "$top/doc/man/contracts.1" || echo "$name"
    done > absent
    isnt "$words: all options in the manual" test -s absent
done

for noun in contract consumer events store team; do
    gives "$noun: help of a noun" 0 "$noun" --help
    prints "$noun: lists its commands" "contracts $noun "
done

gives "manual page is written by the program" 0 help --man
is "manual page is up to date (contracts help --man > doc/man/contracts.1)" \
    cmp out "$top/doc/man/contracts.1"
if command -v man > /dev/null && man --help 2>&1 | grep -q -- --warnings; then
    MANWIDTH=80 man --warnings -l out > page 2> warnings
    isnt "manual page is without warnings" test -s warnings
    is "manual page reads" grep -q 'contracts contract evolve TEAM/NAME FILE' page
fi

gives "version" 0 version
prints "version names itself" 'contracts '
gives "version by option" 0 --version
gives "version as JSON" 0 version --format json
prints "version as JSON has a number" '"number": '
gives "unknown command in help" 2 help contract evlove
says "unknown command in help: suggestion" "did you mean 'contract evolve'"
