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
	void noDialectKnowsAnother() {
		noClasses().that()
			.resideInAnyPackage(GATEWAY + ".completions..", GATEWAY + ".textcompletions..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(GATEWAY + ".access..", GATEWAY + ".models..", GATEWAY + ".chat..")
			.check(this.classes);
		noClasses().that()
			.resideInAPackage(GATEWAY + ".textcompletions..")
			.should()
			.dependOnClassesThat()
			.resideInAPackage(GATEWAY + ".completions..")
			.check(this.classes);
	}

}
