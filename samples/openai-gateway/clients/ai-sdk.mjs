// Checks by the AI SDK of Vercel.
import assert from 'node:assert/strict';

import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { APICallError, Output, RetryError, embedMany, generateObject, generateText, stepCountIs, streamObject, streamText, tool } from 'ai';
import { z } from 'zod';

import { MODEL, counting, upstreamLeft, word } from './script.mjs';

const WEATHER = z.object({ city: z.string(), degrees: z.number().nullable(), winds: z.array(z.string()) });

const TULA = { city: 'Tula', degrees: null, winds: ['south'] };

export default function checks(url) {
	const provider = (more) => createOpenAICompatible({ name: 'gigachat', baseURL: url, apiKey: 'any', includeUsage: true, supportsStructuredOutputs: true, ...more });
	const gigachat = provider();
	const model = gigachat(MODEL);
	const weather = tool({
		description: 'Returns the weather',
		inputSchema: z.object({ city: z.string() }),
		execute: ({ city }) => ({ city, sky: `clear over ${city}` }),
	});
	const time = tool({ inputSchema: z.object({ zone: z.string().optional() }), execute: ({ zone }) => `12:30 in ${zone}` });
	const tools = { weather, time };
	const twoCalls = '[[call weather {"city":"Tula"}]] [[call time {"zone":"Asia/Tokyo"}]]';

	return {
		'generateText': async () => {
			const answer = await generateText({ model, prompt: '[[reply Привет!]] [[usage 30 5 0]]' });
			assert.equal(answer.text, 'Привет!');
			assert.equal(answer.finishReason, 'stop');
			assert.equal(answer.usage.inputTokens, 30);
			assert.equal(answer.usage.outputTokens, 5);
			assert.equal(answer.usage.totalTokens, 35);
			assert.equal(answer.response.modelId, MODEL);
			assert.match(answer.response.id, /^chatcmpl-.+/);
		},

		'streamText': async () => {
			const answer = streamText({ model, prompt: '[[usage 30 5 0]]' });
			assert.deepEqual(await Array.fromAsync(answer.textStream), ['One, ', 'two, ', 'three']);
			assert.equal(await answer.finishReason, 'stop');
			assert.equal((await answer.totalUsage).totalTokens, 35);
		},

		'tools in several steps': async () => {
			const answer = await generateText({ model, tools, prompt: twoCalls, stopWhen: stepCountIs(5) });
			assert.deepEqual(answer.steps.map((step) => step.finishReason), ['tool-calls', 'tool-calls', 'stop']);
			assert.deepEqual(answer.steps.flatMap((step) => step.toolCalls).map((call) => call.input), [{ city: 'Tula' }, { zone: 'Asia/Tokyo' }]);
			assert.match(answer.text, /clear over Tula/);
			assert.match(answer.text, /12:30 in Asia\/Tokyo/);
		},

		'tools in several steps of a stream': async () => {
			const answer = streamText({ model, tools, prompt: twoCalls, stopWhen: stepCountIs(5) });
			assert.equal((await answer.steps).length, 3);
			assert.match(await answer.text, /clear over Tula[^]*12:30 in Asia\/Tokyo/);
		},

		'toolChoice required, of one tool': async () => {
			await required({ weather });
		},

		'toolChoice required, of two tools': async () => {
			await required(tools);
		},

		'toolChoice of a tool': async () => {
			const answer = await generateText({ model, tools, toolChoice: { type: 'tool', toolName: 'time' }, prompt: 'Hi' });
			assert.deepEqual(answer.toolCalls.map((call) => call.toolName), ['time']);
		},

		'generateObject': async () => {
			const { object } = await generateObject({ model, schema: WEATHER, prompt: 'How is the weather?' });
			assert.ok(WEATHER.safeParse(object).success);
		},

		'generateObject without structured outputs': async () => {
			const plain = provider({ supportsStructuredOutputs: false });
			const { object } = await generateObject({ model: plain(MODEL), schema: WEATHER, prompt: `[[reply ${JSON.stringify(TULA)}]]` });
			assert.deepEqual(object, TULA);
		},

		'streamObject': async () => {
			const { partialObjectStream, object } = streamObject({ model, schema: WEATHER, prompt: `[[reply ${JSON.stringify(TULA)}]]` });
			assert.deepEqual((await Array.fromAsync(partialObjectStream)).at(-1), TULA);
			assert.deepEqual(await object, TULA);
		},

		'output of a schema': async () => {
			const output = Output.object({ schema: WEATHER });
			const prompt = `[[reply ${JSON.stringify(TULA)}]]`;
			assert.deepEqual((await generateText({ model, output, prompt })).output, TULA);
			assert.deepEqual((await Array.fromAsync(streamText({ model, output, prompt }).partialOutputStream)).at(-1), TULA);
		},

		'embedMany': async () => {
			const { embeddings, usage } = await embedMany({ model: gigachat.embeddingModel('Embeddings'), values: ['Первый', 'second', 'third'] });
			assert.equal(embeddings.length, 3);
			assert.ok(embeddings.every((embedding) => embedding.length === embeddings[0].length && embedding.length > 100));
			assert.ok(usage.tokens > 0);
		},

		'cached tokens': async () => {
			const prompt = '[[usage 1 5 37]]';
			for (const usage of [(await generateText({ model, prompt })).usage, await streamText({ model, prompt }).totalUsage]) {
				assert.equal(usage.inputTokens, 38);
				assert.equal(usage.inputTokenDetails.cacheReadTokens, 37);
				assert.equal(usage.inputTokenDetails.noCacheTokens, 1);
			}
		},

		'reasoning': async () => {
			const prompt = '[[reasoning I count to three.]]';
			for (const answer of [await generateText({ model, prompt }), streamText({ model, prompt })]) {
				assert.equal(await answer.reasoningText, 'I count to three.');
				assert.equal(await answer.text, 'One, two, three');
			}
		},

		'content_filter': async () => {
			const prompt = '[[reply I cannot speak about this.]] [[finish blacklist]]';
			for (const answer of [await generateText({ model, prompt }), streamText({ model, prompt })]) {
				assert.equal(await answer.finishReason, 'content-filter');
				assert.equal(await answer.text, 'I cannot speak about this.');
			}
		},

		'abort of a stream': async () => {
			const about = word();
			const leaving = new AbortController();
			const answer = streamText({ model, prompt: `[[silent]] ${about}`, abortSignal: leaving.signal });
			for await (const part of answer.fullStream) {
				if (part.type === 'text-delta') {
					leaving.abort();
				}
			}
			await upstreamLeft(url, about);
		},

		'error: a wrong request': async () => {
			const { error, requests } = await failed('Hi', { temperature: 3 });
			assert.ok(APICallError.isInstance(error), `${error}`);
			assert.deepEqual([error.statusCode, error.isRetryable, requests], [400, false, 1]);
		},

		'error: credentials that are refused': async () => {
			const { error, requests } = await failed('[[status 401]]');
			assert.ok(APICallError.isInstance(error), `${error}`);
			assert.deepEqual([error.statusCode, error.isRetryable, requests], [424, false, 1]);
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

	async function required(offered) {
		const asked = Object.fromEntries(Object.entries(offered).map(([name, { execute, ...definition }]) => [name, definition]));
		const answer = await generateText({ model, tools: asked, toolChoice: 'required', prompt: 'Hi' });
		assert.equal(answer.toolCalls.length, 1);
		assert.equal(answer.finishReason, 'tool-calls');
		const stream = streamText({ model, tools: asked, toolChoice: 'required', prompt: 'Hi' });
		assert.equal((await stream.toolCalls).length, 1);
	}

	async function failed(prompt, options) {
		const fetch = counting();
		const error = await generateText({ model: provider({ fetch })(MODEL), prompt, ...options }).then(
			() => assert.fail('there is no error'), (thrown) => thrown);
		return { error, requests: fetch.requests };
	}
}
