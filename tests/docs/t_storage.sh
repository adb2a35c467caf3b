#!/bin/sh
# doc/storage.md and doc/views.md: their sessions happen as they show them; every view and every column
# is named; the numbers are those of the sources.
CTR_SRCDIR=${CTR_SRCDIR:-$(cd "$(dirname "$0")/../.." && pwd)}
. "$CTR_SRCDIR/tools/checklib.sh"
. "$CTR_SRCDIR/tests/docs/blocks.sh"
page=$CTR_SRCDIR/doc/storage.md

CONTRACTS=${CONTRACTS:-$CTR_BUILDDIR/contracts}
[ -x "$CONTRACTS" ] || skip "no command in this build"
play "$page"
rm -rf "$folder"
day=0
play "$CTR_SRCDIR/doc/views.md"

if command -v sqlite3 >/dev/null; then
    # Views for people; lc_version_row is the library's own.
    sqlite3 -readonly "$folder/contracts.db" "SELECT '| \`' || m.name || '\` | '
        || (SELECT group_concat('\`' || i.name || '\`', ', ') FROM pragma_table_info(m.name) i) || ' |'
        FROM sqlite_schema m WHERE m.type = 'view' AND m.name NOT LIKE 'lc\\_%' ESCAPE '\\'
        ORDER BY m.name;" >"$scratch/views"
    sed -n 's/^| \(`[a-z_]*`\) |.*| \(`.*`\) |$/| \1 | \2 |/p' "$CTR_SRCDIR/doc/views.md" |
        sort >"$scratch/described"
    sort "$scratch/views" | diff "$scratch/described" - >"$scratch/diff"
    expect_empty "views: < what doc/views.md says, > what the schema has" "$scratch/diff"
else
    echo "no sqlite3 shell: views are not compared"
fi

# says TEXT FILE PATTERN: the page says TEXT, and FILE still has what TEXT was written from.
says() {
    if ! grep -qF -- "$1" "$page"; then
        bad "doc/storage.md no longer says '$1'; correct tests/docs/t_storage.sh"
    elif ! grep -qE -- "$3" "$CTR_SRCDIR/$2"; then
        bad "doc/storage.md says '$1', but $2 has no '$3'"
    else
        good "$1"
    fi
}
says '5,000 by default' lib/core/store_open.c 'DEADLINE_MS = 5000,'
says '65,536' lib/core/store_open.c 'CACHE_ENTRIES = 65536,'
says '1,000 pages' lib/core/store.h 'LC_CHECKPOINT_PAGES = 1000 '
says '0x6C634354' lib/core/store.h 'LC_APPLICATION_ID = 0x6C634354 '
says 'is the number of the schema, 8 in' lib/core/store.h 'LC_SCHEMA = 8,'
says 'free within 100 ms' lib/core/store.c 'CLOSE_WAIT_MS = 100,'
says 'otherwise every 100 ms' lib/core/guard.c 'LOOK_US = 100000,'
says 'noticed within 100 ms' lib/core/turnstile.c 'LOOK_US = 100000,'
says '4 ms' lib/core/waiting.c 'TURN_US = 4000,'
says 'Sixty-four' lib/core/waiting.h 'LC_WAITING_SLOTS = 64,'
says 'one page of 4 KiB' lib/core/waiting.h 'LC_WAITING_PAGE = 4096,'
says '64 MiB' lib/db/sqlite.c 'WAL_FILE_BYTES = 64 << 20,'
says '2 MiB a handle' lib/db/sqlite.c 'CACHE_KIB = 2048,'
says 'SQLite 3.37' lib/db/sqlite.c 'OLDEST_SQLITE = 3037000,'
says '3.7.0 to 3.51.2' lib/db/sqlite.c 'version >= 3007000'
says '3.44.6 and later 3.44' lib/db/sqlite.c 'version >= 3044006 && version < 3045000'
says '3.50.7 and later 3.50' lib/db/sqlite.c 'version >= 3050007 && version < 3051000'
says 'more than 1 KB' lib/codec/deflate.c 'RAW_UP_TO = 1024,'
says '256 bytes, 4 KiB, 1 MiB' lib/core/op.c 'MAX_ACTOR = 256, MAX_REASON = 4096,'
says '256 bytes, 4 KiB, 1 MiB' lib/api/task.c 'MAX_METADATA = 1 << 20,'
says '100,000; 4 KiB' lib/api/consumer.c 'MAX_PARTS = 100000, MAX_PART = 4096'
says '| 10,000 |' lib/spec/bundle.c 'MAX_FILES = 10000 '
says '500 bytes; 247 bytes' lib/core/place.c 'MAX_PATH = 500, MAX_NAME = 247 '
says '256 MiB, nested 512 deep' lib/base/ctx.h 'UINT64_C\(256\) << 20, UINT64_C\(64\) << 30, .*, 512}'
says '64 GiB' lib/base/ctx.h 'UINT64_C\(64\) << 30'
says '128 bytes' lib/base/names.c 'MAX_NAME_BYTES = 128,'
finish
