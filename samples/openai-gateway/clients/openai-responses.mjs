// Checks of /v1/responses by the OpenAI SDK for JavaScript.
import assert from 'node:assert/strict';

import OpenAI, { APIError, BadRequestError, InternalServerError, NotFoundError, RateLimitError } from 'openai';
import { zodTextFormat } from 'openai/helpers/zod';
import { z } from 'zod';

import { MODEL, counting, upstreamLeft, word } from './script.mjs';

const WEATHER = z.object({ city: z.string(), degrees: z.number().nullable() });

const TOOLS = [
	{
		type: 'function',
		name: 'get_weather',
		description: 'Returns the weather',
		parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false },
		strict: true,
	},
	{ type: 'function', name: 'time.get-local', parameters: { type: 'object', properties: { zone: { type: 'string' } } }, strict: false },
];

const CALLS = '[[call get_weather {"city":"Tula"}]] [[call time.get-local {"zone":"Asia/Tokyo"}]]';

export default function checks(url) {
	const openai = new OpenAI({ baseURL: url, apiKey: 'any' });
	const ask = (input, more) => openai.responses.create({ model: MODEL, input, ...more });
	const error = (expected) => () => refused(expected);

	return {
		'call': async () => {
			const answer = await ask('[[reply Привет!]] [[usage 30 5 12]]', { instructions: 'Be short.' });
			assert.match(answer.id, /^resp_.+/);
			assert.deepEqual([answer.object, answer.status, answer.model], ['response', 'completed', MODEL]);
			assert.equal(answer.output_text, 'Привет!');
			assert.deepEqual(answer.output.map((item) => [item.type, item.role, item.status]), [['message', 'assistant', 'completed']]);
			assert.ok(Math.abs(answer.created_at - Date.now() / 1000) < 60);
			assert.equal(answer.usage.input_tokens, 42);
			assert.equal(answer.usage.input_tokens_details.cached_tokens, 12);
			assert.equal(answer.usage.output_tokens, 5);
			assert.equal(answer.usage.total_tokens, 47);
			assert.ok(answer._request_id, 'no x-request-id');
		},

		'stream': async () => {
			const events = await Array.fromAsync(await ask('[[usage 30 5 12]]', { stream: true }));
			assert.deepEqual(events.map((event) => event.sequence_number), events.map((_, index) => index));
			assert.deepEqual([...new Set(events.map((event) => event.type))], ['response.created', 'response.in_progress',
				'response.output_item.added', 'response.content_part.added', 'response.output_text.delta', 'response.output_text.done',
				'response.content_part.done', 'response.output_item.done', 'response.completed']);
			const texts = events.filter((event) => event.type === 'response.output_text.delta').map((event) => event.delta);
			assert.deepEqual(texts, ['One, ', 'two, ', 'three']);
			assert.equal(events.find((event) => event.type === 'response.output_text.done').text, 'One, two, three');
			const { response } = events.at(-1);
			assert.deepEqual([response.status, response.usage.total_tokens], ['completed', 47]);
			assert.equal(response.id, events[0].response.id);
		},

		'stream helper': async () => {
			const answer = await openai.responses.stream({ model: MODEL, input: '[[usage 30 5 12]]' }).finalResponse();
			assert.equal(answer.output_text, 'One, two, three');
		},

		'tools': async () => {
			await toolLoop((input) => ask(input, { tools: TOOLS }));
		},

		'tools by streams': async () => {
			await toolLoop((input) => openai.responses.stream({ model: MODEL, input, tools: TOOLS }).finalResponse());
		},

		'events of a call': async () => {
			const events = await Array.fromAsync(await ask(CALLS, { tools: TOOLS, stream: true }));
			const [, , added, delta, done, itemDone, completed] = events;
			assert.equal(events.length, 7);
			assert.deepEqual([added.type, added.item.type, added.item.name, added.item.arguments],
				['response.output_item.added', 'function_call', 'get_weather', '']);
			assert.deepEqual([delta.type, delta.delta], ['response.function_call_arguments.delta', '{"city":"Tula"}']);
			assert.deepEqual([done.type, done.arguments], ['response.function_call_arguments.done', '{"city":"Tula"}']);
			assert.deepEqual([itemDone.type, itemDone.item.arguments], ['response.output_item.done', '{"city":"Tula"}']);
			assert.equal(completed.response.status, 'completed');
			assert.deepEqual(completed.response.output, [itemDone.item]);
		},

		'a custom tool': async () => {
			const tools = [{ type: 'custom', name: 'run', description: 'Runs a script', format: { type: 'grammar', syntax: 'lark', definition: 'start: /.+/' } }];
			const input = [{ role: 'user', content: '[[call run {"input":"print(1)"}]]' }];
			const answer = await ask(input, { tools });
			const [call] = answer.output;
			assert.deepEqual([call.type, call.name, call.input], ['custom_tool_call', 'run', 'print(1)']);
			input.push(...answer.output, { type: 'custom_tool_call_output', call_id: call.call_id, output: '1\n' });
			assert.match((await ask(input, { tools })).output_text, /run: .*1/);
		},

		'a tool of a choice': async () => {
			const answer = await ask('Hi', { tools: TOOLS, tool_choice: { type: 'function', name: 'time.get-local' } });
			assert.deepEqual(answer.output.map((item) => item.name), ['time.get-local']);
		},

		'a schema': async () => {
			const text = { format: zodTextFormat(WEATHER, 'weather') };
			const input = '[[reply {"city":"Tula","degrees":null}]]';
			const answer = await openai.responses.parse({ model: MODEL, input, text });
			assert.deepEqual(answer.output_parsed, { city: 'Tula', degrees: null });
		},

		'answers that are not complete': async () => {
			for (const [finish, reason] of [['length', 'max_output_tokens'], ['blacklist', 'content_filter']]) {
				const input = `[[reply A part]] [[finish ${finish}]]`;
				const events = await Array.fromAsync(await ask(input, { stream: true }));
				assert.equal(events.at(-1).type, 'response.incomplete');
				for (const answer of [await ask(input), events.at(-1).response]) {
					assert.deepEqual([answer.status, answer.incomplete_details.reason], ['incomplete', reason]);
				}
			}
		},

		'abort of a stream': async () => {
			const about = word();
			const stream = await ask(`[[silent]] ${about}`, { stream: true });
			for await (const event of stream) {
				if (event.type === 'response.output_text.delta') {
					stream.controller.abort();
					break;
				}
			}
			await upstreamLeft(url, about);
		},

		'error: a number out of range': error({ status: 400, kind: BadRequestError, param: 'temperature', input: 'Hi', more: { temperature: 3 } }),
		'error: an answer of before': error({ status: 400, kind: BadRequestError, param: 'previous_response_id', input: 'Hi', more: { previous_response_id: 'resp_1' } }),
		'error: a conversation that is too long': error({ status: 400, kind: BadRequestError, code: 'context_length_exceeded', input: '[[status 413]]' }),
		'error: an unknown model': error({ status: 404, kind: NotFoundError, code: 'model_not_found', input: 'Hi', more: { model: 'no-such-model' } }),
		'error: credentials that are refused': error({ status: 400, kind: BadRequestError, code: 'upstream_auth', input: '[[status 401]]' }),
		'error: credentials that are refused, of a stream': error({ status: 400, kind: BadRequestError, code: 'upstream_auth', input: '[[status 401]]', more: { stream: true } }),
		'error: too many requests': error({ status: 429, kind: RateLimitError, code: 'rate_limit_exceeded', requests: 3, input: '[[status 429]]' }),
		'error: a fault of the service': error({ status: 502, kind: InternalServerError, code: 'upstream_unavailable', requests: 3, input: '[[status 500]]' }),

		'error: a stream that is cut': async () => {
			const events = await Array.fromAsync(await ask('[[cut]]', { stream: true }));
			const { type, response } = events.at(-1);
			assert.deepEqual([type, response.status, response.error.code], ['response.failed', 'failed', 'server_error']);
			assert.ok(response.error.message.length > 10, 'no message');
		},
	};

	async function toolLoop(send) {
		const input = [{ role: 'user', content: CALLS }];
		const results = { 'get_weather': '12 degrees in Tula\n', 'time.get-local': '{"time":"12:30"}' };
		const called = [];
		let answer = await send(input);
		for (let calls; (calls = answer.output.filter((item) => item.type === 'function_call')).length > 0; answer = await send(input)) {
			input.push(...answer.output, ...calls.map(({ call_id, name }) => ({ type: 'function_call_output', call_id, output: results[name] })));
			called.push(...calls);
		}
		assert.deepEqual(called.map(({ name }) => name), ['get_weather', 'time.get-local']);
		assert.deepEqual(called.map((call) => JSON.parse(call.arguments)), [{ city: 'Tula' }, { zone: 'Asia/Tokyo' }]);
		assert.equal(new Set(called.map(({ call_id }) => call_id)).size, 2);
		assert.match(answer.output_text, /12 degrees in Tula/);
		assert.match(answer.output_text, /12:30/);
	}

	// undefined means any value
	async function refused({ input, more, status, kind, code, param, requests = 1 }) {
		const fetch = counting();
		const thrown = await new OpenAI({ baseURL: url, apiKey: 'any', fetch }).responses.create({ model: MODEL, input, ...more }).then(
			() => assert.fail('there is no error'), (error) => error);
		assert.ok(thrown instanceof APIError, `${thrown}`);
		assert.deepEqual({ kind: thrown.constructor.name, status: thrown.status }, { kind: kind.name, status });
		assert.equal(thrown.code, code ?? thrown.code);
		assert.equal(thrown.param, param ?? thrown.param);
		assert.ok(thrown.error.message.length > 10, 'no message');
		assert.doesNotMatch(thrown.error.message, /spring\.ai|127\.0\.0\.1|gigachat\.gateway/);
		assert.equal(fetch.requests, requests, 'number of requests');
	}
}
