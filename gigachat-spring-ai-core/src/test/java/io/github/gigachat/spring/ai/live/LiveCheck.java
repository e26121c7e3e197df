package io.github.gigachat.spring.ai.live;

import java.io.PrintStream;
import java.util.Map;
import java.util.Properties;

import io.github.gigachat.spring.ai.api.client.RetrySettings;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * The live check as the profile {@code live} of the build runs it. Its name ends in
 * neither {@code Tests} nor {@code IT}, so that no other build picks it up, and without
 * the profile's property it asks nothing.
 */
class LiveCheck {

	/** The system property that the profile sets. */
	static final String PROFILE = "gigachat.live";

	@Test
	void checksTheRulesOfTheWire() {
		assumeProfile();
		run(System.getenv(), System.getProperties(), System.out);
	}

	/** Aborts the test where the profile's property is missing. */
	static void assumeProfile() {
		Assumptions.assumeTrue(Boolean.getBoolean(PROFILE), "The live check runs with the profile live only");
	}

	/**
	 * Runs the check, or says that there is no key.
	 * @param environment the environment variables
	 * @param properties the system properties
	 * @param output where the report is printed
	 * @throws AssertionError if nothing could be reached, or the check itself broke
	 */
	static void run(Map<String, String> environment, Properties properties, PrintStream output) {
		LiveSettings settings = LiveSettings.of(environment, properties);
		if (settings.apiKey() == null) {
			output.println(LiveSettings.KEY + " is not set: the live check asks nothing.");
			return;
		}
		LiveReport report = LiveSuite.run(settings, LiveRules.all(), RetrySettings.defaults());
		output.println(report + "Recordings and this report: " + settings.folder());
		report.assertUsable();
	}

}
