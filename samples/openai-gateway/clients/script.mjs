// The conversation with the played model, whose directives are described in ScriptedModel.java
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

export const MODEL = 'GigaChat-2';

export const user = (content) => [{ role: 'user', content }];

// a fetch that counts its requests
export function counting() {
	const counted = (...request) => {
		counted.requests++;
		return fetch(...request);
	};
	counted.requests = 0;
	return counted;
}

// a word by which the emulator finds the requests of a check
export const word = () => randomUUID();

// how many requests with a word came to the emulator, and how many of them the gateway left early
export async function journal(url, about) {
	const response = await fetch(`${url}/chat/completions`, {
		method: 'POST',
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify({ model: MODEL, messages: user(`[[journal ${about}]]`) }),
	});
	const [requests, left] = (await response.json()).choices[0].message.content.split(' ').map(Number);
	return { requests, left };
}

// waits until a request with a word has come to the emulator
export async function asked(url, about) {
	await until(async () => (await journal(url, about)).requests > 0, 'the gateway asks GigaChat nothing');
}

// waits until the gateway has left a request
export async function upstreamLeft(url, about) {
	await until(async () => (await journal(url, about)).left > 0, 'the gateway goes on reading from GigaChat');
}

// waits for up to 5 s, which is shorter than the read timeout after which the gateway leaves anyhow
async function until(condition, otherwise) {
	const end = Date.now() + 5000;
	while (!await condition()) {
		if (Date.now() > end) {
			throw new Error(otherwise);
		}
		await sleep(50);
	}
}
