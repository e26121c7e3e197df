// Stands before the gateway, and notes the requests of an agent. With hold(n), it lets none of them through before n came.
import http from 'node:http';

const ASKS = /\/(chat\/completions|responses|messages)$/;

export async function proxy(gateway) {
	const noted = { requests: [], url: '' };
	let held = Promise.resolve();
	let allCame = () => {};
	let awaited = 0;
	noted.hold = (count) => {
		awaited = count;
		held = new Promise((came) => allCame = came);
	};
	const server = http.createServer(async (request, response) => {
		const path = request.url.split('?')[0];
		const note = { path, came: Date.now(), status: 0, began: 0, ended: 0, body: [], answer: [] };
		if (request.method === 'POST' && ASKS.test(path)) {
			if (noted.requests.push(note) >= awaited) {
				allCame();
			}
			await held;
		}
		const onward = http.request(gateway + request.url, { method: request.method, headers: request.headers, agent: false });
		request.on('data', (part) => note.body.push(part));
		request.pipe(onward);
		response.on('close', () => {
			note.ended = Date.now();
			onward.destroy();
		});
		onward.on('error', () => response.destroy());
		onward.on('response', (answer) => {
			note.status = answer.statusCode;
			response.writeHead(answer.statusCode, answer.headers);
			response.flushHeaders();
			answer.once('data', () => note.began = Date.now());
			answer.on('data', (part) => note.answer.push(part));
			answer.on('error', () => response.destroy());
			answer.pipe(response);
		});
	});
	await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
	noted.url = `http://127.0.0.1:${server.address().port}`;
	noted.close = () => server.closeAllConnections() ?? server.close();
	return noted;
}
