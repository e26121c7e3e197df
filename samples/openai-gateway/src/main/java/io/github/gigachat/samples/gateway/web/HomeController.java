package io.github.gigachat.samples.gateway.web;

import java.util.Map;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells what the gateway is. Some clients send a HEAD request there before they start.
 */
@RestController
class HomeController {

	@GetMapping("/")
	Map<String, String> home() {
		return Map.of("name", "GigaChat gateway", "api", "OpenAI, Anthropic", "base_url", "/v1");
	}

}
