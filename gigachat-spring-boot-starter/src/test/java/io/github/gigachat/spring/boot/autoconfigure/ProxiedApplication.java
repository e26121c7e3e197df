package io.github.gigachat.spring.boot.autoconfigure;

import java.util.List;

import io.github.gigachat.spring.ai.GigaChatModel;

import org.springframework.ai.model.chat.client.autoconfigure.ChatClientAutoConfiguration;
import org.springframework.ai.model.tool.autoconfigure.ToolCallingAutoConfiguration;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Sends a call and a stream in its own JVM, and prints the answers.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({ GigaChatApiAutoConfiguration.class, GigaChatChatAutoConfiguration.class,
		ToolCallingAutoConfiguration.class, ChatClientAutoConfiguration.class, SslAutoConfiguration.class,
		HttpClientAutoConfiguration.class })
class ProxiedApplication {

	public static void main(String[] args) {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(ProxiedApplication.class)
			.web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.run(args)) {
			GigaChatModel model = context.getBean(GigaChatModel.class);
			System.out.println("call: " + model.call("hello"));
			List<String> chunks = model.stream("hello").collectList().block();
			System.out.println("stream: " + String.join("", (chunks != null) ? chunks : List.of()));
		}
	}

}
