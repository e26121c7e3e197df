package io.github.gigachat.emulator;

import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Provides an emulator to the tests of a class and resets it before each test.
 * <p>
 * Registered with {@code @ExtendWith} on a class, or with {@code @RegisterExtension} in a
 * static field, it starts one emulator for all tests of the class. In an instance field
 * it starts one for each test. A test gets the emulator as a parameter or by
 * {@link #emulator()}. Tests that share an emulator must not run concurrently.
 */
public final class GigaChatEmulatorExtension
		implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {

	private final UnaryOperator<GigaChatEmulator.Builder> settings;

	private volatile @Nullable GigaChatEmulator emulator;

	/**
	 * The context that started the emulator; contexts of nested classes do not stop it.
	 */
	private volatile @Nullable String owner;

	/**
	 * Creates an extension for an emulator with the defaults.
	 */
	public GigaChatEmulatorExtension() {
		this(UnaryOperator.identity());
	}

	private GigaChatEmulatorExtension(UnaryOperator<GigaChatEmulator.Builder> settings) {
		this.settings = settings;
	}

	/**
	 * Creates an extension for an emulator with other settings.
	 * @param settings configures the builder
	 * @return the extension
	 */
	public static GigaChatEmulatorExtension with(UnaryOperator<GigaChatEmulator.Builder> settings) {
		return new GigaChatEmulatorExtension(settings);
	}

	/**
	 * Returns the emulator of the current test.
	 * @return the running emulator
	 * @throws IllegalStateException outside of a test
	 */
	public GigaChatEmulator emulator() {
		GigaChatEmulator current = this.emulator;
		if (current == null) {
			throw new IllegalStateException("The emulator runs only during tests. "
					+ "Register the extension with @RegisterExtension or @ExtendWith.");
		}
		return current;
	}

	@Override
	public void beforeAll(ExtensionContext context) {
		start(context);
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		start(context);
		emulator().reset();
	}

	@Override
	public void afterEach(ExtensionContext context) {
		stop(context);
	}

	@Override
	public void afterAll(ExtensionContext context) {
		stop(context);
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return parameter.getParameter().getType() == GigaChatEmulator.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		return emulator();
	}

	private void start(ExtensionContext context) {
		if (this.emulator == null) {
			this.emulator = this.settings.apply(GigaChatEmulator.builder()).start();
			this.owner = context.getUniqueId();
		}
	}

	private void stop(ExtensionContext context) {
		GigaChatEmulator current = this.emulator;
		if (current != null && context.getUniqueId().equals(this.owner)) {
			this.emulator = null;
			current.close();
		}
	}

}
