#!/bin/sh
# Timers on the command line: what comes due, and its delivery to endpoints, with a server that
# refuses, fails, is slow, sends elsewhere, and in the end takes it.
. "$(dirname "$0")/lib.sh"
unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY
CONTRACTS_ACTOR=supplier
export CONTRACTS_ACTOR

command -v python3 > /dev/null || { echo "SKIP: no python3"; exit 77; }
cat > server.py <<'END'
# Answers as the file "mode" says; what it was sent goes to "got", a line a request.
import http.server, json, time
class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        mode = open("mode").read().strip()
        with open("got", "a") as got:
            got.write(json.dumps([mode, self.path, self.headers["Idempotency-Key"],
                                  self.headers["Content-Type"], json.loads(body)["to"]]) + "\n")
        if mode == "slow":
            time.sleep(5)
        self.send_response({"fail": 500, "away": 302}.get(mode, 200))
        if mode == "away":
            self.send_header("Location", "file:///etc/passwd")
        self.send_header("Content-Length", "0")
        self.end_headers()
    def log_message(self, *args):
        pass
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
open("port.new", "w").write(str(server.server_port))
import os
os.rename("port.new", "port")
server.serve_forever()
END
echo fail > mode
python3 server.py &
server=$!
trap 'kill $server 2>/dev/null; cd / && rm -rf "$work"; exit $failed' EXIT
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    [ -f port ] && break
    sleep 0.5
done
sed "s/PORT/$(cat port)/" timed.yaml > master.yaml
echo '{id: CR-1, requester: supplier, impact_analysis: {budget_delta_pct: 1}}' > cr.yaml

at() { run --now "$@"; }
at 2031-01-06T12:00:00Z contract create shop/timed master.yaml --type master
at 2031-01-06T12:00:00Z contract activate shop/timed@1.0.0
at 2031-01-06T12:00:00Z change open shop/timed cr.yaml
at 2031-01-06T12:00:00Z change submit shop/timed/CR-1

# ends NAME CODE ARGS...: the same as gives, and it may say something.
ends() {
    ends_name=$1
    ends_code=$2
    shift 2
    run "$@"
    is "$ends_name" test "$code" -eq "$ends_code"
}

gives "what comes within a day" 0 timer due --within 24h --now 2031-01-06T12:00:00Z
prints "is the reminder" "remind  2031-01-07T12:00:00Z"
gives "nothing comes within an hour" 0 timer due --within 1h --now 2031-01-06T12:00:00Z
prints "and it says so" "nothing found"
gives "a span is a span" 2 timer due --within soon
says "or is refused" "'soon' is no span of time such as 3d, 8h or 1h30m"
gives "a timer is shown" 0 timer show shop/timed/CR-1
prints "with its deadline" "due           2031-01-08T12:00:00Z"
gives "a pause needs a reason of the list" 4 timer pause shop/timed/CR-1 mood --now 2031-01-06T13:00:00Z
says "which is named" "its pause_on has waiting-for-data"
gives "a pause" 0 timer pause shop/timed/CR-1 waiting-for-data --now 2031-01-06T13:00:00Z
gives "and its end" 0 timer resume shop/timed/CR-1 --now 2031-01-06T15:00:00Z
prints "two hours later" "due           2031-01-08T14:00:00Z"

gives "a dry sweep" 0 timer sweep --dry-run --now 2031-01-07T14:00:00Z
prints "finds the reminder" "remind  shop/timed/CR-1"
gives "delivery is no dry run" 2 timer sweep --notify --dry-run
says "and says so" "--notify delivers; it cannot stand beside --dry-run"

if "$CONTRACTS" help timer sweep | grep -q notify && grep -q "HAVE_CURL=1" "${CTR_BUILDDIR:-.}/Makefile" 2> /dev/null; then
    ends "the server fails" 1 timer sweep --notify --now 2031-01-07T14:00:00Z
    prints "the address has no secrets" "client (http://***@127.0.0.1:$(cat port)/hook?***)"
    says "why is said" "remind of shop/timed/CR-1 to client: HTTP 500"
    isnt "no secret is in what is told" grep -E 's3cret|me:pw' out err
    ends "too early it is not tried again" 1 timer sweep --notify --now 2031-01-07T14:00:30Z
    is "the server saw one request" test "$(wc -l < got)" -eq 1
    echo away > mode
    ends "a redirect is not followed" 1 timer sweep --notify --now 2031-01-07T14:02:00Z
    says "and is a failure" "HTTP 302: redirects are not followed"
    echo slow > mode
    ends "who is slow is given up" 1 timer sweep --notify --timeout 1 --now 2031-01-07T14:06:00Z
    says "after the time" "Timeout was reached"
    echo take > mode
    ends "and in the end it is delivered" 0 timer sweep --notify --now 2031-01-07T15:00:00Z
    is "each attempt had the same key" test "$(sed 's/^[^,]*, //' got | sort -u | wc -l)" -eq 1
    is "the key is the action's" grep -q '"\\"[0-9a-f-]*-1\\"", "application/json", "client"' got
    gives "nothing is left" 0 timer outbox
    prints "in the outbox" "nothing found"
    kill $server
    wait $server 2> /dev/null
    ends "nobody listens" 1 timer sweep --notify --now 2031-01-08T14:00:00Z
    says "and it is said" "breached of shop/timed/CR-1 to client: Couldn't connect to server"
    is "the file has its line" test "$(wc -l < told.jsonl)" -eq 1
    is "which is JSON" python3 -c 'import json; d = json.load(open("told.jsonl"));
assert d["to"] == "supplier" and d["action"]["kind"] == "breached" and d["key"].endswith("-2")'
else
    echo "SKIP: built without libcurl"
    at 2031-01-08T14:00:00Z timer sweep
fi
isnt "the journal has no secret" grep -a -E 's3cret|me:pw' told.jsonl

ends "who has no endpoint waits" 1 timer sweep --notify --now 2031-01-09T14:00:00Z
says "and is named" "'boss' has no endpoint in the master; tell them otherwise"
id=$("$CONTRACTS" timer outbox --format json | sed -n 's/.*"id": "\(.*\)",/\1/p' | tail -1)
gives "a host tells them" 0 timer delivered "$id" --recipient boss --detail 'by phone' --now 2031-01-09T14:00:00Z
prints "and it is kept" "boss (no endpoint in the master): delivered"
gives "a failure has a reason" 2 timer delivered "$id" --failed x --detail y
says "or an answer" "give one of them"
gives "an action that is none" 4 timer delivered 0 --now 2031-01-09T15:00:00Z
says "is not there" "there is no action '0'; the outbox lists those that wait"

# Schemes that nothing is delivered to.
sed "s|http://me.*key=s3cret|gopher://me:pw@127.0.0.1/x|" master.yaml > gopher.yaml
at 2031-01-10T12:00:00Z contract create shop/odd gopher.yaml --type master
at 2031-01-10T12:00:00Z contract activate shop/odd@1.0.0
at 2031-01-10T12:00:00Z change open shop/odd cr.yaml
at 2031-01-10T12:00:00Z change submit shop/odd/CR-1
ends "another scheme" 1 timer sweep --notify --now 2031-01-13T12:00:00Z
says "is refused" "to client: 'gopher' is no scheme that it can be delivered to; wanted http:, https: or file:"
gives "time does not go back" 2 timer sweep --now 2031-01-01
gives "the store is sound" 0 store check --replay
