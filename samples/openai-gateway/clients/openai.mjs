// Checks by the OpenAI SDK for JavaScript.
import assert from 'node:assert/strict';

import OpenAI, { APIError, APIUserAbortError, BadRequestError, InternalServerError, NotFoundError, PermissionDeniedError, RateLimitError } from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { z } from 'zod';

import { MODEL, asked, counting, journal, upstreamLeft, user, word } from './script.mjs';

const WEATHER = z.object({
	city: z.string(),
	degrees: z.number().nullable(),
	sky: z.enum(['clear', 'cloudy']),
	winds: z.array(z.object({ from: z.string(), speed: z.number() })),
});

const function_ = (name, property, call) => ({
	type: 'function',
	function: {
		name,
		description: `Returns the ${name}`,
		parameters: { type: 'object', properties: { [property]: { type: 'string' } }, required: [property] },
		parse: JSON.parse,
		function: call,
	},
});

export default function checks(url) {
	const openai = new OpenAI({ baseURL: url, apiKey: 'any' });
	const chat = (content, more) => openai.chat.completions.create({ model: MODEL, messages: user(content), ...more });
	const tools = () => [
		function_('get_weather', 'city', ({ city }) => `12 degrees in ${city}\n`),
		function_('time.get-local', 'zone', ({ zone }) => ({ zone, time: '12:30' })),
	];
	const twoCalls = '[[call get_weather {"city":"Tula"}]] [[call time.get-local {"zone":"Asia/Tokyo"}]]';

	return {
		'chat': async () => {
			const answer = await chat('[[reply Привет!]] [[usage 30 5 12]]');
			assert.match(answer.id, /^chatcmpl-.+/);
			assert.equal(answer.object, 'chat.completion');
			assert.equal(answer.model, MODEL);
			assert.ok(Math.abs(answer.created - Date.now() / 1000) < 60);
			assert.equal(answer.choices[0].message.content, 'Привет!');
			assert.equal(answer.choices[0].finish_reason, 'stop');
			assert.equal(answer.usage.prompt_tokens, 42);
			assert.equal(answer.usage.prompt_tokens_details.cached_tokens, 12);
			assert.equal(answer.usage.completion_tokens, 5);
			assert.equal(answer.usage.total_tokens, 47);
			assert.ok(answer._request_id, 'no x-request-id');
		},

		'stream': async () => {
			const stream = await chat('[[usage 30 5 12]]', { stream: true, stream_options: { include_usage: true } });
			const chunks = await Array.fromAsync(stream);
			const texts = chunks.map((chunk) => chunk.choices[0]?.delta.content).filter(Boolean);
			assert.deepEqual(texts, ['One, ', 'two, ', 'three']);
			assert.equal(chunks[0].choices[0].delta.role, 'assistant');
			assert.equal(new Set(chunks.map((chunk) => chunk.id)).size, 1);
			assert.deepEqual(chunks.map((chunk) => chunk.choices[0]?.finish_reason).filter(Boolean), ['stop']);
			assert.deepEqual(chunks.at(-1).choices, []);
			assert.equal(chunks.at(-1).usage.total_tokens, 47);
			assert.ok(chunks.slice(0, -1).every((chunk) => chunk.usage === null), 'usage before the end');
		},

		'stream without usage': async () => {
			const chunks = await Array.fromAsync(await chat('Hi', { stream: true }));
			assert.ok(chunks.length > 1 && chunks.every((chunk) => !chunk.usage && chunk.choices.length === 1));
		},

		'stream helper': async () => {
			const stream = openai.chat.completions.stream({ model: MODEL, messages: user('[[reasoning I count.]]'), stream_options: { include_usage: true } });
			assert.equal(await stream.finalContent(), 'One, two, three');
			assert.ok((await stream.totalUsage()).total_tokens > 0);
		},

		'runTools': async () => {
			const runner = openai.chat.completions.runTools({ model: MODEL, messages: user(twoCalls), tools: tools() });
			const answer = await runner.finalContent();
			assert.match(answer, /12 degrees in Tula/);
			assert.match(answer, /Asia\/Tokyo.*12:30/);
			const calls = runner.messages.flatMap((message) => message.tool_calls ?? []);
			assert.deepEqual(calls.map((call) => call.function.name), ['get_weather', 'time.get-local']);
			assert.equal(new Set(calls.map((call) => call.id)).size, 2);
		},

		'runTools by streams': async () => {
			const runner = openai.chat.completions.runTools({ model: MODEL, messages: user(twoCalls), tools: tools(), stream: true });
			const answer = await runner.finalContent();
			assert.match(answer, /12 degrees in Tula/);
			assert.match(answer, /Asia\/Tokyo.*12:30/);
		},

		'a call without arguments, and a tool without parameters': async () => {
			const answer = await chat('[[call now {}]]', { tools: [{ type: 'function', function: { name: 'now' } }] });
			assert.equal(answer.choices[0].finish_reason, 'tool_calls');
			assert.equal(answer.choices[0].message.content, null);
			assert.equal(answer.choices[0].message.tool_calls[0].function.arguments, '{}');
		},

		'a history with parallel calls': async () => {
			const call = (id, name, value) => ({ id, type: 'function', function: { name, arguments: JSON.stringify(value) } });
			const answer = await openai.chat.completions.create({
				model: MODEL,
				tools: tools(),
				messages: [
					{ role: 'developer', content: 'Be brief' },
					...user('[[results]]'),
					{
						role: 'assistant', content: '', tool_calls: [call('call_1', 'get_weather', { city: 'Tula' }),
							call('call_2', 'time.get-local', { zone: 'Asia/Tokyo' }), call('call_3', 'get_weather', { city: 'Omsk' })],
					},
					{ role: 'tool', tool_call_id: 'call_3', content: 'snow in Omsk\n' },
					{ role: 'tool', tool_call_id: 'call_1', content: [{ type: 'text', text: 'sun in Tula' }] },
					{ role: 'tool', tool_call_id: 'call_2', content: '["12:30"]' },
				],
			});
			const lines = answer.choices[0].message.content.split('\n');
			assert.equal(lines.length, 3);
			assert.match(lines[0], /^get_weather: .*sun in Tula/);
			assert.match(lines[1], /12:30/);
			assert.match(lines[2], /^get_weather: .*snow in Omsk/);
		},

		'tool_choice': async () => {
			const forced = await chat('Hi', { tools: tools(), tool_choice: { type: 'function', function: { name: 'time.get-local' } } });
			assert.equal(forced.choices[0].message.tool_calls[0].function.name, 'time.get-local');
			const required = await chat('Hi', { tools: tools(), tool_choice: 'required' });
			assert.equal(required.choices[0].message.tool_calls.length, 1);
			assert.equal(required.choices[0].finish_reason, 'tool_calls');
			const none = await chat('Hi', { tools: tools(), tool_choice: 'none' });
			assert.equal(none.choices[0].message.tool_calls, undefined);
		},

		'parse with a zod schema': async () => {
			const answer = await openai.chat.completions.parse({
				model: MODEL,
				messages: user('How is the weather?'),
				response_format: zodResponseFormat(WEATHER, 'weather'),
			});
			assert.ok(WEATHER.safeParse(answer.choices[0].message.parsed).success);
		},

		'stream with a zod schema': async () => {
			const stream = openai.chat.completions.stream({
				model: MODEL,
				messages: user('[[reply {"city":"Tula","degrees":null,"sky":"clear","winds":[]}]]'),
				response_format: zodResponseFormat(WEATHER, 'weather'),
			});
			const answer = await stream.finalChatCompletion();
			assert.deepEqual(answer.choices[0].message.parsed, { city: 'Tula', degrees: null, sky: 'clear', winds: [] });
		},

		'stop, also in a stream': async () => {
			assert.equal((await chat('[[finish stop]]', { stop: 'wo' })).choices[0].message.content, 'One, t');
			const chunks = await Array.fromAsync(await chat('[[finish stop]]', { stream: true, stop: [', t', 'x'] }));
			assert.equal(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join(''), 'One');
		},

		'finish reasons': async () => {
			const reasons = { stop: 'stop', length: 'length', blacklist: 'content_filter', something: 'stop' };
			for (const [own, reason] of Object.entries(reasons)) {
				assert.equal((await chat(`[[finish ${own}]]`)).choices[0].finish_reason, reason);
				const chunks = await Array.fromAsync(await chat(`[[finish ${own}]]`, { stream: true }));
				assert.equal(chunks.at(-1).choices[0].finish_reason, reason);
			}
		},

		'an empty answer is asked for once more': async () => {
			const about = word();
			const answer = await chat(`[[empty]] ${about}`);
			assert.equal(answer.choices[0].finish_reason, 'stop');
			assert.equal((await journal(url, about)).requests, 2);
		},

		'embeddings': async () => {
			const input = ['Первый', 'second'];
			const usual = await openai.embeddings.create({ model: 'Embeddings', input });
			const floats = await openai.embeddings.create({ model: 'Embeddings', input, encoding_format: 'float' });
			assert.deepEqual(usual.data.map((entry) => entry.index), [0, 1]);
			assert.ok(usual.data[0].embedding.length > 100);
			assert.deepEqual(usual.data[1].embedding, floats.data[1].embedding.map(Math.fround));
			assert.ok(usual.usage.prompt_tokens > 0 && usual.usage.total_tokens === usual.usage.prompt_tokens);
			const one = await openai.embeddings.create({ model: 'text-embedding-3-small', input: 'second' });
			assert.deepEqual(one.data[0].embedding, usual.data[1].embedding);
		},

		'models': async () => {
			const models = await Array.fromAsync(openai.models.list());
			assert.ok(models.some((model) => model.id === MODEL && model.object === 'model' && model.owned_by));
			assert.equal((await openai.models.retrieve(MODEL)).id, MODEL);
		},

		'abort of a stream': async () => {
			const about = word();
			for await (const chunk of await chat(`[[silent]] ${about}`, { stream: true })) {
				if (chunk.choices[0].delta.content) {
					break;
				}
			}
			await upstreamLeft(url, about);
		},

		'abort before the first event': async () => {
			await abortLate({ stream: true });
		},

		'abort of a call': async () => {
			await abortLate({});
		},

		'abort by the stream helper': async () => {
			const about = word();
			const stream = openai.chat.completions.stream({ model: MODEL, messages: user(`[[silent]] ${about}`) });
			stream.done().catch(() => {});
			await stream.emitted('content');
			stream.abort();
			await upstreamLeft(url, about);
		},

		...errors(),
	};

	async function abortLate(options) {
		const about = word();
		const leaving = new AbortController();
		const answer = openai.chat.completions.create({ model: MODEL, messages: user(`[[late]] ${about}`), ...options }, { signal: leaving.signal });
		answer.catch(() => {});
		await asked(url, about);
		leaving.abort();
		await assert.rejects(answer, APIUserAbortError);
		await upstreamLeft(url, about);
	}

	function errors() {
		const invalid = { type: 'invalid_request_error', status: 400, kind: BadRequestError, code: null, param: null };
		const upstream = { type: 'upstream_error', status: 424, kind: APIError, param: null };
		const server = { type: 'server_error', status: 502, kind: InternalServerError, code: 'upstream_unavailable', param: null, requests: 3 };
		const body = (more) => (client, options) => client.chat.completions.create({ model: MODEL, messages: user('Hi'), ...more, ...options });
		const says = (content) => body({ messages: user(content) });
		const raw = (method, path, options) => (client) => client[method](path, options);
		const text = { headers: { 'Content-Type': 'text/plain' }, body: 'Hi' };
		const image = (image_url) => body({ messages: user([{ type: 'image_url', image_url }]) });
		const cases = {
			'a number out of range': { ...invalid, param: 'temperature', ask: body({ temperature: 3 }) },
			'no model': { ...invalid, param: 'model', ask: body({ model: undefined }) },
			'no messages': { ...invalid, param: 'messages', ask: body({ messages: [] }) },
			'an unknown role': { ...invalid, param: 'messages[0].role', ask: body({ messages: [{ role: 'robot', content: 'Hi' }] }) },
			'an unknown part': { ...invalid, param: 'messages[0].content[0].type', ask: body({ messages: user([{ type: 'hologram' }]) }) },
			'a picture by its address': { ...invalid, code: 'image_not_fetched', param: undefined, ask: image({ url: 'http://127.0.0.1/a.png' }) },
			'two tools of one name': { ...invalid, param: 'tools[1].function.name', ask: body({ tools: [function_('a', 'b'), function_('a', 'b')] }) },
			'a choice that is no tool': { ...invalid, param: 'tool_choice', ask: body({ tools: [function_('a', 'b')], tool_choice: { type: 'function', function: { name: 'c' } } }) },
			'several answers': { ...invalid, code: 'unsupported_value', param: 'n', ask: body({ n: 2 }) },
			'broken JSON': { ...invalid, code: 'invalid_json', ask: raw('post', '/chat/completions', { headers: { 'Content-Type': 'application/json' }, body: Buffer.from('{"model":') }) },
			'a request that the service refuses': { ...invalid, ask: says('[[status 422]]') },
			'arguments that the model broke': { ...invalid, code: 'model_output_invalid', ask: says('[[empty]] [[finish error]]') },
			'a conversation that is too long': { ...invalid, code: 'context_length_exceeded', param: undefined, ask: says('[[status 413]]') },
			'an unknown model': { ...invalid, status: 404, kind: NotFoundError, code: 'model_not_found', param: 'model', ask: body({ model: 'no-such-model' }) },
			'an unknown model of models': { ...invalid, status: 404, kind: NotFoundError, code: 'model_not_found', param: 'model', ask: (client) => client.models.retrieve('no-such-model') },
			'an unknown path': { ...invalid, status: 404, kind: NotFoundError, code: undefined, ask: raw('post', '/no/such/path', { body: {} }) },
			'a wrong method': { ...invalid, status: 405, kind: APIError, code: 'method_not_allowed', ask: raw('get', '/chat/completions') },
			'a wrong media type': { ...invalid, status: 415, kind: APIError, code: 'unsupported_media_type', ask: raw('post', '/chat/completions', text) },
			'a body that is too large': { ...invalid, status: 413, kind: APIError, code: 'request_too_large', ask: says('x'.repeat(1_500_000)) },
			'a package that is used up': { type: 'permission_error', status: 403, kind: PermissionDeniedError, code: 'insufficient_quota', param: null, ask: says('[[status 402]]') },
			'a contract without it': { type: 'permission_error', status: 403, kind: PermissionDeniedError, code: 'upstream_permission', param: null, ask: says('[[status 403]]') },
			'credentials that are refused': { ...upstream, code: 'upstream_auth', ask: says('[[status 401]]') },
			'an answer that is no JSON': { ...upstream, code: 'upstream_protocol', ask: says('[[garbage]]') },
			'a call that takes too long': { ...upstream, code: 'upstream_timeout', ask: says('[[slow]]') },
			'too many requests': { type: 'rate_limit_error', status: 429, kind: RateLimitError, code: 'rate_limit_exceeded', param: null, requests: 3, ask: says('[[status 429]]') },
			'a fault of the service': { ...server, ask: says('[[status 500]]') },
			'a closed connection': { ...server, ask: says('[[close]]') },
			// one request is enough, each takes as long as the timeout
			'silence': { ...server, status: 504, code: 'upstream_timeout', requests: 1, options: { maxRetries: 0 }, ask: says('[[late]]') },
			'a stream that is cut': { ...server, status: undefined, kind: APIError, requests: 1, ask: async (client) => Array.fromAsync(await says('[[cut]]')(client, { stream: true })) },
			'an embedding of nothing': { ...invalid, param: 'input[1]', ask: (client) => client.embeddings.create({ model: 'Embeddings', input: ['a', ''] }) },
			'an embedding of another size': { ...invalid, param: 'dimensions', ask: (client) => client.embeddings.create({ model: 'Embeddings', input: 'a', dimensions: 5 }) },
		};
		const streamed = ['a number out of range', 'an unknown model', 'credentials that are refused', 'too many requests', 'a fault of the service', 'silence'];
		for (const title of streamed) {
			const { ask } = cases[title];
			cases[`${title}, of a stream`] = { ...cases[title], ask: (client) => ask(client, { stream: true }) };
		}
		return Object.fromEntries(Object.entries(cases).map(([title, expected]) => [`error: ${title}`, () => refused(expected)]));
	}

	// undefined means any value
	async function refused({ ask, kind, status, type, code, param, requests = 1, options = {} }) {
		const counted = counting();
		const error = await ask(new OpenAI({ baseURL: url, apiKey: 'any', fetch: counted, ...options })).then(
			() => assert.fail('there is no error'), (thrown) => thrown);
		assert.ok(error instanceof APIError, `${error}`);
		const seen = { kind: error.constructor.name, status: error.status, type: error.type };
		assert.deepEqual(seen, { kind: kind.name, status, type });
		if (code !== undefined) {
			assert.equal(error.code, code);
		}
		if (param !== undefined) {
			assert.equal(error.param, param);
		}
		assert.ok(error.error.message.length > 10, 'no message');
		assert.doesNotMatch(error.message, /spring\.ai|127\.0\.0\.1|gigachat\.gateway/);
		assert.equal(counted.requests, requests, 'number of requests');
	}
}
