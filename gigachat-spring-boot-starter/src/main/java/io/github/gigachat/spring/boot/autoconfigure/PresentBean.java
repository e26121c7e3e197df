package io.github.gigachat.spring.boot.autoconfigure;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeansException;
import org.springframework.beans.factory.BeanCreationNotAllowedException;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Asks for a bean when it is needed. An application whose models have an API of their own
 * gave no key for the one that is configured here, and counts as one without the bean;
 * whatever else keeps the bean from being made is told once. It is not tried again and
 * again: making a bean may be expensive.
 *
 * @param <T> the type of the bean
 */
final class PresentBean<T> implements Supplier<@Nullable T> {

	private static final Log logger = LogFactory.getLog(PresentBean.class);

	private static final Duration BETWEEN_TRIALS = Duration.ofMinutes(1);

	private final String what;

	private final Supplier<? extends @Nullable T> bean;

	private final AtomicBoolean told = new AtomicBoolean();

	private volatile @Nullable Failed last;

	private PresentBean(String what, Supplier<? extends @Nullable T> bean) {
		this.what = what;
		this.bean = bean;
	}

	/**
	 * A bean.
	 * @param what how the log calls it
	 * @param bean gives it, or {@code null}
	 */
	static <T> PresentBean<T> of(String what, Supplier<? extends @Nullable T> bean) {
		return new PresentBean<>(what, bean);
	}

	/**
	 * The bean of a type, if there is one that stands out.
	 * @param what how the log calls it
	 * @param provider the beans
	 */
	static <T> PresentBean<T> unique(String what, ObjectProvider<T> provider) {
		return new PresentBean<>(what, provider::getIfUnique);
	}

	/**
	 * The bean.
	 * @return the bean, or {@code null} when the application has none
	 * @throws BeansException when it is configured, but cannot be made
	 */
	@Override
	public @Nullable T get() {
		Failed failed = this.last;
		if (failed == null || System.nanoTime() - failed.atNanos > BETWEEN_TRIALS.toNanos()) {
			try {
				T made = this.bean.get();
				this.last = null;
				return made;
			}
			catch (BeanCreationNotAllowedException ex) {
				// the application ends
				return null;
			}
			catch (BeansException ex) {
				failed = new Failed(ex, System.nanoTime());
				this.last = failed;
				tell(failed);
			}
		}
		if (failed.isMissingCredentials()) {
			return null;
		}
		throw failed.failure;
	}

	/**
	 * The bean for whom there is no difference between none and one that cannot be made.
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

	private void tell(Failed failed) {
		if (!failed.isMissingCredentials() && this.told.compareAndSet(false, true) && logger.isWarnEnabled()) {
			logger.warn("The " + this.what + " is configured, but cannot be made: "
					+ ConfigurationFailure.describe(failed.failure));
		}
	}

	/**
	 * Why the bean could not be made at a time.
	 */
	private record Failed(BeansException failure, long atNanos) {

		boolean isMissingCredentials() {
			return this.failure.contains(MissingCredentialsException.class);
		}

	}

}
