package io.github.gigachat.spring.boot.autoconfigure;

import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeansException;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Asks for a bean when it is needed, and does without one that cannot be made: an
 * application whose models have an API of their own gave no key for the one that is
 * configured here.
 *
 * @param <T> the type of the bean
 */
final class PresentBean<T> implements Supplier<@Nullable T> {

	private static final Log logger = LogFactory.getLog(PresentBean.class);

	private final Supplier<? extends @Nullable T> bean;

	private PresentBean(Supplier<? extends @Nullable T> bean) {
		this.bean = bean;
	}

	static <T> PresentBean<T> of(Supplier<? extends @Nullable T> bean) {
		return new PresentBean<>(bean);
	}

	static <T> PresentBean<T> unique(ObjectProvider<T> provider) {
		return new PresentBean<>(provider::getIfUnique);
	}

	@Override
	public @Nullable T get() {
		try {
			return this.bean.get();
		}
		catch (BeansException ex) {
			if (logger.isDebugEnabled()) {
				logger.debug("Actuator does without a bean that cannot be made: " + ex.getClass().getName());
			}
			return null;
		}
	}

}
