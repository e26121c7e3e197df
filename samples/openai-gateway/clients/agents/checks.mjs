// Runs the coding agents one after the other: node checks.mjs GATEWAY FOLDER [WORD...]
import { execFileSync, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createWriteStream, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { AGENTS, program } from './agents.mjs';
import { proxy } from './proxy.mjs';

// after this time the requests of an agent that goes on are counted
const COUNTED = 30_000;

const LIMIT = 120_000;

const QUESTION = 'Read notes.txt and tell its first line.';

// marks the processes of the agents
const MARK = `AGENTS_CHECK=${randomUUID()}`;

const [gateway, folder, ...words] = process.argv.slice(2);
const noted = await proxy(gateway);
let running;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
	process.once(signal, () => {
		end(running);
		process.exit(1);
	});
}

const checks = [];
for (const [name, agent] of Object.entries(AGENTS)) {
	checks.push({ name, agent, title: 'reads a file', run: () => reads(agent, name) });
	for (const [failure, allowed] of Object.entries(agent.sends)) {
		checks.push({ name, agent, title: failure === 'cut' ? 'a broken stream' : failure, run: () => fails(agent, name, failure, allowed) });
	}
}
const opencode = AGENTS.opencode;
checks.push({ name: 'opencode', agent: opencode, title: 'one request at a time', run: () => queues(opencode, 'opencode') });
const codex = AGENTS.codex;
checks.push({ name: 'codex', agent: codex, title: 'compacts once', run: () => compacts(codex, 'codex') });

let failed = 0;
let done = 0;
console.log(row(['agent', 'version', 'check', 'sent', 'allowed', 'exit', 'seconds', '']));
for (const { name, agent, title, run } of checks) {
	if (words.length > 0 && !words.some((word) => `${name}: ${title}`.includes(word))) {
		continue;
	}
	const began = Date.now();
	const { sent, allowed, code, fault } = await run().catch((error) => ({ fault: `${error.message ?? error}` }));
	console.log(row([name, version(agent), title, sent ?? '-', allowed ?? '-', code ?? '-', Math.round((Date.now() - began) / 1000),
		fault ? `FAILED: ${fault}` : 'ok']));
	done++;
	failed += fault ? 1 : 0;
}
console.log(`${done} checks, ${failed} failed`);
noted.close();
process.exit(failed > 0 || done === 0 ? 1 : 0);

// the agent sends a line that only the file has, after its first request, and shows the answer that quotes it
async function reads(agent, name, { title = 'reads', more, allowed = agent.reads } = {}) {
	const line = `The line ${randomUUID()}`;
	const { code, output } = await ask(agent, name, title, { prompt: QUESTION, line, more });
	const sent = noted.requests.length;
	const [first, ...later] = noted.requests.map((note) => text(note.body).includes(line));
	let fault = refused();
	if (code !== 0) {
		fault ??= 'exit code';
	}
	else if (first !== false || !later.includes(true)) {
		fault ??= 'the file was not read through a tool';
	}
	else if (!new RegExp(`The file \\S+ says: [^]*${line}`).test(output)) {
		fault ??= 'no answer from the file';
	}
	else if (sent > allowed) {
		fault ??= 'too many requests';
	}
	return { sent, allowed, code, fault };
}

async function fails(agent, name, failure, allowed) {
	const directive = { 404: '[[status 404]]', 424: '[[status 401]]', cut: agent.broken ?? '[[cut]]' }[failure] ?? `[[status ${failure}]]`;
	const most = allowed.requests ?? allowed;
	const { code, output } = await ask(agent, name, failure, { prompt: `Say hello. ${directive}`, limit: allowed.going ? COUNTED : LIMIT });
	const sent = noted.requests.length;
	// a request that was on its way when the agent was ended has no status
	const answered = noted.requests.filter((note) => note.ended && (note.status || code !== undefined));
	const status = failure === 'cut' ? 200 : agent.status?.[failure] ?? Number(failure);
	const other = answered.find((note) => note.status !== status);
	const broken = answered.filter(isBroken).length;
	let fault;
	if (sent === 0) {
		fault = 'no request';
	}
	else if (other) {
		fault = `status ${other.status} of ${other.path}`;
	}
	else if (sent > most) {
		fault = 'too many requests';
	}
	else if (failure === 'cut' && broken !== (agent.broken ? 1 : answered.length)) {
		fault = `${broken} of ${sent} streams broken`;
	}
	else if (agent.broken && failure === 'cut' && (sent !== most || code !== 0 || !output.includes('One, two, three'))) {
		fault = 'no answer after the broken stream';
	}
	else if (code === undefined && !allowed.going) {
		fault = `still running after ${LIMIT / 1000} s`;
	}
	return { sent, allowed: allowed.going ? `${most} in 30 s` : most, code: code ?? 'ended', fault };
}

