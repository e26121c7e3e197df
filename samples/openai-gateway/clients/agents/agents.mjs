// The coding agents: how each is set up and started, and how many requests it sends for a failure before it stops.
// 'going' means that it does not stop by itself; the number is that of 30 s.
const MODEL = 'GigaChat-2-Max';

export const program = (name) => new URL(`node_modules/${name}`, import.meta.url).pathname;

const going = (requests) => ({ requests, going: true });

export const AGENTS = {
	opencode: {
		package: 'opencode-linux-x64',
		command: (prompt) => [program('opencode-linux-x64/bin/opencode'), 'run', prompt],
		environment: () => ({ OPENCODE_DISABLE_MODELS_FETCH: '1', OPENCODE_DISABLE_AUTOUPDATE: '1' }),
		files: (url) => ({
			'work/opencode.json': JSON.stringify({
				model: `gigachat/${MODEL}`,
				small_model: 'gigachat/GigaChat-2',
				provider: {
					gigachat: {
						npm: '@ai-sdk/openai-compatible',
						options: { baseURL: `${url}/v1`, apiKey: 'any' },
						models: { [MODEL]: {}, 'GigaChat-2': {} },
					},
				},
			}),
		}),
		// beside each conversation, it asks for a title. After a broken stream it pauses for 2, 4, 8, 16 … s: four requests in 30 s
		reads: 3,
		sends: { 400: 2, 404: 2, 424: 2, 429: 9, cut: going(5) },
	},

	codex: {
		package: '@openai/codex-linux-x64',
		command: (prompt, more = []) => [program('@openai/codex-linux-x64/vendor/x86_64-unknown-linux-musl/bin/codex'),
			'exec', '--skip-git-repo-check', '--sandbox', 'read-only', ...more, prompt],
		environment: () => ({ GATEWAY_KEY: 'any' }),
		files: (url) => ({
			'home/.codex/config.toml': `model = "${MODEL}"
model_provider = "gigachat"
[model_providers.gigachat]
name = "GigaChat"
base_url = "${url}/v1"
env_key = "GATEWAY_KEY"
wire_api = "responses"
`,
		}),
		reads: 2,
		// it repeats 424, for which /v1/responses therefore has 400
		status: { 424: 400 },
		sends: { 400: 1, 404: 1, 424: 1, 429: 6, cut: 6 },
	},

	continue: {
		package: '@continuedev/cli',
		command: (prompt) => [process.execPath, program('@continuedev/cli/dist/cn.js'), '-p', '--config', '../home/config.yaml', '--auto', prompt],
		environment: () => ({}),
		files: (url) => ({
			'home/config.yaml': `name: GigaChat
version: 1.0.0
schema: v1
models:
  - name: GigaChat Max
    provider: openai
    model: ${MODEL}
    apiBase: ${url}/v1
    apiKey: any
    roles: [chat]
    capabilities: [tool_use]
`,
		}),
		reads: 2,
		sends: { 400: 1, 404: 1, 424: 1, 429: going(18), cut: going(7) },
	},

	cline: {
		package: '@cline/cli-linux-x64',
		setUp: (url) => [program('@cline/cli-linux-x64/bin/cline'), 'auth', '-p', 'openai-compatible', '-k', 'any', '-m', MODEL,
			'-b', `${url}/v1`, '--data-dir', '../home/data'],
		command: (prompt) => [program('@cline/cli-linux-x64/bin/cline'), '--data-dir', '../home/data', '-P', 'openai-compatible',
			'-m', MODEL, '--json', '--auto-approve', 'true', prompt],
		environment: () => ({}),
		files: () => ({}),
		reads: 2,
		sends: { 400: 1, 404: 1, 424: 1, 429: 6, cut: 1 },
	},

	'claude-code': {
		package: '@anthropic-ai/claude-code-linux-x64',
		command: (prompt) => [program('@anthropic-ai/claude-code-linux-x64/claude'), '-p', '--model', MODEL,
			'--dangerously-skip-permissions', prompt],
		environment: (url) => ({
			ANTHROPIC_BASE_URL: url, ANTHROPIC_API_KEY: 'any', CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1', IS_SANDBOX: '1',
		}),
		files: () => ({}),
		reads: 2,
		// it asks again, for a whole answer
		broken: '[[cut once]]',
		sends: { 400: 1, 404: 2, 424: 1, 429: going(6), cut: 2 },
	},

	'qwen-code': {
		package: '@qwen-code/qwen-code',
		command: (prompt) => [process.execPath, program('@qwen-code/qwen-code/cli-entry.js'), '--auth-type', 'openai', '--yolo', '-p', prompt],
		environment: (url) => ({ OPENAI_BASE_URL: `${url}/v1`, OPENAI_API_KEY: 'any', OPENAI_MODEL: MODEL }),
		files: () => ({}),
		reads: 2,
		// it waits for as long as Retry-After says, which is a second or more
		sends: { 400: 1, 404: 1, 424: 1, 429: going(30), cut: 4 },
	},
};
