package io.github.gigachat.spring.ai.metrics;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Consumer;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The meters of one owner in a registry: they are removed when the owner closes, and a
 * registry that refuses one costs nobody an answer.
 */
public final class OwnedMeters implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(OwnedMeters.class);

	private final MeterRegistry registry;

	private final Tags tags;

	private final Set<Meter> meters = ConcurrentHashMap.newKeySet();

	private final AtomicBoolean failed = new AtomicBoolean();

	private volatile boolean closed;

	/**
	 * Creates the set; nothing is registered yet.
	 * @param registry where the meters are registered
	 * @param tags tags of all of them
	 */
	public OwnedMeters(MeterRegistry registry, Tags tags) {
		this.registry = registry;
		this.tags = tags;
	}

	/**
	 * Registers a meter, or finds it, unless the owner has closed. A failure is logged
	 * once.
	 * @param registration registers it in the registry, with the tags
	 * @param update takes the value
	 * @param <M> the kind of meter
	 */
	public <M extends Meter> void update(BiFunction<MeterRegistry, Tags, M> registration, Consumer<M> update) {
		if (this.closed) {
			return;
		}
		try {
			M meter = registration.apply(this.registry, this.tags);
			this.meters.add(meter);
			if (this.closed) {
				// closed meanwhile, without knowing of this one
				this.registry.remove(meter);
			}
			update.accept(meter);
		}
		catch (RuntimeException ex) {
			// once: it would likely be said of every request
			if (this.failed.compareAndSet(false, true)) {
				logger.warn("A meter cannot be kept", ex);
			}
		}
	}

	/**
	 * Registers a meter that reads its value itself, such as a gauge.
	 * @param registration registers it in the registry, with the tags
	 */
	public void register(BiFunction<MeterRegistry, Tags, Meter> registration) {
		update(registration, (meter) -> {
		});
	}

	/**
	 * Removes the meters from their registry.
	 */
	@Override
	public void close() {
		this.closed = true;
		this.meters.forEach(this.registry::remove);
	}

}
