// Checks of /v1/responses by the AI SDK of Vercel.
import assert from 'node:assert/strict';

import { createOpenAI } from '@ai-sdk/openai';
import { APICallError, RetryError, generateObject, generateText, stepCountIs, streamText, tool } from 'ai';
import { z } from 'zod';

import { MODEL, counting } from './script.mjs';

const WEATHER = z.object({ city: z.string(), degrees: z.number().nullable() });

const CALLS = '[[call weather {"city":"Tula"}]] [[call time {"zone":"Asia/Tokyo"}]]';

export default function checks(url) {
	const provider = (more) => createOpenAI({ baseURL: url, apiKey: 'any', ...more });
	const model = provider().responses(MODEL);
	const tools = {
		weather: tool({
			description: 'Returns the weather',
			inputSchema: z.object({ city: z.string() }),
			execute: ({ city }) => ({ city, sky: `clear over ${city}` }),
		}),
		time: tool({ inputSchema: z.object({ zone: z.string().optional() }), execute: ({ zone }) => `12:30 in ${zone}` }),
	};

	return {
		'generateText': async () => {
			const answer = await generateText({ model, system: 'Be short.', prompt: '[[reply Привет!]] [[usage 30 5 12]]' });
			assert.equal(answer.text, 'Привет!');
			assert.equal(answer.finishReason, 'stop');
			assert.deepEqual([answer.usage.inputTokens, answer.usage.outputTokens, answer.usage.totalTokens], [42, 5, 47]);
			assert.deepEqual([answer.usage.inputTokenDetails.cacheReadTokens, answer.usage.inputTokenDetails.noCacheTokens], [12, 30]);
			assert.equal(answer.response.modelId, MODEL);
		},

		'streamText': async () => {
			const answer = streamText({ model, prompt: '[[usage 30 5 0]]' });
			assert.deepEqual(await Array.fromAsync(answer.textStream), ['One, ', 'two, ', 'three']);
			assert.equal(await answer.finishReason, 'stop');
			assert.equal((await answer.totalUsage).totalTokens, 35);
		},

		'tools in several steps': async () => {
			const answer = await generateText({ model, tools, prompt: CALLS, stopWhen: stepCountIs(5) });
			assert.deepEqual(answer.steps.map((step) => step.finishReason), ['tool-calls', 'tool-calls', 'stop']);
			assert.deepEqual(answer.steps.flatMap((step) => step.toolCalls).map((call) => call.input), [{ city: 'Tula' }, { zone: 'Asia/Tokyo' }]);
			assert.match(answer.text, /clear over Tula[^]*12:30 in Asia\/Tokyo/);
		},

		'tools in several steps of a stream': async () => {
			const answer = streamText({ model, tools, prompt: CALLS, stopWhen: stepCountIs(5) });
			assert.equal((await answer.steps).length, 3);
			assert.match(await answer.text, /clear over Tula[^]*12:30 in Asia\/Tokyo/);
		},

		'toolChoice required, of two tools': async () => {
			const asked = Object.fromEntries(Object.entries(tools).map(([name, { execute, ...definition }]) => [name, definition]));
			const answer = await generateText({ model, tools: asked, toolChoice: 'required', prompt: 'Hi' });
			assert.equal(answer.toolCalls.length, 1);
		},

		'generateObject': async () => {
			const { object } = await generateObject({ model, schema: WEATHER, prompt: '[[reply {"city":"Tula","degrees":null}]]' });
			assert.deepEqual(object, { city: 'Tula', degrees: null });
		},

		'content_filter': async () => {
			const answer = streamText({ model, prompt: '[[reply I cannot speak about this.]] [[finish blacklist]]' });
			assert.equal(await answer.finishReason, 'content-filter');
			assert.equal(await answer.text, 'I cannot speak about this.');
		},

		'error: a wrong request': async () => {
			const { error, requests } = await failed('Hi', { temperature: 3 });
			assert.ok(APICallError.isInstance(error), `${error}`);
			assert.deepEqual([error.statusCode, error.isRetryable, requests], [400, false, 1]);
		},

		'error: credentials that are refused': async () => {
			const { error, requests } = await failed('[[status 401]]');
			assert.ok(APICallError.isInstance(error), `${error}`);
			assert.deepEqual([error.statusCode, error.isRetryable, requests], [400, false, 1]);
		},

		'error: too many requests': async () => {
			const { error, requests } = await failed('[[status 429]]');
			assert.ok(RetryError.isInstance(error), `${error}`);
			assert.deepEqual([error.lastError.statusCode, requests], [429, 3]);
		},

		'error: a stream that is cut': async () => {
			const answer = streamText({ model, prompt: '[[cut]]', onError: () => {} });
			const parts = await Array.fromAsync(answer.fullStream);
			assert.ok(parts.some((part) => part.type === 'error'), 'no error in the stream');
			assert.ok(!parts.some((part) => part.type === 'finish-step' && part.finishReason === 'stop'), 'ends as if nothing had been');
		},
	};

	async function failed(prompt, options) {
		const fetch = counting();
		const error = await generateText({ model: provider({ fetch }).responses(MODEL), prompt, ...options }).then(
			() => assert.fail('there is no error'), (thrown) => thrown);
		return { error, requests: fetch.requests };
	}
}
