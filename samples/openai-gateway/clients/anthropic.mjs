// Checks of /v1/messages by the Anthropic SDK for JavaScript.
import assert from 'node:assert/strict';

import Anthropic, { APIError, BadRequestError, InternalServerError, NotFoundError, RateLimitError } from '@anthropic-ai/sdk';

import { MODEL, counting, upstreamLeft, user, word } from './script.mjs';

const TOOLS = [
	{ name: 'get_weather', description: 'Returns the weather', input_schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] } },
	{ name: 'time_get-local', input_schema: { type: 'object', properties: { zone: { type: 'string' } } } },
];

const CALLS = '[[call get_weather {"city":"Tula"}]] [[call time_get-local {"zone":"Asia/Tokyo"}]]';

export default function checks(url) {
	const baseURL = url.replace(/\/v1$/, '');
	const anthropic = new Anthropic({ baseURL, apiKey: 'any' });
	const request = (content, more) => ({ model: MODEL, max_tokens: 1024, messages: user(content), ...more });
	const ask = (content, more) => anthropic.messages.create(request(content, more));
	const text = (answer) => answer.content.map((block) => block.text).join('');
	const error = (expected) => () => refused(expected);

	return {
		'call': async () => {
			const answer = await ask('[[reply Привет!]] [[usage 30 5 12]]', { system: 'Be short.' });
			assert.match(answer.id, /^msg_.+/);
			assert.deepEqual([answer.type, answer.role, answer.model], ['message', 'assistant', MODEL]);
			assert.deepEqual(answer.content.map((block) => [block.type, block.text]), [['text', 'Привет!']]);
			assert.equal(answer.stop_reason, 'end_turn');
			assert.deepEqual([answer.usage.input_tokens, answer.usage.cache_read_input_tokens, answer.usage.output_tokens], [30, 12, 5]);
		},

		'stream': async () => {
			const events = await Array.fromAsync(await ask('[[usage 30 5 12]]', { stream: true }));
			assert.deepEqual([...new Set(events.map((event) => event.type))], ['message_start', 'content_block_start',
				'content_block_delta', 'content_block_stop', 'message_delta', 'message_stop']);
			assert.deepEqual(events.filter((event) => event.delta?.text).map((event) => event.delta.text), ['One, ', 'two, ', 'three']);
			const { delta, usage } = events.find((event) => event.type === 'message_delta');
			assert.deepEqual([delta.stop_reason, usage.output_tokens], ['end_turn', 5]);
		},

		'stream helper': async () => {
			const answer = await anthropic.messages.stream(request('[[usage 30 5 12]]')).finalMessage();
			assert.deepEqual([text(answer), answer.stop_reason, answer.usage.output_tokens], ['One, two, three', 'end_turn', 5]);
			assert.deepEqual([answer.usage.input_tokens, answer.usage.cache_read_input_tokens], [30, 12]);
		},

		'tools': async () => {
			await toolLoop((messages) => ask('', { messages, tools: TOOLS }));
		},

		'tools by streams': async () => {
			await toolLoop((messages) => anthropic.messages.stream(request('', { messages, tools: TOOLS })).finalMessage());
		},

		'a tool of a choice': async () => {
			for (const choice of [{ type: 'tool', name: 'time_get-local' }, { type: 'any' }]) {
				const answer = await ask('Hi', { tools: TOOLS, tool_choice: choice });
				assert.deepEqual(answer.content.map((block) => block.type), ['tool_use']);
				assert.equal(answer.content[0].name, choice.name ?? answer.content[0].name);
				assert.equal(answer.stop_reason, 'tool_use');
			}
		},

		'count': async () => {
			const { model, messages } = request('How is the weather in Tula?');
			const less = await anthropic.messages.countTokens({ model, messages });
			const more = await anthropic.messages.countTokens({ model, messages, tools: TOOLS, system: 'Be short.' });
			assert.ok(less.input_tokens > 0);
			assert.ok(more.input_tokens > less.input_tokens);
		},

		'stop reasons': async () => {
			for (const [finish, reason] of [['length', 'max_tokens'], ['blacklist', 'refusal']]) {
				const answer = await ask(`[[reply A part]] [[finish ${finish}]]`);
				assert.deepEqual([text(answer), answer.stop_reason], ['A part', reason]);
			}
			const cut = await ask('[[usage 30 5 0]]', { stop_sequences: ['two'] });
			assert.deepEqual([text(cut).trim(), cut.stop_reason, cut.stop_sequence], ['One,', 'stop_sequence', 'two']);
		},

		'abort of a stream': async () => {
			const about = word();
			const stream = await ask(`[[silent]] ${about}`, { stream: true });
			for await (const event of stream) {
				if (event.type === 'content_block_delta') {
					stream.controller.abort();
					break;
				}
			}
			await upstreamLeft(url, about);
		},

		'error: a number out of range': error({ status: 400, kind: BadRequestError, type: 'invalid_request_error', content: 'Hi', more: { temperature: 3 } }),
		'error: an unknown model': error({ status: 404, kind: NotFoundError, type: 'not_found_error', content: 'Hi', more: { model: 'no-such-model' } }),
		'error: credentials that are refused': error({ status: 424, kind: APIError, content: '[[status 401]]' }),
		'error: too many requests': error({ status: 429, kind: RateLimitError, type: 'rate_limit_error', requests: 3, content: '[[status 429]]' }),
		'error: too many requests, of a stream': error({ status: 429, kind: RateLimitError, type: 'rate_limit_error', requests: 3, content: '[[status 429]]', more: { stream: true } }),
		'error: a fault of the service': error({ status: 502, kind: InternalServerError, requests: 3, content: '[[status 500]]' }),

		'error: a stream that is cut': async () => {
			const thrown = await anthropic.messages.stream(request('[[cut]]')).finalMessage().then(
				() => assert.fail('there is no error'), (error) => error);
			assert.ok(thrown instanceof APIError, `${thrown}`);
			assert.ok(thrown.error.error.message.length > 10, 'no message');
		},
	};

	async function toolLoop(send) {
		const results = { 'get_weather': '12 degrees in Tula\n', 'time_get-local': [{ type: 'text', text: '12:30 in Tokyo' }] };
		const messages = user(CALLS);
		const called = [];
		let answer = await send(messages);
		for (; answer.stop_reason === 'tool_use'; answer = await send(messages)) {
			const calls = answer.content.filter((block) => block.type === 'tool_use');
			const content = calls.map(({ id, name }) => ({ type: 'tool_result', tool_use_id: id, content: results[name] }));
			messages.push({ role: 'assistant', content: answer.content }, { role: 'user', content });
			called.push(...calls);
		}
		assert.deepEqual(called.map(({ name, input }) => [name, input]), [['get_weather', { city: 'Tula' }], ['time_get-local', { zone: 'Asia/Tokyo' }]]);
		assert.equal(new Set(called.map(({ id }) => id)).size, 2);
		assert.match(text(answer), /12 degrees in Tula/);
		assert.match(text(answer), /12:30 in Tokyo/);
	}

	// undefined means any value
	async function refused({ content, more, status, kind, type, requests = 1 }) {
		const fetch = counting();
		const thrown = await new Anthropic({ baseURL, apiKey: 'any', fetch }).messages.create(request(content, more)).then(
			() => assert.fail('there is no error'), (error) => error);
		assert.ok(thrown instanceof APIError, `${thrown}`);
		assert.deepEqual({ kind: thrown.constructor.name, status: thrown.status }, { kind: kind.name, status });
		assert.equal(thrown.error.type, 'error');
		assert.equal(thrown.error.error.type, type ?? thrown.error.error.type);
		assert.ok(thrown.error.error.message.length > 10, 'no message');
		assert.doesNotMatch(thrown.error.error.message, /spring\.ai|127\.0\.0\.1|gigachat\.gateway/);
		assert.equal(fetch.requests, requests, 'number of requests');
	}
}
