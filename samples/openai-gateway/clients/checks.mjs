// Runs the checks: node checks.mjs URL [WORD...]
import { setTimeout as sleep } from 'node:timers/promises';

const LIMIT = 30_000;

const [url, ...words] = process.argv.slice(2);

// most of the time is pauses before repeated requests, so several checks run at once
const lanes = Array(6).fill(Promise.resolve());

const results = [];
for (const suite of ['openai', 'openai-responses', 'ai-sdk', 'ai-sdk-responses', 'anthropic']) {
	const { default: checks } = await import(`./${suite}.mjs`);
	for (const [title, check] of Object.entries(checks(url))) {
		const name = `${suite}: ${title}`;
		if (words.length === 0 || words.some((word) => name.includes(word))) {
			const lane = results.length % lanes.length;
			lanes[lane] = lanes[lane].then(() => run(check)).then((failure) => ({ name, failure }));
			results.push(lanes[lane]);
		}
	}
}

let failed = 0;
for (const result of results) {
	const { name, failure } = await result;
	console.log(failure ? `FAIL ${name}: ${reason(failure)}` : `ok   ${name}`);
	failed += failure ? 1 : 0;
}
console.log(`${results.length} checks, ${failed} failed`);
process.exit(failed > 0 || results.length === 0 ? 1 : 0);

async function run(check) {
	const limit = new AbortController();
	try {
		await Promise.race([
			check(),
			sleep(LIMIT, undefined, { signal: limit.signal }).then(() => {
				throw new Error(`no end after ${LIMIT / 1000} s`);
			}),
		]);
		return undefined;
	}
	catch (error) {
		return error ?? new Error('thrown without a reason');
	}
	finally {
		limit.abort();
	}
}

// one line, however long the message of an assertion is
function reason(error) {
	const text = `${error.message ?? error}`.replace(/\s+/g, ' ').trim();
	return text.length > 600 ? `${text.slice(0, 600)}…` : text;
}
