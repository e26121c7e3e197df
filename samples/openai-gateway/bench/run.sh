#!/usr/bin/env bash
# Measures the gateway: builds it, starts it with an upstream of its own, loads it and prints a table. The exit code is 1
# if a bound is missed, and 2 if the measurement failed. Needs Linux and JDK 25.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

usage() {
	cat << 'END'
run.sh [--built] [--quick] [--soak MINUTES] [--bound NAME=NUMBER]... [PART]...

  --built    takes target/openai-gateway.jar as it is
  --quick    fewer rounds, and a soak of 1 minute
  --soak     the length of the soak in minutes; 10 by default, 0 leaves it out
  --bound    another bound: faults, threads, memory (MB), heap (MB), bytes (KB), calls, call-threads, open, cancels,
             growth (%)
  PART       first, fast, streams, calls, soak; all by default

GATEWAY_OPTS has more options for the JVM of the gateway.
END
}

fail() {
	printf 'run.sh: %s\n' "$*" >&2
	exit 2
}

is_jdk_25() {
	[ -x "$1/bin/javac" ] && grep -q '^JAVA_VERSION="25' "$1/release" 2> /dev/null
}

# the JDK of JAVA_HOME, or one that is installed beside the default one
find_jdk() {
	local default
	default=$(readlink -f "$(command -v javac || true)")
	for jdk in ${JAVA_HOME:+"$JAVA_HOME"} "${default%/*/bin/javac}"/*; do
		if is_jdk_25 "$jdk"; then
			return
		fi
	done
	fail "there is no JDK 25; set JAVA_HOME to one"
}

cleanup() {
	trap '' INT TERM HUP
	local pid
	for pid in $load $gateway $upstream; do
		kill "$pid" 2> /dev/null || true
		wait "$pid" 2> /dev/null || true
	done
	rm -rf "$work"
}

# prints the port that a process says it listens on
port_of() {
	local pid=$1 log=$2 words=$3 port
	for _ in {1..600}; do
		port=$(sed -n "s/.*$words \([0-9]*\).*/\1/p" "$log")
		if [ -n "$port" ]; then
			printf '%s' "$port"
			return
		fi
		kill -0 "$pid" 2> /dev/null || break
		sleep 0.2
	done
	tail -n 20 "$log" >&2
	fail "a process did not start"
}

built=''
given=()
while [ $# -gt 0 ]; do
	case $1 in
		--built) built=yes ;;
		--help | -h) usage && exit ;;
		--quick | first | fast | streams | calls | soak) given+=("$1") ;;
		--soak | --bound)
			[ $# -gt 1 ] || fail "$1 needs a value"
			given+=("$1" "$2")
			shift
			;;
		*) usage >&2 && fail "unknown: $1" ;;
	esac
	shift
done

find_jdk
if [ -z "$built" ]; then
	../../../mvnw -q -f ../../../pom.xml -pl samples/openai-gateway -am -DskipTests package
fi

load='' gateway='' upstream=''
work=$(mktemp -d)
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
"$jdk/bin/javac" -d "$work/classes" src/bench/*.java
# properties of whoever measures are not those of the gateway
for name in $(compgen -e | grep -E '^(SPRING|GIGACHAT|SERVER)_'); do
	unset "$name"
done

"$jdk/bin/java" -Xmx256m -cp "$work/classes" bench.Upstream > "$work/upstream.log" 2>&1 &
upstream=$!
upstream_port=$(port_of "$upstream" "$work/upstream.log" 'listening on')
# shellcheck disable=SC2086
"$jdk/bin/java" -Xmx256m ${GATEWAY_OPTS:-} -jar ../target/openai-gateway.jar --server.port=0 \
	--spring.ai.gigachat.api-key=YmVuY2g6YmVuY2g= \
	--spring.ai.gigachat.base-url="http://127.0.0.1:$upstream_port/v1" \
	--spring.ai.gigachat.auth-url="http://127.0.0.1:$upstream_port/api/v2/oauth" > "$work/gateway.log" 2>&1 &
gateway=$!
gateway_port=$(port_of "$gateway" "$work/gateway.log" 'Netty started on port')

"$jdk/bin/java" -Xmx512m -cp "$work/classes" bench.Bench "$upstream_port" "$upstream" "$gateway_port" "$gateway" \
	${given[@]+"${given[@]}"} &
load=$!
status=0
wait "$load" || status=$?
load=''
if [ "$status" -gt 0 ] || ! kill -0 "$gateway" 2> /dev/null; then
	tail -n 20 "$work/gateway.log" >&2
fi
exit "$status"
