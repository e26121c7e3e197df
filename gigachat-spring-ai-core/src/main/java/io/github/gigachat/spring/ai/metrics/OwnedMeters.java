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
 * The meters that one owner registers in a registry. They are removed when the owner is
 * closed. A failure of the registry is logged and does not fail the call that is
 * measured.
 */
public final class OwnedMeters implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(OwnedMeters.class);

	private final MeterRegistry registry;

	private final Tags tags;

	private final Set<Meter> meters = ConcurrentHashMap.newKeySet();

	private final AtomicBoolean failed = new AtomicBoolean();

	private volatile boolean closed;

	/**
	 * Creates an empty set of meters.
	 * @param registry the registry of the meters
	 * @param tags the tags of all meters
	 */
	public OwnedMeters(MeterRegistry registry, Tags tags) {
		this.registry = registry;
		this.tags = tags;
	}

	/**
	 * Registers a meter, or finds it in the registry, and updates it. Does nothing after
	 * {@link #close()}. Only the first failure is logged.
	 * @param registration the function that registers the meter in the registry with the
	 * tags
	 * @param update the update of the meter
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
				// closed in the meantime, without this meter
				this.registry.remove(meter);
			}
			update.accept(meter);
		}
		catch (RuntimeException ex) {
			// log once: it would probably fail for every request
			if (this.failed.compareAndSet(false, true)) {
				logger.warn("A meter could not be updated", ex);
			}
		}
	}

	/**
	 * Registers a meter that reads its value itself, such as a gauge.
	 * @param registration the function that registers the meter in the registry with the
	 * tags
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
