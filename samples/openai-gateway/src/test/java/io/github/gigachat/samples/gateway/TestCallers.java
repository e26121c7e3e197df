package io.github.gigachat.samples.gateway;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.github.gigachat.samples.gateway.access.Caller;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.server.WebFilter;

/**
 * Limits clients by headers of their requests: {@value #UPSTREAM} names the only
 * connection that the client may use, {@value #MODEL} the only model.
 */
@TestConfiguration(proxyBeanMethods = false)
class TestCallers {

	static final String UPSTREAM = "x-test-upstream";

	static final String MODEL = "x-test-model";

	final AtomicLong charged = new AtomicLong();

	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	WebFilter testCallerFilter() {
		return (exchange, chain) -> {
			String upstream = exchange.getRequest().getHeaders().getFirst(UPSTREAM);
			String model = exchange.getRequest().getHeaders().getFirst(MODEL);
			exchange.getAttributes().put(Caller.class.getName(), new LimitedCaller(upstream, model, this.charged));
			return chain.filter(exchange);
		};
	}

	private record LimitedCaller(String upstream, String model, AtomicLong charged) implements Caller {

		@Override
		public String id() {
			return "test";
		}

		@Override
		public boolean mayUse(String upstream, String asked, List<String> names) {
			return (this.upstream == null || this.upstream.equals(upstream))
					&& (this.model == null || this.model.equals(asked) || names.contains(this.model));
		}

		@Override
		public void charge(long tokens) {
			this.charged.addAndGet(tokens);
		}

	}

}
