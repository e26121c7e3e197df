package io.github.gigachat.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.github.gigachat.spring.ai.auth.InvalidAuthorizationKeyException;
import io.github.gigachat.spring.boot.autoconfigure.credentials.MissingCredentialsException;
import io.github.gigachat.spring.boot.autoconfigure.failure.InvalidGigaChatConfigurationException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeansException;
import org.springframework.beans.factory.BeanCreationNotAllowedException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Supplies a bean that is created on first use. Without credentials the bean counts as
 * absent, because an application whose models have their own API configures none. Any
 * other failure to create the bean is logged once and repeated for a minute before the
 * creation, which may be expensive, is tried again.
 *
 * @param <T> the type of the bean
 */
final class LazyBean<T> implements Supplier<@Nullable T> {

	private static final Log logger = LogFactory.getLog(LazyBean.class);

	private static final Duration RETRY_INTERVAL = Duration.ofMinutes(1);

	private final String name;

	private final Supplier<? extends @Nullable T> bean;

	private final AtomicBoolean logged = new AtomicBoolean();

	private volatile @Nullable Failed last;

	/**
	 * Creates the supplier of a bean.
	 * @param name the name of the bean in the log
	 * @param bean gets the bean, or {@code null} if there is none
	 */
	LazyBean(String name, Supplier<? extends @Nullable T> bean) {
		this.name = name;
		this.bean = bean;
	}

	/**
	 * Returns the bean.
	 * @return the bean, or {@code null} if the application has none
	 * @throws BeansException if the bean is configured but cannot be created
	 */
	@Override
	public @Nullable T get() {
		Failed failed = this.last;
		if (failed == null || System.nanoTime() - failed.atNanos > RETRY_INTERVAL.toNanos()) {
			try {
				T created = this.bean.get();
				this.last = null;
				return created;
			}
			catch (BeanCreationNotAllowedException ex) {
				// the application is shutting down
				return null;
			}
			catch (BeansException ex) {
				failed = new Failed(ex, System.nanoTime());
				this.last = failed;
				log(ex);
			}
		}
		if (isMissingCredentials(failed.failure)) {
			return null;
		}
		throw failed.failure;
	}

	/**
	 * Returns a view that does not distinguish a bean that cannot be created from an
	 * absent one.
	 * @return a supplier of the bean, or of {@code null} if it is absent or cannot be
	 * created
	 */
	Supplier<@Nullable T> orNull() {
		return () -> {
			try {
				return get();
			}
			catch (BeansException ex) {
				return null;
			}
		};
	}

	private static boolean isMissingCredentials(BeansException failure) {
		return failure.contains(MissingCredentialsException.class);
	}

	private void log(BeansException failure) {
		if (!isMissingCredentials(failure) && this.logged.compareAndSet(false, true) && logger.isWarnEnabled()) {
			logger.warn("The " + this.name + " is configured, but cannot be created: " + describe(failure));
		}
	}

	/** Leaves out the values of properties, because they may be secrets. */
	private static String describe(Throwable failure) {
		if (failure instanceof InvalidGigaChatConfigurationException
				|| failure instanceof InvalidAuthorizationKeyException) {
			return String.valueOf(failure.getMessage());
		}
		if (failure instanceof InvalidConfigurationPropertyValueException invalid) {
			return "The value of " + invalid.getName() + " is not valid. " + invalid.getReason();
		}
		if (failure instanceof BindException unbound) {
			return "The value of " + unbound.getName() + " cannot be bound.";
		}
		Throwable cause = failure.getCause();
		return (cause != null) ? describe(cause) : failure.getClass().getName();
	}

	/**
	 * A failed creation and its time.
	 */
	private record Failed(BeansException failure, long atNanos) {
	}

}
