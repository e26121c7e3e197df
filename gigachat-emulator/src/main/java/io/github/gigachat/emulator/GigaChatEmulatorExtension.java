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
 * Gives the tests of a class an emulator, as it was after the start before each of them.
 * <p>
 * With {@code @ExtendWith} on a class, or with {@code @RegisterExtension} in a static
 * field, there is one emulator for all tests of the class; in an instance field, one for
 * each test. A test gets it as a parameter or by {@link #emulator()}. Tests that share an
 * emulator must not run at the same time.
 */
public final class GigaChatEmulatorExtension
		implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {

	private final UnaryOperator<GigaChatEmulatorBuilder> settings;

	private volatile @Nullable GigaChatEmulator emulator;

	/** The context that the emulator lives as long as; nested classes do not end it. */
	private volatile @Nullable String owner;

	/**
	 * Creates an extension whose emulator has the defaults.
	 */
	public GigaChatEmulatorExtension() {
		this(UnaryOperator.identity());
	}

	private GigaChatEmulatorExtension(UnaryOperator<GigaChatEmulatorBuilder> settings) {
		this.settings = settings;
	}

	/**
	 * Creates an extension whose emulator differs from the defaults.
	 * @param settings sets up the builder
	 * @return the extension
	 */
	public static GigaChatEmulatorExtension with(UnaryOperator<GigaChatEmulatorBuilder> settings) {
		return new GigaChatEmulatorExtension(settings);
	}

	/**
	 * The emulator of the current test.
	 * @return the running emulator
	 * @throws IllegalStateException outside of a test
	 */
	public GigaChatEmulator emulator() {
		GigaChatEmulator current = this.emulator;
		if (current == null) {
			throw new IllegalStateException("The emulator runs during tests only; "
					+ "register the extension with @RegisterExtension or @ExtendWith.");
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
