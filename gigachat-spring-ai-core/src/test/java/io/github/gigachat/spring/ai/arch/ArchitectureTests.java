package io.github.gigachat.spring.ai.arch;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The arrows between the packages of the core: a call passes each room once, and none
 * looks back.
 */
@AnalyzeClasses(packages = "io.github.gigachat.spring.ai", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	@ArchTest
	static final ArchRule arrowsGoOneWay = layeredArchitecture().consideringOnlyDependenciesInLayers()
		.layer("model")
		.definedBy("io.github.gigachat.spring.ai")
		.layer("flatten")
		.definedBy("..ai.flatten")
		.layer("media")
		.definedBy("..ai.media")
		.layer("api")
		.definedBy("..ai.api")
		.layer("auth")
		.definedBy("..ai.auth")
		.layer("http")
		.definedBy("..ai.http")
		.layer("metrics")
		.definedBy("..ai.metrics")
		.optionalLayer("aot")
		.definedBy("..ai.aot")
		.whereLayer("model")
		.mayOnlyBeAccessedByLayers("aot")
		.whereLayer("flatten")
		.mayOnlyBeAccessedByLayers("model", "aot")
		.whereLayer("media")
		.mayOnlyBeAccessedByLayers("model", "aot")
		.whereLayer("api")
		.mayOnlyBeAccessedByLayers("model", "flatten", "media", "aot")
		.whereLayer("auth")
		.mayOnlyBeAccessedByLayers("model", "api", "aot")
		.whereLayer("http")
		.mayOnlyBeAccessedByLayers("model", "media", "api", "aot")
		.whereLayer("metrics")
		.mayOnlyBeAccessedByLayers("model", "media", "api");

	@ArchTest
	static final ArchRule packagesHaveNoCycles = slices().matching("io.github.gigachat.spring.ai.(*)..")
		.should()
		.beFreeOfCycles();

	@ArchTest
	static final ArchRule theTransportKnowsNothingOfGigaChat = noClasses().that()
		.resideInAPackage("..ai.http")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("io.github.gigachat.spring.ai", "..ai.api", "..ai.auth", "..ai.flatten", "tools.jackson..",
				"org.springframework.ai..");

	@ArchTest
	static final ArchRule flatteningDoesNoInputOrOutput = noClasses().that()
		.resideInAPackage("..ai.flatten")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("java.net..", "java.nio.file..", "..ai.http", "..ai.auth");

	@ArchTest
	static final ArchRule noSpringBoot = noClasses().should()
		.dependOnClassesThat()
		.resideInAPackage("org.springframework.boot..");

	@ArchTest
	static final ArchRule nothingIsPrinted = GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

}
