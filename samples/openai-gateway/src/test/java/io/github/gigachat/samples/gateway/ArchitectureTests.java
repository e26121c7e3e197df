package io.github.gigachat.samples.gateway;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * Tests the dependencies between the packages of the gateway.
 */
class ArchitectureTests {

	private static final String GATEWAY = "io.github.gigachat.samples.gateway";

	private static final String[] DIALECTS = { GATEWAY + ".completions..", GATEWAY + ".textcompletions..",
			GATEWAY + ".responses..", GATEWAY + ".messages.." };

	private final JavaClasses classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages(GATEWAY);

	@Test
	void packagesHaveNoCycles() {
		slices().matching(GATEWAY + ".(*)..").should().beFreeOfCycles().check(this.classes);
	}

	@Test
	void theProviderIsUsedByItsPublicApi() {
		noClasses().should()
			.dependOnClassesThat()
			.resideInAPackage("io.github.gigachat.spring..internal..")
			.check(this.classes);
	}

	@Test
	void noDialectKnowsHowChatsAreServed() {
		noClasses().that()
			.resideInAnyPackage(DIALECTS)
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(GATEWAY + ".access..", GATEWAY + ".models..", GATEWAY + ".chat..")
			.check(this.classes);
	}

	@Test
	void noDialectKnowsAnother() {
		slices().matching(GATEWAY + ".(completions|textcompletions|responses|messages)..")
			.should()
			.notDependOnEachOther()
			.check(this.classes);
	}

}
