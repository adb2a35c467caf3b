# Checks that includes point down only, by the law in tests/arch/layers.conf.
#
#   awk -f tools/check-layers.awk tests/arch/layers.conf FILE...
#
# A line of the law is "room : what it may include", each word a room, one header ("codec/value.h"),
# or "<name.h>"; "<name.h> : rooms" closes a foreign header to all other rooms.

# lib/base/buf.c -> base, lib/domain/event/event.c -> event, lib/spec/avro/avro.c -> spec/avro,
# cli/main.c -> cli
function room_of(path,    parts, n) {
    sub(/^\.\//, "", path)
    sub(/^lib\//, "", path)
    n = split(path, parts, "/")
    if (n > 2) {
        return parts[1] == "domain" ? parts[2] : parts[1] "/" parts[2]
    }
    return parts[1]
}

# The folder that a room lies in: spec/avro -> spec, codec -> codec
function house_of(room) {
    sub(/\/.*/, "", room)
    return room
}

# Who may use a house from outside may use each of its rooms; within it the law names them.
function allowed(room, target, header) {
    return target == room || (room, target) in may || (room, header) in may ||
        house_of(room) != house_of(target) && (room, house_of(target)) in may
}

FNR == 1 { law = FILENAME ~ /\.conf$/ ? 1 : 0 }

law && /^[ \t]*(#|$)/ { next }
law {
    sub(/#.*/, "")
    key = $1
    if ($2 != ":") {
        print FILENAME ":" FNR ": expected 'room : room...'"
        bad++
        next
    }
    known[key] = 1
    for (i = 3; i <= NF; i++) may[key, $i] = 1
    next
}

!/^[ \t]*#[ \t]*include/ { next }
{
    line = $0
    sub(/^[ \t]*#[ \t]*include[ \t]*/, "", line)
    room = room_of(FILENAME)
    if (!(room in known)) {
        if (!(room in told)) print FILENAME ": room '" room "' is not in the law"
        told[room] = 1
        bad++
        next
    }
    if (line ~ /^</) {
        sub(/>.*/, ">", line)
        head = line
        sub(/\/.*/, "/>", head) # <libxml/parser.h> is judged as <libxml/>
        for (i = 1; i <= 2; i++) {
            name = i == 1 ? line : head
            if ((name in known) && !((name, room) in may)) {
                print FILENAME ":" FNR ": " room " may not include " line
                bad++
            }
        }
        checked++
        next
    }
    sub(/^"/, "", line)
    sub(/".*/, "", line)
    if (line !~ /\//) { # beside the file itself
        if (room != "cli") {
            print FILENAME ":" FNR ": write the room: \"" room "/" line "\""
            bad++
        }
        checked++
        next
    }
    target = room_of(line)
    checked++
    if (allowed(room, target, line)) next
    print FILENAME ":" FNR ": " room " may not include " line
    bad++
}

END {
    print checked " includes looked at"
    exit bad ? 1 : 0
}
