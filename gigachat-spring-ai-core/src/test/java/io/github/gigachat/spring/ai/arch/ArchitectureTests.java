package io.github.gigachat.spring.ai.arch;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

import static com.tngtech.archunit.base.DescribedPredicate.anyElementThat;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * Checks the dependencies between the packages of the core, and that no method for
 * applications has an internal type in its signature.
 */
@AnalyzeClasses(packages = "io.github.gigachat.spring.ai", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	@ArchTest
	static final ArchRule signatures = noMethods().that()
		.arePublic()
		.and()
		.areDeclaredInClassesThat()
		.arePublic()
		.and()
		.areDeclaredInClassesThat()
		.resideOutsideOfPackages("..internal..", "..metrics", "..aot")
		.should()
		.haveRawReturnType(resideInAPackage("..internal.."))
		.orShould()
		.haveRawParameterTypes(anyElementThat(resideInAPackage("..internal..")));

	@ArchTest
	static final ArchRule layers = layeredArchitecture().consideringOnlyDependenciesInLayers()
		.layer("models")
		.definedBy("io.github.gigachat.spring.ai")
		.layer("media")
		.definedBy("..ai.media", "..ai.internal.media")
		.layer("api")
		.definedBy("..ai.api")
		.layer("answer")
		.definedBy("..ai.internal.answer")
		.layer("flatten")
		.definedBy("..ai.internal.flatten", "..ai.internal.schema")
		.layer("client")
		.definedBy("..ai.internal.client")
		.layer("token")
		.definedBy("..ai.internal.token..")
		.layer("transport")
		.definedBy("..ai.internal.http", "..ai.internal.tls")
		.layer("aot")
		.definedBy("..ai.aot")
		.whereLayer("aot")
		.mayNotBeAccessedByAnyLayer()
		.whereLayer("models")
		.mayOnlyBeAccessedByLayers("aot")
		.whereLayer("media")
		.mayOnlyBeAccessedByLayers("models")
		.whereLayer("api")
		.mayOnlyBeAccessedByLayers("models", "media", "aot")
		.whereLayer("answer")
		.mayOnlyBeAccessedByLayers("models", "api")
		.whereLayer("flatten")
		.mayOnlyBeAccessedByLayers("models", "answer")
		.whereLayer("client")
		.mayOnlyBeAccessedByLayers("models", "api", "answer")
		.whereLayer("token")
		.mayOnlyBeAccessedByLayers("api", "client")
		.whereLayer("transport")
		.mayOnlyBeAccessedByLayers("models", "media", "api", "answer", "client");

	@ArchTest
	static final ArchRule packagesHaveNoCycles = slices().assignedFrom(new EachPackage()).should().beFreeOfCycles();

	@ArchTest
	static final ArchRule theTransportKnowsNothingOfGigaChat = noClasses().that()
		.resideInAnyPackage("..ai.internal.http", "..ai.internal.tls")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("io.github.gigachat.spring.ai", "..ai.api..", "..ai.auth", "..ai.failure", "..ai.media",
				"..ai.internal.client", "..ai.internal.token..", "..ai.internal.flatten", "..ai.internal.json",
				"tools.jackson..", "org.springframework.ai..");

	@ArchTest
	static final ArchRule flatteningDoesNoInputOrOutput = noClasses().that()
		.resideInAnyPackage("..ai.internal.flatten", "..ai.internal.schema")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("java.net..", "java.nio.file..", "..ai.internal.http", "..ai.internal.client", "..ai.auth");

	@ArchTest
	static final ArchRule failuresAndRecordsOfTheWireUseNoClient = noClasses().that()
		.resideInAnyPackage("..ai.failure", "..ai.api.chat..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("..ai.api", "..ai.internal.client", "..ai.internal.http", "..ai.internal.token..");

	@ArchTest
	static final ArchRule noSpringBoot = noClasses().should()
		.dependOnClassesThat()
		.resideInAPackage("org.springframework.boot..");

	@ArchTest
	static final ArchRule nothingIsPrinted = GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

	/**
	 * Makes each package a slice of its own, unlike a pattern, which joins a package and
	 * those below it.
	 */
	private static final class EachPackage implements SliceAssignment {

		@Override
		public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
			return SliceIdentifier.of(javaClass.getPackageName());
		}

		@Override
		public String getDescription() {
			return "packages";
		}

	}

}
