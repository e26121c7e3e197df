package io.github.gigachat.benchmarks.guard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The part of the documentation that holds the last results. It begins and ends with a
 * comment, and is written anew from the files of the last runs.
 *
 * @param page the page
 * @param results the folder of the results
 */
record ResultsPage(Path page, Path results) {

	private static final String BEGIN = "<!-- results: begin -->\n";

	private static final String END = "<!-- results: end -->\n";

	static ResultsPage of(Path module) {
		return new ResultsPage(module.resolveSibling("docs").resolve("performance.md"), module.resolve("target"));
	}

	void update() throws IOException {
		String text = Files.readString(this.page);
		String before = text.substring(0, text.indexOf(BEGIN) + BEGIN.length());
		String behind = text.substring(text.indexOf(END));
		Files.writeString(this.page,
				before + part("End to end", "end-to-end.md") + part("Micro benchmarks", "micro.md") + "\n" + behind);
		System.out.println("Wrote " + this.page);
	}

	private String part(String title, String file) throws IOException {
		return "\n### " + title + "\n\n" + Files.readString(this.results.resolve(file)).stripTrailing() + "\n";
	}

}
