package io.github.gigachat.spring.ai.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.gigachat.spring.ai.api.client.RetrySettings;
import io.github.gigachat.spring.ai.failure.GigaChatFailure;
import io.github.gigachat.spring.ai.fixtures.RecordedTraffic;
import io.github.gigachat.spring.ai.fixtures.RecordedTraffic.Exchange;

/**
 * Asks a service for each rule, one after the other, and writes a recording of each.
 */
public final class LiveSuite {

	/** The begin of the name of each recording of a live check. */
	public static final String PREFIX = "live-";

	/** The suite gives up after so many rules in a row for which nobody answered. */
	private static final int GIVE_UP_AFTER = 2;

	private final LiveSettings settings;

	private final List<LiveRule> rules;

	private final RetrySettings retry;

	private final List<LiveReport.Line> lines = new ArrayList<>();

	private int unreached;

	private LiveSuite(LiveSettings settings, List<LiveRule> rules, RetrySettings retry) {
		this.settings = settings;
		this.rules = rules;
		this.retry = retry;
	}

	/**
	 * Runs the check.
	 * @param settings where and as whom, with a key
	 * @param rules the rules
	 * @param retry when a failed request is sent again
	 * @return the report, which is written to the folder of the recordings as well
	 */
	public static LiveReport run(LiveSettings settings, List<LiveRule> rules, RetrySettings retry) {
		return new LiveSuite(settings, rules, retry).run();
	}

	private LiveReport run() {
		try (LiveService service = LiveService.connect(this.settings, this.retry)) {
			prepareFolder();
			for (LiveRule rule : this.rules) {
				this.lines.add(check(rule, service));
			}
			LiveReport report = new LiveReport(service.recorder().redaction().text(head()), List.copyOf(this.lines),
					service.spent(), this.settings.budget());
			Files.writeString(this.settings.folder().resolve("report.txt"), report.toString());
			return report;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private String head() {
		return this.settings.baseUrl() + ", " + this.settings.scope() + ", models " + this.settings.model() + ", "
				+ this.settings.visionModel() + ", " + this.settings.embeddingModel();
	}

	/** Recordings of an earlier run would be taken for those of this one. */
	private void prepareFolder() throws IOException {
		Files.createDirectories(this.settings.folder());
		try (Stream<Path> files = Files.list(this.settings.folder())) {
			for (Path file : files.toList()) {
				String name = file.getFileName().toString();
				if (name.startsWith(PREFIX) && name.endsWith(".json")) {
					Files.delete(file);
				}
			}
		}
	}

	private LiveReport.Line check(LiveRule rule, LiveService service) {
		if (this.unreached >= GIVE_UP_AFTER) {
			return new LiveReport.Line(rule, new Finding(Verdict.NOT_REACHED, "not asked, the ones before failed"),
					null);
		}
		service.recorder().forget();
		Throwable fault = null;
		Finding finding;
		try {
			finding = rule.probe().ask(service);
		}
		catch (TokenBudget.Spent ex) {
			finding = new Finding(Verdict.LEFT_OUT, "");
		}
		catch (RuntimeException ex) {
			finding = judge(ex, service);
			fault = (finding.verdict() == Verdict.BROKEN) ? ex : null;
		}
		this.unreached = (finding.verdict() == Verdict.NOT_REACHED) ? this.unreached + 1 : 0;
		record(rule, service.recorder().exchanges());
		return new LiveReport.Line(rule,
				new Finding(finding.verdict(), service.recorder().redaction().text(finding.detail())), fault);
	}

	/**
	 * Judges a failure: one of the service by its kind, everything else as a fault of the
	 * check.
	 */
	static Finding judge(RuntimeException failure, LiveService service) {
		if (failure instanceof GigaChatFailure typed) {
			return Finding.of(typed, service.lastAnswer().isObject());
		}
		return new Finding(Verdict.BROKEN, failure.getClass().getSimpleName());
	}

	private void record(LiveRule rule, List<Exchange> exchanges) {
		if (exchanges.isEmpty()) {
			return;
		}
		try {
			Files.writeString(this.settings.folder().resolve(PREFIX + rule.name() + ".json"),
					RecordedTraffic.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(exchanges));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