// the key of an individual has one request at a time, so one of the two has to wait for the other
async function queues(agent, name) {
	const { code } = await ask(agent, name, 'queues', { prompt: 'Say hello. [[slow]]', hold: 2 });
	const [first, second, ...others] = noted.requests;
	let fault = refused();
	if (!second || others.length > 0) {
		fault = 'not two requests';
	}
	else if (Math.max(first.began, second.began) < Math.min(first.ended, second.ended)) {
		fault = 'both were answered at the same time';
	}
	return { sent: noted.requests.length, allowed: 2, code, fault: fault || (code !== 0 && 'exit code') };
}

// the request for a summary is the only one that offers no tools
async function compacts(agent, name) {
	const result = await reads(agent, name, { title: 'compacts', more: ['-c', 'model_auto_compact_token_limit=2000'], allowed: 3 });
	const compactions = noted.requests.filter((note) => !JSON.parse(text(note.body)).tools?.length).length;
	return { ...result, fault: result.fault ?? (compactions !== 1 ? `${compactions} compactions` : undefined) };
}

function refused() {
	const note = noted.requests.find(({ status }) => status !== 200);
	return note && `status ${note.status} of ${note.path}`;
}

// whether a stream ended with an error, and not as a whole answer does
function isBroken(note) {
	const answer = text(note.answer);
	return /^data: .*"error":\{|^event: (error|response\.failed)$/m.test(answer)
		&& !/^data: \[DONE\]|^event: (message_stop|response\.(completed|incomplete))$/m.test(answer);
}

function text(parts) {
	return Buffer.concat(parts).toString();
}

// runs an agent in folders of its own; without an exit code, it was ended after the limit
async function ask(agent, name, title, { prompt, line = '', more, limit = LIMIT, hold = 0 }) {
	const base = join(folder, name, title);
	rmSync(base, { recursive: true, force: true });
	const files = { 'work/notes.txt': `${line}\nThe second line\n`, 'tmp/.keep': '', 'home/.keep': '', ...agent.files(noted.url) };
	for (const [file, content] of Object.entries(files)) {
		mkdirSync(dirname(join(base, file)), { recursive: true });
		writeFileSync(join(base, file), content);
	}
	const options = {
		cwd: join(base, 'work'),
		env: { PATH: process.env.PATH, HOME: join(base, 'home'), TMPDIR: join(base, 'tmp'), TERM: 'dumb', [MARK.split('=')[0]]: MARK.split('=')[1], ...agent.environment(noted.url) },
	};
	// agents take the outermost folder under version control for that of the project
	execFileSync('git', ['init', '-q'], options);
	if (agent.setUp) {
		await start(agent.setUp(noted.url), options, join(base, 'set-up.log'), LIMIT);
	}
	noted.requests.length = 0;
	noted.hold(hold);
	const code = await start(agent.command(prompt, more), options, join(base, 'output.log'), limit);
	noted.requests.forEach((note, index) => writeFileSync(join(base, `request-${index + 1}.json`), Buffer.concat(note.body)));
	return { code, output: readFileSync(join(base, 'output.log'), 'utf8') };
}

async function start([program, ...args], options, log, limit) {
	const output = createWriteStream(log);
	const errors = createWriteStream(log.replace('.log', '-errors.log'));
	const child = spawn(program, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
	running = child;
	child.stdout.pipe(output, { end: false });
	child.stderr.pipe(errors, { end: false });
	const over = new AbortController();
	const code = await Promise.race([
		new Promise((exited, broken) => {
			child.once('exit', (code, signal) => exited(code ?? signal));
			child.once('error', broken);
		}),
		sleep(limit, undefined, { signal: over.signal }).catch(() => undefined),
	]);
	over.abort();
	end(child);
	running = undefined;
	await Promise.all([output, errors].map((file) => new Promise((written) => file.end(written))));
	return code;
}

// ends an agent with all that it has started
function end(child) {
	if (child?.pid) {
		try {
			process.kill(-child.pid, 'SIGKILL');
		}
		catch {
			// all have ended
		}
	}
	// some have left the group
	for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
		try {
			if (readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(MARK)) {
				process.kill(Number(pid), 'SIGKILL');
			}
		}
		catch {
			// it has ended, or belongs to another user
		}
	}
}

function version(agent) {
	return JSON.parse(readFileSync(program(`${agent.package}/package.json`))).version.replace('-linux-x64', '');
}

function row(cells) {
	const widths = [11, 9, 21, 4, 10, 5, 7, 0];
	return cells.map((cell, index) => `${cell}`.padEnd(widths[index])).join('  ').trimEnd();
}
