package io.github.gigachat.spring.boot.arch;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;

import org.springframework.boot.autoconfigure.AutoConfiguration;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The dependencies between the packages of the starter: auto-configuration depends on the
 * properties and on its own subpackages, all depend on the core, and there is no
 * dependency in the opposite direction.
 */
@AnalyzeClasses(packages = "io.github.gigachat.spring", importOptions = ImportOption.DoNotIncludeTests.class)
class StarterArchitectureTests {

	private static final String BOOT = "io.github.gigachat.spring.boot";

	private static final String AUTOCONFIGURE = BOOT + ".autoconfigure";

	@ArchTest
	static final ArchRule theCoreDoesNotKnowTheStarter = noClasses().that()
		.resideInAPackage("io.github.gigachat.spring.ai..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage(BOOT + "..", "org.springframework.boot..");

	@ArchTest
	static final ArchRule propertiesAndActuatorDoNotUseAutoConfiguration = noClasses().that()
		.resideInAnyPackage(BOOT, BOOT + ".actuate")
		.should()
		.dependOnClassesThat()
		.resideInAPackage(AUTOCONFIGURE + "..");

	@ArchTest
	static final ArchRule onlyTlsIsUsedOfTheInternalsOfTheCore = noClasses().that()
		.resideInAPackage(BOOT + "..")
		.should()
		.dependOnClassesThat(resideInAnyPackage("io.github.gigachat.spring.ai.internal..")
			.and(not(resideInAnyPackage("io.github.gigachat.spring.ai.internal.tls"))));

	@ArchTest
	static final ArchRule subpackagesDoNotUseTheAutoConfigurations = noClasses().that()
		.resideInAPackage(AUTOCONFIGURE + ".*..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage(AUTOCONFIGURE);

	@ArchTest
	static final ArchRule subpackagesHaveNoCycles = slices().matching(AUTOCONFIGURE + ".(*)..")
		.should()
		.beFreeOfCycles();

	@ArchTest
	static final ArchRule subpackagesShareNothingButFailures = slices().matching(AUTOCONFIGURE + ".(*)..")
		.should()
		.notDependOnEachOther()
		.ignoreDependency(resideInAnyPackage(AUTOCONFIGURE + ".."), resideInAnyPackage(AUTOCONFIGURE + ".failure"));

	@ArchTest
	static final ArchRule theStarterSendsNoRequestsItself = noClasses().that()
		.resideInAPackage(BOOT + "..")
		.should()
		.dependOnClassesThat(resideInAnyPackage("io.github.gigachat.emulator..", "tools.jackson..",
				"org.springframework.web..", "io.netty..", "reactor.."));

	@ArchTest
	static final ArchRule onlyTheConfigurationsArePublic = classes().that()
		.resideInAPackage(AUTOCONFIGURE)
		.and()
		.arePublic()
		.should()
		.beAnnotatedWith(AutoConfiguration.class);

	@ArchTest
	static final ArchRule nothingIsPrinted = GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

}
