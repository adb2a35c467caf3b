"""What Python's zoneinfo says about zones, for tests/unit/core/t_zone.c to compare with.

    zones.py DIRECTORY

A line each: "O ZONE INSTANT OFFSET", the offset at an instant, and "I ZONE LOCAL INSTANT", the
instant of a local time, all in seconds. Around every change of some zones, and at random elsewhere.
"""

import os
import random
import sys
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo, reset_tzpath

EPOCH = datetime(1970, 1, 1)
DAY = 86400
EARLIEST, LATEST = -3_000_000_000, 5_000_000_000  # 1874 to 2128
CLOSELY = [
    "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca",
    "Europe/Dublin", "America/St_Johns", "Asia/Kathmandu", "Antarctica/Troll", "America/Godthab",
    "Asia/Gaza", "Pacific/Kwajalein", "Asia/Manila", "America/Sao_Paulo", "Europe/Istanbul",
    "Africa/Monrovia", "Asia/Tehran", "Pacific/Kiritimati",
]


def names(directory):
    for folder, folders, files in os.walk(directory):
        folders[:] = [one for one in folders if one not in ("right", "posix")]
        for file in files:
            path = os.path.join(folder, file)
            if os.path.islink(path) and os.readlink(path).startswith("/"):
                continue
            with open(path, "rb") as bytes_:
                if bytes_.read(4) == b"TZif":
                    yield os.path.relpath(path, directory)


def offset(zone, at):
    utc = (EPOCH + timedelta(seconds=at)).replace(tzinfo=timezone.utc)
    return round(utc.astimezone(zone).utcoffset().total_seconds())


def say(name, zone, at):
    print("O", name, at, offset(zone, at))
    local = (EPOCH + timedelta(seconds=at)).replace(tzinfo=zone)  # the same figures, as local time
    print("I", name, at, at - round(local.utcoffset().total_seconds()))


def changes(zone):
    at, before = EARLIEST, offset(zone, EARLIEST)
    while at < LATEST:
        step = at + 8 * DAY
        if offset(zone, step) != before:
            low, high = at, step
            while high - low > 1:
                middle = (low + high) // 2
                if offset(zone, middle) == before:
                    low = middle
                else:
                    high = middle
            yield high
            before = offset(zone, step)
        at = step


def main():
    reset_tzpath(to=[sys.argv[1]])
    chance = random.Random(20261120)
    for name in sorted(names(sys.argv[1])):
        zone = ZoneInfo(name)
        for _ in range(25):
            say(name, zone, chance.randrange(EARLIEST, LATEST))
        for _ in range(5):
            say(name, zone, chance.randrange(LATEST, 250_000_000_000))
        if name in CLOSELY:
            for change in changes(zone):
                for near in (-DAY, -7200, -3600, -1800, -1, 0, 1, 1799, 1800, 3599, 3600, DAY):
                    say(name, zone, change + near)
                    say(name, zone, change + offset(zone, change) + near)


main()
